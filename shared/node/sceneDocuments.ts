import type { Query } from './database.ts'
import { createDocument } from './documents.ts'

/**
 * The document of a scene, made in the caller's transaction when there is none. One per timeline and scene, whoever asks
 * first: callers are ordered by a lock, so that nobody makes a second one.
 */
export async function ensureSceneDocument(
  tx: Query,
  of: { projectId: string; timelineId: string; sceneId: string },
): Promise<string> {
  await lockTimeline(tx, of.timelineId)
  const [row] = await tx<{ id: string }[]>`
    select id from documents where timeline_id = ${of.timelineId} and kind = 'scene' and scene_id = ${of.sceneId}`
  return row?.id ?? createDocument(tx, { ...of, kind: 'scene' })
}

/** One transaction at a time works on the projections and scene documents of a timeline; held until it ends. */
export async function lockTimeline(tx: Query, timelineId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`timeline:${timelineId}`}, 0))`
}
