import { getConnInfo } from '@hono/node-server/conninfo'
import { createMiddleware } from 'hono/factory'
import type { Config } from '../../shared/node/config.ts'
import { isUnlimited, visitorAddress } from '../auth/visitorAddress.ts'
import { TooMany } from './errors.ts'
import type { HttpEnv } from './platform.ts'

/** Keys that are remembered at once; beyond it the full ones are forgotten, which changes nothing for anybody. */
const MOST_KEYS = 20_000

/** Lets `burst` requests through at once and then so many a minute, for each key. */
export class Budget {
  readonly #burst: number
  readonly #perMinute: number
  #sweepAt = MOST_KEYS
  readonly #left = new Map<string, { left: number; at: number }>()

  constructor(perMinute: number, burst = perMinute) {
    this.#perMinute = perMinute
    this.#burst = burst
  }

  /** Takes one; returns 0, or the seconds after which there will be one. `now` in milliseconds. */
  take(key: string, now: number): number {
    const before = this.#left.get(key)
    const gained = before ? ((now - before.at) / 60_000) * this.#perMinute : 0
    const left = Math.min(this.#burst, (before?.left ?? this.#burst) + gained)
    if (left < 1) {
      this.#left.set(key, { left, at: now })
      return Math.ceil(((1 - left) / this.#perMinute) * 60)
    }
    this.#left.set(key, { left: left - 1, at: now })
    if (this.#left.size > this.#sweepAt) this.#forgetFull(now)
    return 0
  }

  #forgetFull(now: number): void {
    for (const [key, { left, at }] of this.#left)
      if (left + ((now - at) / 60_000) * this.#perMinute >= this.#burst) this.#left.delete(key)
    // with more visitors than that at once, not every request looks through all of them
    this.#sweepAt = Math.max(MOST_KEYS, this.#left.size * 2)
  }
}

function spend(budget: Budget, key: string, now: number): void {
  const seconds = budget.take(key, now)
  if (seconds > 0) throw new TooMany(`Too many requests. Nothing was changed; try again in ${seconds} s.`, seconds)
}

/** What a minute allows an office behind one address, one person with a script, and attempts to get in. `clock`: milliseconds. */
export const createLimits = (clock = () => performance.now()) => {
  const [address, person, entry] = [new Budget(1_200), new Budget(600), new Budget(20)]
  return {
    /** A request from this address. Each throws {@link TooMany} beyond the limit. */
    countAddress: (from: string) => spend(address, from, clock()),
    countPerson: (userId: string) => spend(person, userId, clock()),
    /** What strangers try: signing in and up, secrets of links, forgotten passwords. */
    countEntry: (from: string) => spend(entry, from, clock()),
  }
}
export type Limits = ReturnType<typeof createLimits>

/** Limits requests by the visitor's address. Programs on this very machine are not limited. */
export const limitAddress = ({ config, limits }: { config: Config; limits: Limits }) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    const { headers } = c.req.raw
    const address = visitorAddress(headers, getConnInfo(c).remote.address, config.TRUST_PROXY)
    const limited = !isUnlimited(headers, address)
    c.set('address', address)
    c.set('limited', limited)
    if (limited) limits.countAddress(address)
    await next()
  })

export const limitEntry = ({ limits }: { limits: Limits }) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    if (c.var.limited) limits.countEntry(c.var.address)
    await next()
  })
