import type { DocumentLock, LockableRoot } from '../../shared/core/api/locks.ts'
import { LockError } from './locks.ts'

/** Root types that a change is in. Null: not known before it is made. */
export type TouchedRoots = ReadonlySet<string> | null

/**
 * The one gate of an open document, asked by everybody who writes in it: connections, updates over HTTP, results of jobs,
 * edits and chores of the server. It closes in one turn, for all of the document or for single root types; what was
 * written before is in the log's queue then.
 */
export class Gate {
  /** What is closed (null: everything), and the lock that holds it; null while that is being stored. */
  readonly #held = new Map<LockableRoot | null, DocumentLock | null>()

  /** Is all of the document closed? */
  get isClosed(): boolean {
    return this.#held.has(null)
  }

  /** Is all of the document open? */
  get isOpen(): boolean {
    return this.#held.size === 0
  }

  /** The locks that hold now, without those that are being stored. */
  get locks(): DocumentLock[] {
    return [...this.#held.values()].filter(lock => lock !== null)
  }

  blocks(touched: TouchedRoots): boolean {
    return this.#blocking(touched) !== undefined
  }

  /** Throws a {@link LockError} when something that is touched is closed. To be called in the turn that writes. */
  check(touched: TouchedRoots): void {
    const blocking = this.#blocking(touched)
    if (blocking !== undefined) throw new LockError('locked', this.#held.get(blocking) ?? null)
  }

  /** From this turn on nobody writes there. Throws a {@link LockError} when it is closed already. */
  close(root: LockableRoot | null): void {
    const held = this.#held.has(null) ? null : root
    if (this.#held.has(held)) throw new LockError('already-locked', this.#held.get(held) ?? null)
    this.#held.set(root, null)
  }

  /** The lock is stored. */
  hold(lock: DocumentLock): void {
    this.#held.set(lock.root, lock)
  }

  open(root: LockableRoot | null): void {
    this.#held.delete(root)
  }

  #blocking(touched: TouchedRoots): LockableRoot | null | undefined {
    if (this.isClosed) return null
    return [...this.#held.keys()].find(root => root !== null && (touched === null || touched.has(root)))
  }
}
