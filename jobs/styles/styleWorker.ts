import { SpanKind } from '@opentelemetry/api'
import type { WorkOptions } from 'pg-boss'
import { z } from 'zod'
import type { Sql } from '../../shared/node/database.ts'
import type { Log } from '../../shared/node/log.ts'
import { type Boss, QUEUE, type StyleDelivery, sendStyleJob } from '../../shared/node/queues.ts'
import { type Embedder, EmbeddingError } from '../../shared/node/styles/embedder.ts'
import { enqueueUnread } from '../../shared/node/styles/samples.ts'
import { seedShippedStyles } from '../../shared/node/styles/shipped.ts'
import { ensureVectorIndex } from '../../shared/node/styles/vectorIndex.ts'
import { traced } from '../../shared/node/tracing.ts'
import { embedSample, failSample, noteSample } from './embedSample.ts'

interface Deps {
  sql: Sql
  boss: Boss
  log: Log
  embedder: Embedder
}

const delivery = z.object({
  sampleId: z.string(),
  attempt: z.int().min(1).default(1),
  traceparent: z.string().optional(),
})

/** Seconds before the second, third, ... try at a provider that is in trouble. */
const RETRY_DELAYS: readonly number[] = [2, 10, 30, 120, 300]
/** Seconds. A provider that wants a longer pause is not waited for. */
const LONGEST_WAIT = 600

/** What has to be there before styles are searched: the shipped ones, the index where Postgres can have one, all samples read. */
export async function prepareStyles({ sql, boss, log, embedder }: Deps): Promise<void> {
  await seedShippedStyles(sql)
  const isIndexed = await ensureVectorIndex(sql, embedder, log)
  const waiting = await enqueueUnread(sql, boss, embedder.name)
  log.info({ embedder: embedder.name, search: isIndexed ? 'hnsw' : 'exact', waiting }, 'written styles')
}

/** Takes samples of written styles from the queue: cuts them and embeds their passages. */
export async function startStyles(deps: Deps, options: WorkOptions): Promise<void> {
  const { sql, boss } = deps
  await boss.work(QUEUE.style, options, async ([queued]) => {
    if (!queued) return
    const { traceparent, ...sample } = delivery.parse(queued.data)
    const attributes = { 'sample.id': sample.sampleId, attempt: sample.attempt }
    const scope = traceparent === undefined ? {} : { traceparent }
    await traced({ name: 'job style', kind: SpanKind.CONSUMER, attributes, scope }, () =>
      runSample(deps, sample, queued.signal),
    )
  })
  await boss.work(QUEUE.styleDead, options, async ([queued]) => {
    const dead = delivery.safeParse(queued?.data)
    if (dead.success)
      await failSample(
        sql,
        dead.data.sampleId,
        'The worker stopped again and again while it had this sample. What was read is kept; press Try again.',
      )
  })
}

async function runSample(deps: Deps, { sampleId, attempt }: StyleDelivery, signal: AbortSignal): Promise<void> {
  const { sql, boss, log } = deps
  try {
    const passages = await embedSample(deps, sampleId, signal)
    log.debug({ sampleId, passages }, 'a sample was embedded')
  } catch (error) {
    if (signal.aborted || !(error instanceof EmbeddingError)) throw error
    log.warn({ err: error, sampleId, attempt }, 'a sample was not embedded')
    const delay = error.retryable ? delayFor(attempt, error.retryAfter) : null
    if (delay === null)
      return failSample(sql, sampleId, `${error.message} What was read is kept; press Try again when it is put right.`)
    await noteSample(sql, sampleId, `${error.message} Trying again in ${Math.ceil(delay)} s.`)
    await sql.begin(tx => sendStyleJob(boss, tx, { sampleId, attempt: attempt + 1 }, delay))
  }
}

function delayFor(attempt: number, retryAfter: number | null): number | null {
  const own = RETRY_DELAYS[attempt - 1]
  return own === undefined || (retryAfter ?? 0) > LONGEST_WAIT ? null : Math.max(own, retryAfter ?? 0)
}
