import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import type { Query, Sql } from '../../shared/node/database.ts'
import { readVersionState } from '../../shared/node/versionList.ts'
import { storeState } from '../../shared/node/versions.ts'
import type { SideDocument } from './sides.ts'

/** Two timelines; the order says nothing. */
type Pair = readonly [string, string]
const ordered = ([a, b]: Pair): Pair => (a < b ? [a, b] : [b, a])

/**
 * What two timelines last agreed on, of the document of this kind and scene: what was recorded when they were merged, else
 * what it said where they parted. An empty document where it was in neither.
 */
export async function readBase(
  sql: Sql,
  pair: Pair,
  parted: string | null,
  { kind, sceneId }: Pick<SideDocument, 'kind' | 'sceneId'>,
): Promise<Y.Doc> {
  const [one, other] = ordered(pair)
  const [recorded] = await sql<{ state: Buffer }[]>`
    select s.state from merge_bases b join version_states s on s.hash = b.state_hash
    where b.one_id = ${one} and b.other_id = ${other} and b.kind = ${kind} and b.scene_id = ${sceneId ?? ''}`
  if (recorded) {
    const doc = new Y.Doc()
    Y.applyUpdateV2(doc, recorded.state)
    return doc
  }
  const [version] = await sql<{ id: string }[]>`
    select v.id from versions v join documents d on d.id = v.document_id
    where v.timeline_version_id = ${parted} and d.kind = ${kind} and d.scene_id is not distinct from ${sceneId}`
  return version ? readVersionState(sql, version.id) : new Y.Doc()
}

/** Records what they agree on from now on. Under the hash of its bytes: it stands for no other state. */
export async function recordBase(
  tx: Query,
  pair: Pair,
  { kind, sceneId }: Pick<SideDocument, 'kind' | 'sceneId'>,
  doc: Y.Doc,
): Promise<void> {
  const [one, other] = ordered(pair)
  const state = Buffer.from(Y.encodeStateAsUpdateV2(doc))
  const hash = createHash('sha256').update('base of a merge').update(state).digest('hex')
  await storeState(tx, { hash, state })
  await tx`
    insert into merge_bases (one_id, other_id, kind, scene_id, state_hash)
    values (${one}, ${other}, ${kind}, ${sceneId ?? ''}, ${hash})
    on conflict (one_id, other_id, kind, scene_id) do update set state_hash = excluded.state_hash`
}

/**
 * The commit where two timelines parted: the newest that both came from by forking. What was merged in between is not
 * followed: of that, only what was recorded for this very pair is known to have been offered to both.
 */
export async function commitWhereParted(sql: Query, pair: Pair): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    with recursive heads as (
      select distinct on (timeline_id) id, timeline_id from commits where timeline_id in ${sql([...pair])}
      order by timeline_id, created_at desc, id desc
    ), line as (
      select h.timeline_id as side, c.id, c.parent_id, c.created_at from heads h join commits c on c.id = h.id
      union all
      select l.side, c.id, c.parent_id, c.created_at from line l join commits c on c.id = l.parent_id
    )
    select id from line group by id, created_at having count(distinct side) = 2 order by created_at desc limit 1`
  return row?.id ?? null
}
