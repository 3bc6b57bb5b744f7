import type { JobRow } from '../../shared/core/api/schemas.ts'

const DAY = 86_400_000

export const isUnderWay = (job: JobRow): boolean => job.state === 'queued' || job.state === 'running'

const sameTask = (a: JobRow, b: JobRow): boolean =>
  a.agent === b.agent && a.documentId === b.documentId && a.sceneId === b.sceneId

/**
 * Failures that still want an answer: of the last day, and not followed by a later try of the same agent at the same place.
 */
export function openFailures(jobs: readonly JobRow[], now: number): JobRow[] {
  return jobs.filter(
    job =>
      job.state === 'failed' &&
      now - Date.parse(job.finishedAt ?? job.createdAt) < DAY &&
      !jobs.some(later => sameTask(job, later) && later.createdAt > job.createdAt),
  )
}

/** The last few that ended well. */
export const lastDone = (jobs: readonly JobRow[]): JobRow[] => jobs.filter(job => job.state === 'done').slice(0, 3)

/** Names one failure: a second try may fail as well. */
export const failureKey = (job: JobRow): string => `${job.id} ${job.finishedAt}`

/** Failures to be told to the person who asked, however short the jobs were; `told` are keys of those that are no news. */
export const untoldFailures = (jobs: readonly JobRow[], userId: string, told: ReadonlySet<string>): JobRow[] =>
  jobs.filter(job => job.state === 'failed' && job.askedBy?.id === userId && !told.has(failureKey(job)))
