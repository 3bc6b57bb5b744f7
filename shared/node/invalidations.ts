import { findAgent } from '../core/agents/catalog.ts'
import { INVALIDATION_PAGE, type InvalidationEvent, type InvalidationLog } from '../core/api/invalidations.ts'
import { type Asset, readAssets } from '../core/assets/assets.ts'
import type { Cause, DependencyEngine, OutdatedThing } from '../core/dependencies/engine.ts'
import { refer } from '../core/dependencies/references.ts'
import { Names } from '../core/dependencies/words.ts'
import type { DocumentKind } from '../core/documents/kinds.ts'
import { isId } from '../core/ids.ts'
import { clipped, storableJson } from '../core/text/storable.ts'
import type { Query } from './database.ts'
import { readEngine } from './dependencies.ts'
import { type DocumentRecord, loadDocument } from './documents.ts'
import type { StoredAuthor } from './settled.ts'

/** Things that the log of a timeline keeps: of what is cleared, the oldest go first. What is outdated stays. */
const MOST_KEPT = 5_000
/** Characters of a name and of a reason. */
const LONGEST = 200

/**
 * Notes what became outdated, and what is so no more, since the last time that a document of the timeline was projected. In
 * the transaction of the projection of `document`, in which these authors wrote since.
 */
export async function logInvalidations(
  tx: Query,
  document: DocumentRecord,
  authors: readonly StoredAuthor[],
): Promise<void> {
  const { timelineId, id } = document
  const { engine, numbers } = await readEngine(tx, timelineId)
  const now = [...engine.outdated().values()].filter(
    ({ thing }) => numbers.has(thing.scene) && isId(thing.reference) && isId(thing.scene),
  )
  const keys = now.map(({ thing }) => ({ scene: thing.scene, reference: thing.reference }))
  await tx`
    update invalidated i set cleared_at = clock_timestamp()
    where i.timeline_id = ${timelineId} and i.cleared_at is null and not exists (
      select from jsonb_to_recordset(${tx.json(keys)}) as k(scene text, reference text)
      where k.scene = i.scene_id and k.reference = i.reference)
    and not (i.anew and (i.scene_id = '' or exists (
      select from scenes s join scenes_to_approve a on a.timeline_id = s.timeline_id and a.scene_id = s.id
      where s.timeline_id = i.timeline_id and s.id = i.scene_id)))`
  if (document.kind === 'assets') await clearAssets(tx, document)
  const open = new Set(
    (
      await tx<{ key: string }[]>`
        select scene_id || chr(10) || reference as key from invalidated
        where timeline_id = ${timelineId} and cleared_at is null`
    ).map(({ key }) => key),
  )
  const fresh = now.filter(({ key }) => !open.has(key))
  if (fresh.length === 0) return
  const names = new Names(engine, scene => numbers.get(scene) ?? '')
  const [mine, others] = [[] as OutdatedThing[], [] as OutdatedThing[]]
  for (const thing of fresh) (thing.causes().some(cause => isOf(document, cause, engine)) ? mine : others).push(thing)
  for (const [things, cause] of [
    [mine, { id, authors }],
    [others, { id: null, authors: [] }],
  ] as const) {
    if (things.length === 0) continue
    const rows = things.map(({ thing, causes }) => ({
      scene_id: thing.scene,
      reference: thing.reference,
      scene: numbers.get(thing.scene) ?? '',
      name: clipped(names.thing(thing), LONGEST),
      because: clipped(names.because(causes(5)), LONGEST),
    }))
    await tx`
      with event as (
        insert into invalidations (timeline_id, document_id, authors)
        values (${timelineId}, ${cause.id}, ${tx.json(cause.authors as never)}) returning id
      )
      insert into invalidated (invalidation_id, timeline_id, scene_id, reference, scene, name, because)
      select event.id, ${timelineId}, t.* from event, jsonb_to_recordset(${tx.json(storableJson(rows))})
        as t(scene_id text, reference text, scene text, name text, because text)`
  }
  await forgetOld(tx, timelineId)
}

/** Why something is outdated that has all the inputs that it had. */
export const ANEW = 'the script was written anew'

/** Notes that somebody had the script written anew: all that is made in scenes that wait, and these assets, are outdated. */
export async function logAnew(
  tx: Query,
  { timelineId, documentId, by }: { timelineId: string; documentId: string; by: string },
  assets: readonly Pick<Asset, 'id' | 'name'>[],
): Promise<void> {
  const { engine, numbers } = await readEngine(tx, timelineId)
  const names = new Names(engine, scene => numbers.get(scene) ?? '')
  const scenes = await tx<{ id: string }[]>`
    select scene_id as id from scenes_to_approve where timeline_id = ${timelineId}`
  const things = scenes.flatMap(({ id }) => (numbers.has(id) ? engine.things(id) : []))
  const rows = [
    ...things
      .filter(({ scene, reference }) => isId(scene) && isId(reference))
      .map(thing => ({
        scene_id: thing.scene,
        reference: thing.reference as string,
        scene: numbers.get(thing.scene) ?? '',
        name: clipped(names.thing(thing), LONGEST),
      })),
    ...assets.map(({ id, name }) => ({
      scene_id: '',
      reference: refer('asset', id) as string,
      scene: '',
      name: clipped(name, LONGEST),
    })),
  ]
  if (rows.length === 0) return
  await tx`
    with event as (
      insert into invalidations (timeline_id, document_id, authors)
      values (${timelineId}, ${documentId}, ${tx.json([{ user: by }])}) returning id
    )
    insert into invalidated (invalidation_id, timeline_id, scene_id, reference, scene, name, because, anew)
    select event.id, ${timelineId}, t.*, ${ANEW}, true from event, jsonb_to_recordset(${tx.json(storableJson(rows))})
      as t(scene_id text, reference text, scene text, name text)
    on conflict (timeline_id, scene_id, reference) where cleared_at is null do update set anew = true`
}

/** Scenes were kept as they are: nothing of them is outdated any more. */
export async function clearAnew(tx: Query, timelineId: string, scenes: readonly string[]): Promise<void> {
  await tx`
    update invalidated set cleared_at = clock_timestamp()
    where timeline_id = ${timelineId} and cleared_at is null and anew and scene_id = any(${scenes})`
}

/** Assets that were approved again since, or are gone. */
async function clearAssets(tx: Query, { timelineId, id }: DocumentRecord): Promise<void> {
  const doc = await loadDocument(tx, id)
  const waiting = readAssets(doc).flatMap(asset => (asset.invalidated ? [refer('asset', asset.id)] : []))
  doc.destroy()
  await tx`
    update invalidated set cleared_at = clock_timestamp()
    where timeline_id = ${timelineId} and cleared_at is null and anew and scene_id = '' and reference <> all(${waiting})`
}

/** Does a document say what a cause is about? */
function isOf({ kind, sceneId }: DocumentRecord, { reference, scene }: Cause, engine: DependencyEngine): boolean {
  // which scene is before another says the script
  if (kind === 'script') return reference.startsWith('line:') || reference.startsWith('inherited:')
  if (kind === 'assets') return reference.startsWith('asset:') || reference.startsWith('key:')
  if (reference.startsWith('inherited:')) return engine.sceneBefore(scene) === sceneId
  return scene === sceneId
}

async function forgetOld(tx: Query, timelineId: string): Promise<void> {
  await tx`
    delete from invalidated where timeline_id = ${timelineId} and cleared_at is not null and invalidation_id <= (
      select invalidation_id from invalidated where timeline_id = ${timelineId}
      order by invalidation_id desc offset ${MOST_KEPT} limit 1)`
  await tx`
    delete from invalidations i where timeline_id = ${timelineId}
      and not exists (select from invalidated t where t.invalidation_id = i.id)`
}

/** What is outdated on a fork is so since it was on the timeline it comes from. */
export async function copyOpenInvalidations(tx: Query, from: string, to: string): Promise<void> {
  await tx`
    with opened as (
      select distinct i.id, i.authors, i.at from invalidations i join invalidated t on t.invalidation_id = i.id
      where i.timeline_id = ${from} and t.cleared_at is null
    ), made as (
      insert into invalidations (timeline_id, authors, at)
      select ${to}, authors, at from opened order by id returning id, at
    ), pairs as (
      select o.id as old, m.id as new from
        (select id, row_number() over (order by id) as place from opened) o
        join (select id, row_number() over (order by id) as place from made) m using (place)
    )
    insert into invalidated (invalidation_id, timeline_id, scene_id, reference, scene, name, because, anew)
    select p.new, ${to}, t.scene_id, t.reference, t.scene, t.name, t.because, t.anew
    from pairs p join invalidated t on t.invalidation_id = p.old where t.cleared_at is null`
}

const TITLES: Partial<Record<DocumentKind, string>> = { script: 'Script', assets: 'Assets' }
const titleOf = (kind: DocumentKind, number: string | null): string =>
  TITLES[kind] ?? (number === null ? 'A scene that is not in the script' : `Scene ${number}`)

interface EventRow {
  id: number
  at: Date
  documentId: string | null
  kind: DocumentKind | null
  number: string | null
  by: (string | { agent: string } | null)[]
  count: number
  open: number
  things: InvalidationEvent['things']
}

/** A page of the log of a timeline, the newest first; `before`: of what is older than that event. */
export async function readInvalidations(
  sql: Query,
  timelineId: string,
  before: number | null,
): Promise<InvalidationLog> {
  const { events: most, things } = INVALIDATION_PAGE
  const rows = await sql<EventRow[]>`
    select i.id::float8 as id, i.at, i.document_id as "documentId", d.kind, s.number,
      (select coalesce(jsonb_agg(coalesce(to_jsonb(u.name), jsonb_build_object('agent', a ->> 'agent')) order by place), '[]')
        from jsonb_array_elements(i.authors) with ordinality w(a, place) left join "user" u on u.id = a ->> 'user') as by,
      t.count, t.open, t.things
    from invalidations i
    left join documents d on d.id = i.document_id
    left join scenes s on s.timeline_id = i.timeline_id and s.id = d.scene_id
    cross join lateral (
      select count(*)::int as count, count(*) filter (where cleared_at is null)::int as open,
        coalesce(jsonb_agg(jsonb_build_object('sceneId', scene_id, 'scene', scene, 'reference', reference, 'name', name,
          'because', because, 'clearedAt', to_char(cleared_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          order by place) filter (where place <= ${things}), '[]') as things
      from (select *, row_number() over (order by cleared_at is not null, scene, reference) as place
        from invalidated where invalidation_id = i.id) listed
    ) t
    where i.timeline_id = ${timelineId} and (${before}::bigint is null or i.id < ${before})
    order by i.id desc limit ${most + 1}`
  const page = rows.slice(0, most)
  return {
    events: page.map(({ id, at, documentId, kind, number, by, ...rest }) => ({
      id,
      at: at.toISOString(),
      by: by.flatMap(one => {
        if (typeof one === 'string') return one
        const agent = one?.agent
        // an account that is gone has no name any more
        return agent ? (findAgent(agent)?.title ?? agent) : 'Somebody who is gone'
      }),
      document: documentId && kind ? { id: documentId, title: titleOf(kind, number) } : null,
      ...rest,
    })),
    next: rows.length > most ? (page.at(-1)?.id ?? null) : null,
  }
}
