import type { Query, Sql } from '../../shared/node/database.ts'
import { ApiError } from '../http/errors.ts'
import { record } from './audit.ts'
import { OPERATOR } from './suspension.ts'

/** Does this account see how the server does? It gets no right in any project by it. */
export async function isAdministrator(sql: Query, userId: string): Promise<boolean> {
  const [row] = await sql`select 1 from "user" where id = ${userId} and administrator_since is not null`
  return row !== undefined
}

/** Throws {@link ApiError} unless the account is an administrator. */
export async function refuseOthers(sql: Query, userId: string): Promise<void> {
  if (await isAdministrator(sql, userId)) return
  throw new ApiError(
    403,
    'not-allowed',
    'Only administrators of this server see how it does. Whoever runs it appoints them.',
  )
}

/** The first visitor of a machine. Whoever else has the address that was printed there comes later. */
export async function appointFirst(tx: Query, person: { id: string }): Promise<void> {
  await tx`update "user" set administrator_since = now() where id = ${person.id}`
}

/**
 * Makes the account with this e-mail address or id an administrator, or ends that. Not by a list of addresses in the settings:
 * addresses are not proven, and whoever signs up with one first would be it.
 * False when nothing changed; null when there is no such account.
 */
export function appoint(sql: Sql, account: string, isAppointed: boolean): Promise<boolean | null> {
  return sql.begin(async tx => {
    const [found] = await tx<{ id: string; name: string; was: boolean }[]>`
      select id, name, administrator_since is not null as was from "user"
      where email = ${account.toLowerCase()} or id = ${account} for update`
    if (!found) return null
    const { id, name, was } = found
    if (was === isAppointed) return false
    await tx`update "user" set administrator_since = ${isAppointed ? tx`now()` : null} where id = ${id}`
    await record(tx, {
      actor: OPERATOR,
      action: isAppointed ? 'account.appointed' : 'account.dismissed',
      subject: { id, name },
    })
    return true
  })
}

/** The administrators, the first appointed first. */
export async function listAdministrators(sql: Query): Promise<{ id: string; name: string; email: string; at: Date }[]> {
  return sql`
    select id, name, email, administrator_since as at from "user"
    where administrator_since is not null order by administrator_since, id`
}
