/** Milliseconds without a change after which something is due, and the longest that changes put it off. */
export interface PauseTimes {
  quiet: number
  most: number
}

/** After a change on another server, which does the same: in case that it ended before. */
const ELSEWHERE: PauseTimes = { quiet: 5_000, most: 30_000 }

/** Tells when what follows from changes of a document is due: once they pause, or have gone on for long. */
export class Pause {
  readonly #times: PauseTimes
  readonly #onDue: () => void
  #since: number | null = null
  /** Were all changes since then made on other servers? */
  #isElsewhere = false
  #timer: NodeJS.Timeout | null = null
  #ended = false

  constructor(times: PauseTimes, onDue: () => void) {
    this.#times = times
    this.#onDue = onDue
  }

  /** Is something waiting for its pause? */
  get isDue(): boolean {
    return this.#since !== null && !this.#ended
  }

  /** The document changed. */
  touch(): void {
    this.#isElsewhere = false
    this.#put(this.#times)
  }

  /** The document changed on another server. What waits for a pause here anyway is not put off. */
  touchElsewhere(): void {
    if (this.#since !== null && !this.#isElsewhere) return
    this.#isElsewhere = true
    this.#put(ELSEWHERE)
  }

  /** It is done now, or begun: nothing waits any more. */
  take(): void {
    this.#stop()
    this.#since = null
  }

  /** It could not be done: it is due again after so many milliseconds, or at the next pause. */
  again(milliseconds: number): void {
    this.#isElsewhere = false
    this.#since ??= performance.now()
    this.#schedule(milliseconds)
  }

  end(): void {
    this.#ended = true
    this.#stop()
  }

  #put({ quiet, most }: PauseTimes): void {
    const now = performance.now()
    this.#since ??= now
    this.#schedule(Math.max(0, Math.min(quiet, this.#since + most - now)))
  }

  #schedule(milliseconds: number): void {
    this.#stop()
    if (!this.#ended) this.#timer = setTimeout(this.#onDue, milliseconds)
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
