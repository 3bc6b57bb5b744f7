import { Refusal } from './refusal.ts'

/** Where an acknowledgement goes once it may. */
export interface AckSink {
  /** Sends the frame so many times. */
  write(frame: Uint8Array, times: number): void
}

export interface DocumentLogOptions {
  /** Milliseconds between the starts of two commits. A commit never starts in the turn that broadcasts. */
  linger?: number
  /** Bytes of updates after which a batch is full. */
  batchBytes?: number
  onError?: (error: unknown, failures: number) => void
  /** Milliseconds before a failed commit is tried again, and at most. */
  backoff?: { first: number; most: number }
  /** After each commit: how many log rows were written since this room was loaded. */
  onCommit?: (rows: number) => void
  /** After each commit: what it held. */
  onBatch?: (updates: number, bytes: number) => void
  /** So many acknowledgements left after this many milliseconds of waiting for their commit. */
  onReleased?: (milliseconds: number, times: number) => void
  /** A batch is durable, as the row of this number. */
  onStored?: (batch: readonly Uint8Array[], seq: number) => void
  /** The document was deleted while it was open: there is nothing left to write to. */
  onGone?: () => void
  /** It was locked by another server before this was written: nothing of it may be, nor of what follows. */
  onFenced?: () => void
}

const BACKOFF = { first: 100, most: 5000 }
const FOREIGN_KEY_VIOLATION = '23503'
/** Raised by `append_updates`. */
const FENCED = 'LK001'

/**
 * The append log of one open document: updates in the order in which they were applied, group-committed as one row per
 * batch. Acknowledgements wait here until the tail that they follow is committed. A batch of unknown outcome is written
 * again: rows may repeat, updates are idempotent.
 */
export class DocumentLog {
  readonly #write: (batch: readonly Uint8Array[]) => Promise<number>
  readonly #options: DocumentLogOptions
  #queue: Uint8Array[] = []
  #queuedBytes = 0
  /** Updates appended, and updates committed, since the room was loaded. */
  #tail = 0
  #durable = 0
  #rows = 0
  #held: { tail: number; to: AckSink; frame: Uint8Array; times: number; since: number }[] = []
  #busy = false
  #timer: NodeJS.Timeout | null = null
  #lastStart = 0
  #failures = 0
  #ended: 'gone' | 'fenced' | null = null
  #waiting: { tail: number; resolve: () => void; reject: (error: Refusal) => void }[] = []

  /** `write` commits a batch as one row; it resolves with its number when the row is durable. */
  constructor(write: (batch: readonly Uint8Array[]) => Promise<number>, options: DocumentLogOptions = {}) {
    this.#write = write
    this.#options = options
  }

  /** Bytes that are not durable yet: what the process holds for as long as the store is away. */
  get backlogBytes(): number {
    return this.#queuedBytes
  }

  /** Does the document in memory say what may never be stored? */
  get isFenced(): boolean {
    return this.#ended === 'fenced'
  }

  append(update: Uint8Array): void {
    if (this.#ended) return
    this.#queue.push(update)
    this.#queuedBytes += update.length
    this.#tail++
    if (!this.#busy && this.#timer === null) this.#schedule(this.#linger())
  }

  /**
   * Lets an acknowledgement, or so many that are alike, leave when everything appended before it is durable. That holds for updates that changed
   * nothing, too: what they repeat may be in somebody else's uncommitted batch.
   */
  ack(to: AckSink, frame: Uint8Array, times = 1): void {
    if (this.#ended) return
    if (this.#durable >= this.#tail) to.write(frame, times)
    else this.#held.push({ tail: this.#tail, to, frame, times, since: performance.now() })
  }

  /** Resolves when everything appended so far is durable (or the document is gone). Rejects with a {@link Refusal} when it may not be. */
  drained(): Promise<void> {
    if (this.#ended === 'fenced') return Promise.reject(fenced())
    if (this.#ended === 'gone' || this.#durable >= this.#tail) return Promise.resolve()
    const tail = this.#tail
    return new Promise((resolve, reject) => this.#waiting.push({ tail, resolve, reject }))
  }

  #linger(): number {
    return Math.max(1, (this.#options.linger ?? 2) - (performance.now() - this.#lastStart))
  }

  #schedule(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.#commit()
    }, milliseconds)
  }

  async #commit(): Promise<void> {
    if (this.#busy || this.#queue.length === 0) return
    this.#busy = true
    this.#lastStart = performance.now()
    const batch = this.#takeBatch()
    let seq: number
    try {
      seq = await this.#write(batch)
    } catch (error) {
      // the order stays, the acknowledgements stay held: editors read "Saving" until the store is back
      this.#queue = batch.concat(this.#queue)
      this.#busy = false
      this.#failures++
      if (isOf(error, FOREIGN_KEY_VIOLATION)) return this.#abandon('gone')
      if (isOf(error, FENCED)) return this.#abandon('fenced')
      this.#options.onError?.(error, this.#failures)
      const { first, most } = this.#options.backoff ?? BACKOFF
      this.#schedule(Math.min(most, first * 2 ** (this.#failures - 1)))
      return
    }
    this.#busy = false
    this.#failures = 0
    this.#durable += batch.length
    let bytes = 0
    for (const update of batch) bytes += update.length
    this.#queuedBytes -= bytes
    this.#release()
    this.#options.onStored?.(batch, seq)
    this.#options.onBatch?.(batch.length, bytes)
    if (this.#queue.length > 0) this.#schedule(this.#linger())
    this.#options.onCommit?.(++this.#rows)
  }

  #takeBatch(): Uint8Array[] {
    const most = this.#options.batchBytes ?? 1024 * 1024
    let bytes = 0
    let count = 0
    for (const update of this.#queue) {
      if (count > 0 && bytes + update.length > most) break
      bytes += update.length
      count++
    }
    const batch = this.#queue.slice(0, count)
    this.#queue = this.#queue.slice(count)
    return batch
  }

  #release(): void {
    const held = this.#held.findIndex(({ tail }) => tail > this.#durable)
    const free = held < 0 ? this.#held.splice(0) : this.#held.splice(0, held)
    for (const { to, frame, times } of free) to.write(frame, times)
    const { onReleased } = this.#options
    if (onReleased) {
      const now = performance.now()
      for (const { since, times } of free) onReleased(now - since, times)
    }
    const resolved = this.#waiting.filter(({ tail }) => tail <= this.#durable)
    if (resolved.length > 0) this.#waiting = this.#waiting.filter(({ tail }) => tail > this.#durable)
    for (const { resolve } of resolved) resolve()
  }

  #abandon(why: 'gone' | 'fenced'): void {
    this.#ended = why
    this.#queue = []
    this.#queuedBytes = 0
    this.#held = []
    for (const { resolve, reject } of this.#waiting.splice(0))
      if (why === 'gone') resolve()
      else reject(fenced())
    if (why === 'gone') this.#options.onGone?.()
    else this.#options.onFenced?.()
  }
}

const fenced = (): Refusal =>
  new Refusal('restarting', 'The document was locked elsewhere at this moment; nothing of this was kept. Try again.')

const isOf = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code
