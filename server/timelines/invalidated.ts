import type { Invalidated } from '../../shared/core/api/timelines.ts'
import { readAssets } from '../../shared/core/assets/assets.ts'
import type { DependencyEngine } from '../../shared/core/dependencies/engine.ts'
import { refer } from '../../shared/core/dependencies/references.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { invalidateAssets, invalidateScene, keepAssets, keepScene } from '../../shared/core/stages/invalidation.ts'
import { CHANNEL, notify, type Query } from '../../shared/node/database.ts'
import { readEngine } from '../../shared/node/dependencies.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { clearAnew, logAnew } from '../../shared/node/invalidations.ts'
import type { Place } from '../../shared/node/timelines.ts'
import type { Platform } from '../http/platform.ts'
import { documentOfKind, scriptOf } from '../projects.ts'

type Deps = Pick<Platform, 'sql' | 'sync'>
type Person = Extract<Author, { kind: 'person' }>

/**
 * All that was made from stage 5 on is to be approved again on a timeline whose script is written anew: the locks that came along
 * are gone, what was approved is a draft, and each scene and asset waits for somebody. The timeline that it comes from is not
 * touched.
 */
export async function invalidate({ sql, sync }: Deps, timelineId: string, by: Person): Promise<void> {
  const assets = await documentOfKind(sql, timelineId, 'assets')
  await sql.begin(async tx => {
    await tx`
      delete from locks l using documents d
      where d.id = l.document_id and d.timeline_id = ${timelineId} and d.kind in ('scene', 'assets')`
    await tx`
      insert into invalidated_scenes (timeline_id, scene_id)
      select ${timelineId}, d.scene_id from documents d
      where d.timeline_id = ${timelineId} and d.kind = 'scene'
        and exists (select from dependencies t where t.document_id = d.id)
      on conflict do nothing`
  })
  await sync.transact(assets, by, doc => invalidateAssets(doc))
  for (const id of await documentsWithApprovals(sql, timelineId))
    await sync.transact(id, by, doc => invalidateScene(doc))
  const waiting = await readAssetsOf(sql, timelineId)
  const script = await scriptOf(sql, timelineId)
  await sql.begin(tx => logAnew(tx, { timelineId, documentId: script, by: by.id }, waiting))
}

/** Documents of scenes in which something of a kind is made that people approve row by row. */
async function documentsWithApprovals(sql: Query, timelineId: string, scenes: readonly string[] | null = null) {
  const rows = await sql<{ id: string }[]>`
    select distinct d.id from documents d join dependencies t on t.document_id = d.id
    where d.timeline_id = ${timelineId} and d.kind = 'scene'
      and split_part(t.reference, ':', 1) in ('state', 'startFrame', 'endFrame', 'take')
      and (${scenes === null} or d.scene_id = any(${scenes ?? []}))`
  return rows.map(({ id }) => id)
}

async function readAssetsOf(sql: Query, timelineId: string) {
  const doc = await loadDocument(sql, await documentOfKind(sql, timelineId, 'assets'))
  const assets = readAssets(doc).filter(({ invalidated }) => invalidated)
  doc.destroy()
  return assets
}

/** Scenes of a timeline that wait to be approved again. */
export async function scenesToApprove(sql: Query, timelineId: string): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }[]>`
    select scene_id as id from scenes_to_approve where timeline_id = ${timelineId}`
  return new Set(rows.map(({ id }) => id))
}

/** Assets that wait; `same`: the lines that speak of them say what they said, so that their description holds. */
export async function assetsToApprove(
  sql: Query,
  timelineId: string,
  engine: DependencyEngine,
): Promise<Invalidated['assets']> {
  const assets = await readAssetsOf(sql, timelineId)
  return assets.map(({ id, name, sources }) => {
    const now = engine.hashes(
      '',
      [...sources.keys()].map(line => refer('line', line)),
    )
    return { assetId: id, name, same: [...sources].every(([line, hash]) => now.get(refer('line', line)) === hash) }
  })
}

/** What waits to be approved again, scenes in the order of the script; `same`: it has the inputs that it had. */
export async function readInvalidated(sql: Query, timelineId: string): Promise<Invalidated> {
  const rows = await sql<{ id: string; number: string; heading: string }[]>`
    select s.id, s.number, s.heading from scenes s
    join scenes_to_approve i on i.timeline_id = s.timeline_id and i.scene_id = s.id
    where s.timeline_id = ${timelineId} order by s.place`
  const waiting = await readAssetsOf(sql, timelineId)
  if (rows.length + waiting.length === 0) return { scenes: [], assets: [] }
  const { engine } = await readEngine(sql, timelineId)
  const outdated = new Set([...engine.outdated().values()].map(({ thing }) => thing.scene))
  return {
    scenes: rows.map(({ id, number, heading }) => ({ sceneId: id, scene: number, heading, same: !outdated.has(id) })),
    assets: await assetsToApprove(sql, timelineId, engine),
  }
}

/** Keeps scenes and assets as they are, of these, that have the same inputs still: what was approved of them is so again. */
export async function keepInvalidated(
  { sql, sync }: Deps,
  { projectId, timelineId }: Place,
  { sceneIds, assetIds }: { sceneIds: readonly string[]; assetIds: readonly string[] },
  by: Person,
): Promise<{ scenes: number; assets: number }> {
  const { scenes, assets } = await readInvalidated(sql, timelineId)
  const same = scenes.flatMap(({ sceneId, same }) => (same && sceneIds.includes(sceneId) ? [sceneId] : []))
  const keep = assets.flatMap(({ assetId, same }) => (same && assetIds.includes(assetId) ? [assetId] : []))
  // first the documents: who is interrupted can press again
  for (const id of await documentsWithApprovals(sql, timelineId, same))
    await sync.transact(id, by, doc => keepScene(doc))
  if (keep.length > 0)
    await sync.transact(await documentOfKind(sql, timelineId, 'assets'), by, doc => keepAssets(doc, keep))
  await sql.begin(async tx => {
    await tx`delete from invalidated_scenes where timeline_id = ${timelineId} and scene_id = any(${same})`
    await clearAnew(tx, timelineId, same)
    await notify(tx, CHANNEL.projectEvent, { projectId, type: 'scenes' })
  })
  return { scenes: same.length, assets: keep.length }
}

/** A fork waits for what its timeline waits for. */
export async function copyInvalidated(tx: Query, from: string, to: string): Promise<void> {
  await tx`
    insert into invalidated_scenes (timeline_id, scene_id)
    select ${to}, scene_id from scenes_to_approve where timeline_id = ${from}`
}
