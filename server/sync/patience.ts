import { createHash } from 'node:crypto'
import { CLOSE } from '../../shared/core/closeCodes.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import type { HeldSocket } from './heldSocket.ts'
import { Allowance, accountOf, type RATES, type Rate } from './rates.ts'
import { Refusal, turnedAway } from './refusal.ts'

/** Ends of a connection that no honest client brings about twice. */
const UNREADABLE: readonly string[] = [CLOSE.badFrame.reason, CLOSE.tooFast.reason]
/** Connections held at a time, of one bearer and of all; those beyond it are turned away at once. */
const MOST_HELD = { bearer: 20, all: 2_000 }
/** Accounts and credentials remembered before those that were forgiven are forgotten. */
const MOST_REMEMBERED = 10_000

export interface Credentials {
  token: string
  cookie: string | null
}

/**
 * Lets those wait whose frames are refused again and again: to look at a bad frame costs the server more than it costs to
 * send one, and everybody else pays. An honest client stops after its first refusal, so it never comes near this.
 *
 * What is counted is the account, and what it was known by: whoever comes with that again waits without a question to the
 * database.
 */
export class Patience {
  readonly #faults: (typeof RATES)['faults']
  readonly #left = new Map<string, Allowance>()
  readonly #held = new Map<string, number>()
  #allHeld = 0

  constructor(faults: (typeof RATES)['faults']) {
    this.#faults = faults
  }

  /** A connection ended for what came on it, if it did: see {@link CLOSE}. */
  ended({ credentials, open }: Pick<HeldSocket, 'credentials' | 'open'>, reason: string): void {
    if (!UNREADABLE.includes(reason) || !credentials) return
    this.#count(bearerOf(credentials))
    const [known] = open.values()
    if (known) this.#count(accountOf(known.member.author))
  }

  /** An update of this account came over HTTP and could not be taken. */
  fault(author: Author): void {
    this.#count(accountOf(author))
  }

  /** Does whoever comes with these have to wait? Asked before the database is. */
  isAtItsEnd(credentials: Credentials): boolean {
    return this.#isSpent(bearerOf(credentials))
  }

  /** The same of an account, whatever it came with this time. */
  isAtItsEndWith(author: Author): boolean {
    return this.#isSpent(accountOf(author))
  }

  /** Holds a connection for a while without reading it, if there are not too many such, and turns it away. */
  async turnAway(credentials: Credentials, socket: HeldSocket | undefined): Promise<never> {
    const bearer = bearerOf(credentials)
    const held = this.#held.get(bearer) ?? 0
    if (socket && held < MOST_HELD.bearer && this.#allHeld < MOST_HELD.all) {
      socket.pause()
      this.#held.set(bearer, held + 1)
      this.#allHeld++
      await new Promise(resolve => setTimeout(resolve, this.#faults.hold).unref())
      this.#allHeld--
      const left = (this.#held.get(bearer) ?? 1) - 1
      if (left > 0) this.#held.set(bearer, left)
      else this.#held.delete(bearer)
    }
    socket?.refuse('mustWait')
    throw turnedAway(mustWait()) // it would be printed
  }

  #count(key: string): void {
    let left = this.#left.get(key)
    if (!left) {
      if (this.#left.size >= MOST_REMEMBERED) this.#forgetForgiven()
      left = new Allowance({ messages: this.#faults, bytes: NO_BYTES })
      this.#left.set(key, left)
    }
    left.take(0)
  }

  #isSpent(key: string): boolean {
    return this.#left.get(key)?.isSpent() ?? false
  }

  #forgetForgiven(): void {
    for (const [key, left] of this.#left) if (left.isFull()) this.#left.delete(key)
  }
}

const NO_BYTES: Rate = { burst: 0, perSecond: 0 }

export const mustWait = (): Refusal =>
  new Refusal('mustWait', 'Too much of what this account sent could not be read. It will be heard again in a minute.')

/** What somebody was known by, as a digest: the secret itself is not kept. */
const bearerOf = ({ token, cookie }: Credentials): string =>
  `bearer ${createHash('sha256')
    .update(token === '' ? `cookie ${cookie}` : token)
    .digest('base64')}`
