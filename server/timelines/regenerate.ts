import { readBeats } from '../../shared/core/beats/beats.ts'
import { clearScript, scenesInStep } from '../../shared/core/script/regenerate.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { whyProblem } from '../../shared/core/stages/why.ts'
import { enqueueAgentJob } from '../../shared/node/agentJobs.ts'
import { requireStageBefore } from '../../shared/node/agentStage.ts'
import type { Query } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import type { Place } from '../../shared/node/timelines.ts'
import { ApiError } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { documentOfKind, scriptOf } from '../projects.ts'
import { fork } from './fork.ts'
import { invalidate } from './invalidated.ts'
import { deleteTimeline } from './timelines.ts'

/** How many scenes a script has, and how many were written from a beat that says the same now. */
export async function countUnchanged(sql: Query, timelineId: string): Promise<{ scenes: number; unchanged: number }> {
  const script = await loadDocument(sql, await scriptOf(sql, timelineId))
  const sheet = await loadDocument(sql, await documentOfKind(sql, timelineId, 'beats'))
  const scenes = readScenes(script).filter(scene => scene.heading !== '').length
  const unchanged = [...scenesInStep(script, readBeats(sheet)).values()].flat().length
  for (const doc of [script, sheet]) doc.destroy()
  return { scenes, unchanged }
}

interface Regeneration {
  /** Of the new timeline. */
  name: string
  why: string
  /** Scenes whose beat did not change stay, with their shots. */
  keep: boolean
  by: { kind: 'person'; id: string; name: string }
}

/**
 * Has the whole script written anew from the beat sheet, on a new timeline: the one that it is asked on stays whole. Throws
 * {@link ApiError} 'why-needed' and what asking an agent throws; then there is no new timeline.
 */
export async function regenerateScript(
  platform: Pick<Platform, 'sql' | 'sync' | 'boss' | 'config' | 'turns'>,
  place: Place,
  { name, why, keep, by }: Regeneration,
): Promise<Place & { jobId: string }> {
  const { sql, sync } = platform
  const problem = whyProblem(why)
  if (problem) throw new ApiError(400, 'why-needed', problem)
  await requireStageBefore(sql, place.timelineId, 'script')
  const made = await fork(platform, place, { name, message: why, commitId: null, author: by })
  try {
    const scriptId = await scriptOf(sql, made.timelineId)
    await sync.unlock(scriptId, by, null)
    const sheet = await loadDocument(sql, await documentOfKind(sql, made.timelineId, 'beats'))
    const beats = readBeats(sheet)
    sheet.destroy()
    const rowIds = await sync.transact(scriptId, by, doc => {
      const kept = keep ? scenesInStep(doc, beats) : new Map<string, string[]>()
      clearScript(doc, new Set([...kept.values()].flat()))
      return beats.map(({ id }) => id).filter(id => !kept.has(id))
    })
    await invalidate(platform, made.timelineId, by)
    const { jobId } = await enqueueAgentJob(platform, {
      ...made,
      agent: 'script',
      instruction: why,
      rowIds,
      anew: true,
      askedBy: by.id,
    })
    return { ...made, jobId }
  } catch (error) {
    // nobody is left with a timeline on which nothing is written
    await deleteTimeline(platform, place.projectId, made.timelineId)
    throw error
  }
}
