import { foundByCode } from '../../shared/core/agents/nothingToDo.ts'
import type { JobRow } from '../../shared/core/api/schemas.ts'

const DAY = 86_400_000

export const isUnderWay = (job: JobRow): boolean => job.state === 'queued' || job.state === 'running'

const sameTask = (a: JobRow, b: JobRow): boolean =>
  a.agent === b.agent && a.documentId === b.documentId && a.sceneId === b.sceneId

/** 'found nothing to change': what the agent of a job found that had nothing to do; null for every other job. */
export const foundNothing = (job: JobRow): string | null =>
  job.state === 'failed' ? foundByCode(job.error?.code ?? '') : null

/**
 * Failures that still want an answer: of the last day, and not followed by a later try of the same agent at the same place.
 */
export function openFailures(jobs: readonly JobRow[], now: number): JobRow[] {
  return jobs.filter(
    job =>
      job.state === 'failed' &&
      foundNothing(job) === null &&
      now - Date.parse(job.finishedAt ?? job.createdAt) < DAY &&
      !jobs.some(later => sameTask(job, later) && later.createdAt > job.createdAt),
  )
}

/** The last few that ended well, or because there was nothing to do. */
export const lastDone = (jobs: readonly JobRow[]): JobRow[] =>
  jobs.filter(job => job.state === 'done' || foundNothing(job) !== null).slice(0, 3)

/** Names one end of a job: a second try may fail as well. */
export const endKey = (job: JobRow): string => `${job.id} ${job.finishedAt}`

/**
 * Jobs that brought nothing, to be told to the person who asked, however short they were; `told` are keys of those that are
 * no news.
 */
export const untoldEnds = (jobs: readonly JobRow[], userId: string, told: ReadonlySet<string>): JobRow[] =>
  jobs.filter(job => job.state === 'failed' && job.askedBy?.id === userId && !told.has(endKey(job)))
