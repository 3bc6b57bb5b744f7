import { PgBoss } from 'pg-boss'
import { connect, type Query } from './database.ts'
import type { Log } from './log.ts'
import { traceOnward } from './scope.ts'

/** The queues of pg-boss. */
export const QUEUE = {
  /** {@link AgentDelivery} */
  agent: 'agent',
  /** Agent deliveries whose workers died every time; consumed so that the job says it failed. */
  agentDead: 'agent-dead',
  /** {documentId} of a document that settled with changed content */
  projection: 'projection',
  /** {@link StyleDelivery} */
  style: 'style',
  /** Samples whose workers died every time; consumed so that their rows say so. */
  styleDead: 'style-dead',
} as const

export type Boss = PgBoss

/** What travels in the queue: the row in `jobs` knows the rest. */
export interface AgentDelivery {
  jobId: string
  /** A person's Retry begins a new round; what is left of an earlier one in the queue is dropped. */
  round: number
  /** 1 for the first try of this round. */
  attempt: number
  /** The place in the trace of whoever asked. */
  traceparent?: string | undefined
}

/** A sample of a written style whose passages are to be embedded; its row knows how far it is. */
export interface StyleDelivery {
  sampleId: string
  /** 1 for the first try. */
  attempt: number
  /** The place in the trace of whoever added it. */
  traceparent?: string | undefined
}

/** Seconds without a sign of life after which a worker's job is given to another one. pg-boss allows no less. */
const HEARTBEAT_SECONDS = 10
/** How often a dead worker's jobs are looked for, and how often the queues are read should a notification be lost. */
const SUPERVISE_SECONDS = 2
export const POLL_SECONDS = 2
/** Deliveries of one attempt when workers die in the middle: the first and three more. */
const REDELIVERIES = 3

const QUEUES = [
  { name: QUEUE.agentDead, retryLimit: 5, retryDelay: 1, retryBackoff: true, notify: true },
  {
    name: QUEUE.agent,
    deadLetter: QUEUE.agentDead,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retryLimit: REDELIVERIES,
    // a long novel is read within one delivery
    expireInSeconds: 60 * 60,
    notify: true,
  },
  {
    name: QUEUE.projection,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retryLimit: 5,
    retryDelay: 1,
    retryBackoff: true,
    expireInSeconds: 60,
    notify: true,
  },
  { name: QUEUE.styleDead, retryLimit: 5, retryDelay: 1, retryBackoff: true, notify: true },
  {
    name: QUEUE.style,
    deadLetter: QUEUE.styleDead,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retryLimit: REDELIVERIES,
    expireInSeconds: 60 * 60,
    notify: true,
  },
] as const

/** Any number that only we lock in this database. */
const SCHEMA_LOCK = 7_190_424_001

/**
 * Starts pg-boss on `url`; the schema and the queues are made by whoever comes first, one process at a time.
 * `worker`: listens, polls and takes over the jobs of dead workers; without it the process only sends.
 */
export async function openBoss(url: string, log: Log, { worker = false } = {}): Promise<Boss> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'aiuteur-queue',
    max: worker ? 6 : 2,
    schedule: false,
    supervise: worker,
    useListenNotify: worker,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    notifyHeartbeatIntervalMs: 5_000,
  })
  boss.on('error', error => log.error({ err: error }, 'queue error'))
  boss.on('warning', warning => log.warn({ warning }, 'queue warning'))
  const sql = connect(url, 1)
  try {
    await sql`select pg_advisory_lock(${SCHEMA_LOCK})`
    await boss.start()
    for (const { name, ...options } of QUEUES) {
      await boss.createQueue(name, options)
      await boss.updateQueue(name, options)
    }
  } finally {
    // ending the connection releases the lock
    await sql.end({ timeout: 5 })
  }
  return boss
}

/** Runs pg-boss's statements in the caller's transaction: a job is there exactly when the change that caused it is. */
const inside = (tx: Query) => ({
  async executeSql(text: string, values: unknown[] = []) {
    // every parameter that `send` binds is text; postgres.js wants to know that it is no object
    const rows = await tx.unsafe(
      text,
      values.map(value => (value === null || value === undefined ? null : String(value))),
    )
    return { rows: [...rows] }
  },
})

/** A document settled with changed content: its projections are rebuilt once `tx` commits. */
export async function enqueueProjection(boss: Boss, tx: Query, documentId: string): Promise<void> {
  await boss.send(QUEUE.projection, { documentId }, { db: inside(tx) })
}

/** Sends an agent job, in the trace that is going on unless it has one, once `tx` commits, `delaySeconds` from now at the earliest. */
export async function sendAgentJob(boss: Boss, tx: Query, delivery: AgentDelivery, delaySeconds = 0): Promise<void> {
  await boss.send(
    QUEUE.agent,
    { ...traceOnward(), ...delivery },
    {
      db: inside(tx),
      ...(delaySeconds > 0 ? { startAfter: Math.ceil(delaySeconds) } : {}),
    },
  )
}

/** Sends a sample to be embedded once `tx` commits, `delaySeconds` from now at the earliest. */
export async function sendStyleJob(boss: Boss, tx: Query, delivery: StyleDelivery, delaySeconds = 0): Promise<void> {
  await boss.send(
    QUEUE.style,
    { ...traceOnward(), ...delivery },
    {
      db: inside(tx),
      ...(delaySeconds > 0 ? { startAfter: Math.ceil(delaySeconds) } : {}),
    },
  )
}
