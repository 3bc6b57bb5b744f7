import type { DocumentLock } from '../../shared/core/api/locks.ts'
import { LockError } from './locks.ts'

/**
 * The one gate of an open document, asked by everybody who writes in it: connections, updates over HTTP, results of jobs,
 * edits and chores of the server. It closes in one turn; what was written before is in the log's queue then.
 */
export class Gate {
  #closed = false
  #lock: DocumentLock | null = null

  get isClosed(): boolean {
    return this.#closed
  }

  /** The lock that holds the gate; null while it is open, or closed for a lock that is being stored. */
  get lock(): DocumentLock | null {
    return this.#lock
  }

  /** Throws a {@link LockError} when it is closed. To be called in the turn that writes. */
  check(): void {
    if (this.#closed) throw new LockError('locked', this.#lock)
  }

  /** From this turn on nobody writes. Throws a {@link LockError} when it is closed already. */
  close(): void {
    if (this.#closed) throw new LockError('already-locked', this.#lock)
    this.#closed = true
  }

  /** The lock is stored. */
  hold(lock: DocumentLock): void {
    this.#closed = true
    this.#lock = lock
  }

  open(): void {
    this.#closed = false
    this.#lock = null
  }
}
