import type { InvalidatedScene } from '../../shared/core/api/timelines.ts'
import { CHANNEL, notify, type Query, type Sql } from '../../shared/node/database.ts'
import { readEngine } from '../../shared/node/dependencies.ts'
import type { Place } from '../../shared/node/timelines.ts'

/**
 * All that was made in scenes is to be approved again on a timeline whose script is written anew: the locks that came along
 * are gone, and each scene waits for somebody. The timeline that it comes from is not touched.
 */
export async function invalidateScenes(tx: Query, timelineId: string): Promise<void> {
  await tx`
    delete from locks l using documents d
    where d.id = l.document_id and d.timeline_id = ${timelineId} and d.kind in ('scene', 'assets')`
  await tx`
    insert into invalidated_scenes (timeline_id, scene_id)
    select ${timelineId}, d.scene_id from documents d
    where d.timeline_id = ${timelineId} and d.kind = 'scene'
      and exists (select from dependencies t where t.document_id = d.id)`
}

/** Scenes that wait to be approved again, in the order of the script; `same`: all in them has the inputs that it had. */
export async function readInvalidated(sql: Query, timelineId: string): Promise<InvalidatedScene[]> {
  const rows = await sql<{ id: string; number: string; heading: string }[]>`
    select s.id, s.number, s.heading from scenes s
    join scenes_to_approve i on i.timeline_id = s.timeline_id and i.scene_id = s.id
    where s.timeline_id = ${timelineId} order by s.place`
  if (rows.length === 0) return []
  const { engine } = await readEngine(sql, timelineId)
  const outdated = new Set([...engine.outdated().values()].map(({ thing }) => thing.scene))
  return rows.map(({ id, number, heading }) => ({ sceneId: id, scene: number, heading, same: !outdated.has(id) }))
}

/** Keeps scenes as they are, of these, that have the same inputs still. Returns how many. */
export async function keepScenes(
  sql: Sql,
  { projectId, timelineId }: Place,
  sceneIds: readonly string[],
): Promise<number> {
  return sql.begin(async tx => {
    const same = (await readInvalidated(tx, timelineId)).flatMap(({ sceneId, same }) =>
      same && sceneIds.includes(sceneId) ? [sceneId] : [],
    )
    await tx`delete from invalidated_scenes where timeline_id = ${timelineId} and scene_id = any(${same})`
    await notify(tx, CHANNEL.projectEvent, { projectId, type: 'scenes' })
    return same.length
  })
}

/** A fork waits for what its timeline waits for. */
export async function copyInvalidated(tx: Query, from: string, to: string): Promise<void> {
  await tx`
    insert into invalidated_scenes (timeline_id, scene_id)
    select ${to}, scene_id from scenes_to_approve where timeline_id = ${from}`
}
