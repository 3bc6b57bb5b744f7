import { z } from 'zod'
import { CHANNEL, type Sql } from '../shared/node/database.ts'
import type { Log } from '../shared/node/log.ts'
import { dropOldThrottles } from './auth/throttle.ts'
import { readNotification } from './notification.ts'

/** How often is looked for what ended by the clock: links, sessions and keys act on open sockets within 5 s. */
const EVERY_MS = 2_000
/** Counts of attempts whose time is over are removed every so many looks. */
const SWEEP_EVERY = 300

const changed = z.object({ userId: z.string() })

export interface AccessWatch {
  /** Calls `listener` when the account may have lost access somewhere. Returns how to stop. */
  on(userId: string, listener: () => void): () => void
  stop(): Promise<void>
}

/**
 * Hears of every session, key, role and link that ended, on whichever server, and finds those that end by the clock.
 * `recheck` asks again for every open socket of an account (null: of all).
 */
export async function watchAccess(
  { sql, log }: { sql: Sql; log: Log },
  recheck: (userId: string | null) => Promise<void>,
): Promise<AccessWatch> {
  const listeners = new Map<string, Set<() => void>>()
  const check = (userId: string) => {
    for (const listener of listeners.get(userId) ?? []) listener()
    recheck(userId).catch(error => log.error({ err: error, userId }, 'could not check access again'))
  }
  let connected = false
  const hear = (payload: string) => {
    const who = readNotification(changed, payload)
    if (who) check(who.userId)
  }
  const subscription = await sql.listen(CHANNEL.accessChanged, hear, () => {
    // nobody knows what was missed while the connection was lost
    if (connected) {
      for (const userId of listeners.keys()) for (const listener of listeners.get(userId) ?? []) listener()
      recheck(null).catch(error => log.error({ err: error }, 'could not check access again'))
    }
    connected = true
  })

  // the database's clock is the one that grants access
  const [clock] = await sql<{ now: Date }[]>`select now() as now`
  let since = clock?.now ?? new Date()
  const lookForExpired = async () => {
    const [row] = await sql<{ now: Date; users: string[] }[]>`
      select now() as now, coalesce((
        select array_agg(distinct id) from (
          select u.user_id as id from share_links l join share_link_users u on u.link_id = l.id
          where l.expires_at > ${since} and l.expires_at <= now()
          union all
          select "userId" from session where "expiresAt" > ${since} and "expiresAt" <= now()
          union all
          select user_id from api_keys where expires_at > ${since} and expires_at <= now()
        ) expired
      ), '{}') as users`
    if (!row) return
    since = row.now
    for (const userId of row.users) check(userId)
  }
  let looks = 0
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    looking = lookForExpired()
      .then(() => (++looks % SWEEP_EVERY === 0 ? dropOldThrottles(sql) : undefined))
      .catch(error => log.warn({ err: error }, 'could not look for access that expired'))
  }, EVERY_MS)

  return {
    on(userId, listener) {
      const set = listeners.get(userId) ?? new Set()
      listeners.set(userId, set.add(listener))
      return () => {
        set.delete(listener)
        if (set.size === 0 && listeners.get(userId) === set) listeners.delete(userId)
      }
    },
    async stop() {
      clearInterval(timer)
      await looking
      await subscription.unlisten()
    },
  }
}
