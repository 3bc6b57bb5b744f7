import { createHash } from 'node:crypto'
import { CLOSE } from '../../shared/core/closeCodes.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import type { HeldSocket } from './heldSocket.ts'
import { Allowance, accountOf, type RATES, type Rate } from './rates.ts'
import { Refusal, turnedAway } from './refusal.ts'

/** Ends of a connection that no honest client brings about twice. */
const UNREADABLE: readonly string[] = [CLOSE.badFrame.reason, CLOSE.tooFast.reason]
/** Connections held at a time, of one account and of all; those beyond it are turned away at once. */
const MOST_HELD = { account: 20, all: 2_000 }
/** Accounts, and cookies of those who wait, that are remembered before those that were forgiven are forgotten. */
const MOST_REMEMBERED = 10_000
const NO_BYTES: Rate = { burst: 0, perSecond: 0 }

/**
 * Lets accounts wait whose frames are refused again and again: to look at a bad frame costs the server more than it costs to
 * send one, and everybody else pays. An honest client stops after its first refusal, so it never comes near this.
 *
 * It is asked before the database is. Tokens say whose they are; of cookies it remembers that, for as long as the account waits.
 */
export class Patience {
  readonly #faults: (typeof RATES)['faults']
  readonly #left = new Map<string, Allowance>()
  readonly #held = new Map<string, number>()
  /** Digest of a cookie -> the account that waits. */
  readonly #cookies = new Map<string, string>()

  constructor(faults: (typeof RATES)['faults']) {
    this.#faults = faults
  }

  /** A connection ended for what came on it, if it did: see {@link CLOSE}. */
  ended({ open }: Pick<HeldSocket, 'open'>, reason: string): void {
    const [known] = open.values()
    if (known && UNREADABLE.includes(reason)) this.fault(known.member.author)
  }

  /** Something came of this account that could not be read. */
  fault(author: Author): void {
    const account = accountOf(author)
    let left = this.#left.get(account)
    if (!left) {
      if (this.#left.size >= MOST_REMEMBERED) this.#forgetForgiven()
      left = new Allowance({ messages: this.#faults, bytes: NO_BYTES })
      this.#left.set(account, left)
    }
    left.take(0)
  }

  mustWait(author: Author): boolean {
    return this.#isSpent(accountOf(author))
  }

  /** The account that waits and came with this cookie before; null: nobody who is known to wait. */
  waitingWith(cookie: string | null): string | null {
    const account = cookie === null ? undefined : this.#cookies.get(digest(cookie))
    return account !== undefined && this.#isSpent(account) ? account : null
  }

  /** Holds a connection for a while without reading it, if there are not too many such, and turns it away. */
  async turnAway(account: string, cookie: string | null, socket: HeldSocket | undefined): Promise<never> {
    if (cookie !== null && this.#cookies.size < MOST_REMEMBERED) this.#cookies.set(digest(cookie), account)
    const held = this.#held.get(account) ?? 0
    const all = [...this.#held.values()].reduce((sum, count) => sum + count, 0)
    if (socket && held < MOST_HELD.account && all < MOST_HELD.all) {
      socket.pause()
      this.#held.set(account, held + 1)
      await new Promise(resolve => setTimeout(resolve, this.#faults.hold).unref())
      const left = (this.#held.get(account) ?? 1) - 1
      if (left > 0) this.#held.set(account, left)
      else this.#held.delete(account)
    }
    socket?.refuse('mustWait')
    throw turnedAway(mustWait()) // it would be printed
  }

  #isSpent(account: string): boolean {
    return this.#left.get(account)?.isSpent() ?? false
  }

  #forgetForgiven(): void {
    for (const [account, left] of this.#left) if (left.isFull()) this.#left.delete(account)
    for (const [cookie, account] of this.#cookies) if (!this.#isSpent(account)) this.#cookies.delete(cookie)
  }
}

export const mustWait = (): Refusal =>
  new Refusal('mustWait', 'Too much of what this account sent could not be read. It will be heard again in a minute.')

/** The secret itself is not kept. */
const digest = (cookie: string): string => createHash('sha256').update(cookie).digest('base64')
