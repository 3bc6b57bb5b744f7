import type { Sql } from '../../shared/node/database.ts'
import { TooMany } from '../http/errors.ts'

interface Limit {
  attempts: number
  /** Minutes. */
  within: number
}

/**
 * Counts an attempt before it is made, so that a hundred at the same moment count as a hundred. Kept in the database:
 * neither a restart nor a second server gives anybody more. Throws {@link TooMany} beyond the limit.
 */
export async function countAttempt(sql: Sql, key: string, { attempts, within }: Limit, words: string): Promise<void> {
  const [row] = await sql<{ attempts: number; seconds: number }[]>`
    insert into throttles as t (key, attempts, resets_at)
    values (${key}, 1, now() + ${within}::int * interval '1 minute')
    on conflict (key) do update set
      attempts = case when t.resets_at <= now() then 1 else t.attempts + 1 end,
      resets_at = case when t.resets_at <= now() then excluded.resets_at else t.resets_at end
    returning attempts, ceil(extract(epoch from resets_at - now()))::int as seconds`
  if (row && row.attempts > attempts) throw new TooMany(words, Math.max(1, row.seconds))
}

/** After a success the next mistake is the first again. */
export async function forgetAttempts(sql: Sql, key: string): Promise<void> {
  await sql`delete from throttles where key = ${key}`
}

/** Removes the counts whose time is over. */
export async function dropOldThrottles(sql: Sql): Promise<void> {
  await sql`delete from throttles where resets_at < now()`
}

export const SIGN_IN: Limit = { attempts: 5, within: 15 }
/** Mails that one person sends by inviting, and that one address gets from here. */
export const MAILS_FROM: Limit = { attempts: 60, within: 60 }
export const MAILS_TO: Limit = { attempts: 5, within: 60 }
export const FORGOTTEN: Limit = { attempts: 3, within: 60 }
