import postgres from 'postgres'

export type Sql = postgres.Sql
/** Either the pool or one transaction of it. */
export type Query = postgres.Sql | postgres.TransactionSql

/** One pool per process. Big integers come back as numbers: sequences stay far below 2^53. */
export function connect(url: string, max = 10): Sql {
  return postgres(url, {
    max,
    onnotice: () => {},
    // seconds before another connection is tried: the library's own grow to 20, and people would wait for Saved that long
    backoff: attempt => Math.min(1, 0.05 * 2 ** attempt),
    connection: {
      application_name: 'aiuteur',
      // when the server ends a transaction, the library may write the rest of it into another one (porsager/postgres#1216)
      idle_in_transaction_session_timeout: 0,
    },
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  })
}

/** Channels of LISTEN/NOTIFY. Payloads are JSON. */
export const CHANNEL = {
  /** {@link import('../core/api/schemas.ts').ProjectEvent} */
  projectEvent: 'project_event',
  /** {jobId, documentId}: bytes wait in job_results */
  jobResult: 'job_result',
  /** {userId}: a session, key, role or link of this account ended or changed; triggers send it */
  accessChanged: 'access_changed',
  /** {locksOf: document id} or {goneTimeline: its id}: what every server must know that has such documents open */
  documentChange: 'document_change',
} as const

export async function notify(sql: Query, channel: string, payload: unknown): Promise<void> {
  await sql`select pg_notify(${channel}, ${JSON.stringify(payload)})`
}
