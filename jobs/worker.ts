import { z } from 'zod'
import { projectEvent } from '../shared/core/api/schemas.ts'
import { CHANNEL } from '../shared/node/database.ts'
import { POLL_SECONDS, QUEUE } from '../shared/node/queues.ts'
import { WORKER_LOST } from './failures.ts'
import { failJob, isCancelled } from './jobState.ts'
import { startProjection } from './projection/projection.ts'
import { CANCELLED, type JobDeps, runJob } from './runJob.ts'
import { startStyles } from './styles/styleWorker.ts'

const delivery = z.object({
  jobId: z.string(),
  round: z.int().min(1).default(1),
  attempt: z.int().min(1).default(1),
  traceparent: z.string().optional(),
})
const event = z.string().transform((text, context) => {
  try {
    return projectEvent.parse(JSON.parse(text))
  } catch {
    context.addIssue('no project event')
    return z.NEVER
  }
})

/** Polling while notifications arrive, and while they do not. Retries that were put off are found by polling alone. */
const POLLING = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: POLL_SECONDS } as const
/** A third of the heartbeat: one may get lost. */
const HEARTBEAT_REFRESH_SECONDS = 3

export interface Worker {
  /** Takes no new work, gives what runs `patience` milliseconds to finish, and hands the rest back to the queue. */
  stop(patience?: number): Promise<void>
}

/** Takes agent jobs, projections and dead letters from the queues until it is stopped. */
export async function startWorker(deps: JobDeps): Promise<Worker> {
  const { sql, boss, config, log } = deps
  const running = new Map<string, AbortController>()

  const listening = await sql.listen(CHANNEL.projectEvent, text => {
    const { data } = event.safeParse(text)
    const jobId = data?.type === 'jobs' ? data.jobId : undefined
    const controller = jobId === undefined ? undefined : running.get(jobId)
    if (jobId === undefined || !controller) return
    isCancelled(sql, jobId).then(
      cancelled => cancelled && controller.abort(CANCELLED),
      error => log.warn({ err: error, jobId }, 'could not see whether a job was cancelled'),
    )
  })

  await boss.work(
    QUEUE.agent,
    { ...POLLING, localConcurrency: config.WORKER_CONCURRENCY, heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS },
    async ([queued]) => {
      if (!queued) return
      const delivered = delivery.parse(queued.data)
      const { jobId } = delivered
      const cancel = new AbortController()
      running.set(jobId, cancel)
      try {
        await runJob(deps, delivered, AbortSignal.any([queued.signal, cancel.signal]))
      } finally {
        if (running.get(jobId) === cancel) running.delete(jobId)
      }
    },
  )
  await boss.work(QUEUE.agentDead, POLLING, async ([queued]) => {
    const dead = delivery.safeParse(queued?.data)
    if (dead.success) await failJob(sql, dead.data, WORKER_LOST)
  })
  await startStyles(deps, { ...POLLING, heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS })
  await startProjection(deps, { ...POLLING, heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS })

  return {
    async stop(patience = 8_000) {
      await boss.stop({ graceful: true, timeout: patience })
      await listening.unlisten().catch(() => {})
    },
  }
}
