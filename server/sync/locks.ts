import type { DocumentLock } from '../../shared/core/api/locks.ts'
import type { Query } from '../../shared/node/database.ts'

/** Why something was not written, or why a lock was not set. The status is that of HTTP. */
export class LockError extends Error {
  override name = 'LockError'
  readonly code: 'locked' | 'already-locked'
  readonly status: 423 | 409

  constructor(code: 'locked' | 'already-locked', lock: DocumentLock | null) {
    const who = lock ? `${lock.by} locked this document` : 'This document is being locked'
    const why = lock?.reason ? ` (${lock.reason})` : ''
    super(
      code === 'locked'
        ? `${who}${why}. Nothing was changed. It can be changed again when it is unlocked.`
        : `${who}${why} already. Nothing was changed.`,
    )
    this.code = code
    this.status = code === 'locked' ? 423 : 409
  }
}

interface LockRow {
  by: string
  reason: string
  at: Date
  seq: number
}

const lockOf = (row: LockRow): DocumentLock => ({ ...row, at: row.at.toISOString() })

/** The lock that a document is under, or null. */
export async function readLock(sql: Query, documentId: string): Promise<DocumentLock | null> {
  const [row] = await sql<LockRow[]>`
    select locked_by_name as by, reason, locked_at as at, seq
    from locks where document_id = ${documentId} and released_at is null`
  return row ? lockOf(row) : null
}

/** Stores a lock with the number of the last row of the log. To be called when nothing more is on its way there. */
export async function storeLock(
  sql: Query,
  documentId: string,
  by: { id: string; name: string },
  reason: string,
): Promise<DocumentLock> {
  const [row] = await sql<LockRow[]>`
    insert into locks (document_id, locked_by, locked_by_name, reason, seq)
    values (${documentId}, ${by.id}, ${by.name}, ${reason},
      coalesce(pg_sequence_last_value(pg_get_serial_sequence('document_updates', 'seq')::regclass), 0))
    returning locked_by_name as by, reason, locked_at as at, seq`
  if (!row) throw new Error(`The lock of document ${documentId} was not stored.`)
  return lockOf(row)
}

/** Ends the lock of a document. False: it had none. */
export async function releaseLock(sql: Query, documentId: string, by: { id: string }): Promise<boolean> {
  const released = await sql`
    update locks set released_at = now(), released_by = ${by.id}
    where document_id = ${documentId} and released_at is null`
  return released.count > 0
}
