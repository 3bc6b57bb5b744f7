import type { Author } from '../../shared/core/documents/author.ts'

/** What may come at once, and how much more each second. */
export interface Rate {
  burst: number
  perSecond: number
}

export interface Rates {
  messages: Rate
  bytes: Rate
}

const MB = 1024 * 1024
/**
 * Far above what a person types, pastes and brings back from a journey, far below a flood. Of one account, over all its
 * connections; of one connection while nobody knows whose it is. And how many connections of one account may end for
 * what they sent before it has to wait, how many of them are forgiven each second, and for how many milliseconds a connection
 * of one who waits is held.
 */
export const RATES: { account: Rates; stranger: Rates; faults: Rate & { hold: number } } = {
  faults: { burst: 30, perSecond: 1 / 20, hold: 5_000 },
  account: { messages: { burst: 20_000, perSecond: 2_000 }, bytes: { burst: 64 * MB, perSecond: 4 * MB } },
  stranger: { messages: { burst: 5_000, perSecond: 200 }, bytes: { burst: 8 * MB, perSecond: MB } },
}

/** Accounts remembered before those that have used nothing are forgotten. */
const MOST_ACCOUNTS = 10_000

/** Messages and bytes that are left to somebody. */
export class Allowance {
  readonly #rates: Rates
  #messages: number
  #bytes: number
  #at: number

  constructor(rates: Rates, now = performance.now()) {
    this.#rates = rates
    this.#messages = rates.messages.burst
    this.#bytes = rates.bytes.burst
    this.#at = now
  }

  /** Takes one message of so many bytes. False: more than is allowed. */
  take(bytes: number, now = performance.now()): boolean {
    this.#refill(now)
    this.#messages--
    this.#bytes -= bytes
    return this.#messages >= 0 && this.#bytes >= 0
  }

  /** Is there nothing left to take? */
  isSpent(now = performance.now()): boolean {
    this.#refill(now)
    return this.#messages < 1
  }

  isFull(now = performance.now()): boolean {
    this.#refill(now)
    return this.#messages === this.#rates.messages.burst && this.#bytes === this.#rates.bytes.burst
  }

  #refill(now: number): void {
    const seconds = Math.max(0, now - this.#at) / 1000
    this.#at = now
    const { messages, bytes } = this.#rates
    // a flood owes nothing beyond one burst: whoever stops may come back
    this.#messages = Math.max(-messages.burst, Math.min(messages.burst, this.#messages + seconds * messages.perSecond))
    this.#bytes = Math.max(-bytes.burst, Math.min(bytes.burst, this.#bytes + seconds * bytes.perSecond))
  }
}

/** Who shares an allowance: a person with all tabs and programs, an agent's job. */
export const accountOf = (author: Author): string =>
  author.kind === 'person' ? `person ${author.id}` : `job ${author.jobId}`

/** One allowance per account, whatever the number of its connections. */
export class Allowances {
  readonly #rates: Rates
  readonly #of = new Map<string, Allowance>()

  constructor(rates: Rates) {
    this.#rates = rates
  }

  take(account: string, bytes: number): boolean {
    let allowance = this.#of.get(account)
    if (!allowance) {
      if (this.#of.size >= MOST_ACCOUNTS) this.#forgetFull()
      allowance = new Allowance(this.#rates)
      this.#of.set(account, allowance)
    }
    return allowance.take(bytes)
  }

  #forgetFull(): void {
    for (const [account, allowance] of this.#of) if (allowance.isFull()) this.#of.delete(account)
  }
}
