import type { Query, Sql } from '../../shared/node/database.ts'
import { ApiError } from '../http/errors.ts'
import { announce } from '../projects.ts'
import { record } from './audit.ts'

/** Why a suspended account may do nothing, to say to whoever comes with it; null for every other account. */
export async function suspensionOf(sql: Query, userId: string): Promise<{ message: string } | null> {
  const [row] = await sql<{ reason: string }[]>`
    select suspended_reason as reason from "user" where id = ${userId} and suspended_at is not null`
  if (!row) return null
  const why = row.reason === '' ? '' : ` The reason given: “${row.reason}”.`
  return { message: `This account is suspended.${why} Everything in it is kept. Ask whoever runs this server.` }
}

/** Throws {@link ApiError} when the account is suspended. */
export async function refuseSuspended(sql: Query, userId: string): Promise<void> {
  const suspended = await suspensionOf(sql, userId)
  if (suspended) throw new ApiError(403, 'account-suspended', suspended.message)
}

/** Whoever runs the server, as the log of rights names them. */
export const OPERATOR = { id: null, name: 'Whoever runs this server' }

/**
 * Suspends the account with this e-mail address or id. A trigger tells every server, which closes what it has open;
 * lists of members that others look at are read again.
 * False when it was suspended already; null when there is no such account.
 */
export function suspend(sql: Sql, account: string, reason: string): Promise<boolean | null> {
  return change(sql, account, reason)
}

/** Gives a suspended account everything back; see {@link suspend}. */
export function restore(sql: Sql, account: string): Promise<boolean | null> {
  return change(sql, account, null)
}

/** `reason` null: restore. */
function change(sql: Sql, account: string, reason: string | null): Promise<boolean | null> {
  return sql.begin(async tx => {
    const [found] = await tx<{ id: string; name: string; isSuspended: boolean }[]>`
      select id, name, suspended_at is not null as "isSuspended" from "user"
      where email = ${account.toLowerCase()} or id = ${account} for update`
    if (!found) return null
    const { id, name, isSuspended } = found
    if (isSuspended === (reason !== null)) return false
    await tx`
      update "user" set suspended_at = ${reason === null ? null : tx`now()`}, suspended_reason = ${reason ?? ''}
      where id = ${id}`
    await record(tx, {
      actor: OPERATOR,
      action: reason === null ? 'account.restored' : 'account.suspended',
      subject: { id, name },
      ...(reason ? { detail: { reason } } : {}),
    })
    const projects = await tx<{ id: string }[]>`select project_id as id from project_people where user_id = ${id}`
    for (const project of projects) await announce(tx, project.id, 'members', id)
    return true
  })
}

interface SuspendedAccount {
  id: string
  name: string
  email: string
  at: Date
  reason: string
}

/** Who is suspended, the latest first. */
export async function listSuspended(sql: Query): Promise<SuspendedAccount[]> {
  return sql<SuspendedAccount[]>`
    select id, name, email, suspended_at as at, suspended_reason as reason from "user"
    where suspended_at is not null order by suspended_at desc, id`
}
