import { SpanKind } from '@opentelemetry/api'
import { z } from 'zod'
import type { ProjectEvent } from '../../shared/core/api/schemas.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { CHANNEL, notify, type Sql } from '../../shared/node/database.ts'
import type { Log } from '../../shared/node/log.ts'
import { traced } from '../../shared/node/tracing.ts'
import { readNotification } from '../notification.ts'
import { LockError } from './locks.ts'
import { Refusal } from './refusal.ts'

/** Milliseconds between looks for results whose notification was missed. */
const POLL = 5000

const payload = z.object({ jobId: z.string() })

interface Waiting {
  jobId: string
  part: string
  documentId: string
  bytes: Buffer
  agent: string
  projectId: string
  /** Where it was stored, for the trace of whoever asked. */
  traceparent: string | null
}

interface ResultsOptions {
  sql: Sql
  log: Log
  apply: (documentId: string, bytes: Uint8Array, author: Author) => Promise<void>
  /** Runs `act` while no other server applies anything of this job. */
  alone: (jobId: string, act: () => Promise<void>) => Promise<void>
}

/**
 * Applies what workers made. However often a job was delivered, `job_results` holds each part once; the bytes carry their
 * own client id and clocks, so that applying them again changes nothing either.
 */
export class Results {
  readonly #sql: Sql
  readonly #log: Log
  readonly #apply: ResultsOptions['apply']
  readonly #alone: ResultsOptions['alone']
  #timer: NodeJS.Timeout | null = null
  #listening: Promise<{ unlisten: () => Promise<void> }> | null = null
  #running: Promise<void> = Promise.resolve()
  #again = false
  #stopped = false

  constructor({ sql, log, apply, alone }: ResultsOptions) {
    this.#sql = sql
    this.#log = log
    this.#apply = apply
    this.#alone = alone
  }

  start(): void {
    // (re)connected: whatever was said in between is found by looking
    this.#listening = this.#sql.listen(
      CHANNEL.jobResult,
      text => {
        if (!readNotification(payload, text)) this.#log.warn({ text }, 'a job_result notification made no sense')
        this.look()
      },
      () => this.look(),
    )
    this.#listening.catch(error => this.#log.warn({ err: error }, 'not listening for job results; looking instead'))
    this.#timer = setInterval(() => this.look(), POLL)
    this.look()
  }

  /** Applies all waiting results. Calls while it runs lead to one more look. */
  look(): void {
    if (this.#stopped) return
    if (this.#again) return
    this.#again = true
    this.#running = this.#running
      .then(() => {
        this.#again = false
        return this.#applyWaiting()
      })
      .catch(error => this.#log.error({ err: error }, 'job results are not applied yet'))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearInterval(this.#timer)
    await this.#listening?.then(({ unlisten }) => unlisten()).catch(() => {})
    await this.#running
  }

  async #applyWaiting(): Promise<void> {
    const waiting = await this.#sql<Waiting[]>`
      select r.job_id as "jobId", r.part, r.document_id as "documentId", r.bytes, j.agent, j.project_id as "projectId",
        r.traceparent
      from job_results r join jobs j on j.id = r.job_id where r.applied_at is null order by r.created_at, r.part`
    for (const result of waiting) {
      if (this.#stopped) return
      await this.#applyOne(result)
    }
  }

  #applyOne(result: Waiting): Promise<void> {
    const { jobId, documentId, part, traceparent } = result
    const scope = { jobId, documentId, ...(traceparent === null ? {} : { traceparent }) }
    const attributes = { 'job.id': jobId, 'document.id': documentId, part }
    return traced({ name: 'apply result', kind: SpanKind.CONSUMER, attributes, scope }, () => this.#applyTraced(result))
  }

  /** Whichever server is first applies it. */
  #applyTraced(result: Waiting): Promise<void> {
    const { jobId, part } = result
    return this.#alone(jobId, async () => {
      const [waiting] = await this.#sql`
        select from job_results where job_id = ${jobId} and part = ${part} and applied_at is null`
      if (waiting) await this.#applyNow(result)
    })
  }

  async #applyNow({ jobId, part, documentId, bytes, agent, projectId }: Waiting): Promise<void> {
    try {
      await this.#apply(documentId, bytes, { kind: 'agent', agent, name: agent, jobId })
    } catch (error) {
      // bytes that are no update stay so; everything else (a store that is away) is tried again at the next look
      if (error instanceof LockError) return // it waits for the unlocking, which looks again
      if (!(error instanceof Refusal) || error.reason !== 'bad-frame') {
        this.#log.error({ err: error, jobId, part }, 'a job result is not applied yet')
        return
      }
      this.#log.error({ err: error, jobId, part }, 'a job result holds no update; the job failed')
      await this.#sql`
        update jobs set state = 'failed', finished_at = now(), error = ${this.#sql.json({
          code: 'bad-result',
          message: 'What the agent made could not be read, and nothing of it was applied. Run it again.',
        })} where id = ${jobId}`
    }
    const marked = await this.#sql`
      update job_results set applied_at = now() where job_id = ${jobId} and part = ${part} and applied_at is null`
    if (marked.count > 0) {
      this.#log.info({ part }, 'a result is in the document')
      await notify(this.#sql, CHANNEL.projectEvent, { projectId, type: 'jobs', jobId } satisfies ProjectEvent)
    }
  }
}
