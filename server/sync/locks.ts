import { type DocumentLock, type LockableRoot, lockedWords } from '../../shared/core/api/locks.ts'
import { CHANNEL, notify, type Query, type Sql } from '../../shared/node/database.ts'
import type { DocumentChange } from './documentChanges.ts'

/** Why something was not written, or why a lock was not set. The status is that of HTTP. */
export class LockError extends Error {
  override name = 'LockError'
  readonly code: 'locked' | 'already-locked'
  readonly status: 423 | 409

  constructor(code: 'locked' | 'already-locked', lock: DocumentLock | null) {
    const verb = lock?.approved ? 'approved' : 'locked'
    const what = lockedWords(lock?.root)
    const who = lock ? `${lock.by} ${verb} ${what}` : 'This document is being locked'
    const why = lock?.reason ? ` (${lock.reason})` : ''
    const when = lock?.approved ? 'somebody reopens it' : 'it is unlocked'
    super(
      code === 'locked'
        ? `${who}${why}. Nothing was changed. It can be changed again when ${when}.`
        : `${who}${why} already. Nothing was changed.`,
    )
    this.code = code
    this.status = code === 'locked' ? 423 : 409
  }
}

interface LockRow {
  root: LockableRoot | null
  by: string
  reason: string
  approved: boolean
  at: Date
  seq: number
}

const lockOf = (row: LockRow): DocumentLock => ({ ...row, at: row.at.toISOString() })

/** The locks that a document is under. */
export async function readLocks(sql: Query, documentId: string): Promise<DocumentLock[]> {
  const rows = await sql<LockRow[]>`
    select root, locked_by_name as by, reason, approved, locked_at as at, seq
    from locks where document_id = ${documentId} and released_at is null`
  return rows.map(lockOf)
}

export interface LockRequest {
  reason: string
  /** Null: all of the document. */
  root: LockableRoot | null
  /** It is the approval of a stage. */
  approved?: boolean
}

/**
 * Stores a lock with the number of the last row of the log, and tells every server. To be called when nothing more of this server
 * is on its way there; what comes of others is refused from now on. Throws a {@link LockError} when it is locked already.
 */
export function storeLock(
  sql: Sql,
  documentId: string,
  by: { id: string; name: string },
  { reason, root, approved = false }: LockRequest,
): Promise<DocumentLock> {
  return sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${documentId}, 1))`
    const held = (await readLocks(tx, documentId)).find(lock => lock.root === null || lock.root === root)
    if (held) throw new LockError('already-locked', held)
    const [row] = await tx<LockRow[]>`
      insert into locks (document_id, root, locked_by, locked_by_name, reason, approved, seq)
      values (${documentId}, ${root}, ${by.id}, ${by.name}, ${reason}, ${approved},
        coalesce(pg_sequence_last_value(pg_get_serial_sequence('document_updates', 'seq')::regclass), 0))
      returning root, locked_by_name as by, reason, approved, locked_at as at, seq`
    if (!row) throw new Error(`The lock of document ${documentId} was not stored.`)
    await notify(tx, CHANNEL.documentChange, { locksOf: documentId } satisfies DocumentChange)
    return lockOf(row)
  })
}

/** Ends the lock of a document, or of a root of it, and tells every server. False: it had none. */
export function releaseLock(
  sql: Sql,
  documentId: string,
  by: { id: string },
  root: LockableRoot | null,
): Promise<boolean> {
  return sql.begin(async tx => {
    const released = await tx`
      update locks set released_at = now(), released_by = ${by.id}
      where document_id = ${documentId} and root is not distinct from ${root} and released_at is null`
    if (released.count === 0) return false
    await notify(tx, CHANNEL.documentChange, { locksOf: documentId } satisfies DocumentChange)
    return true
  })
}
