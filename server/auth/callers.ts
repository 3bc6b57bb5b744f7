import type { Query, Sql } from '../../shared/node/database.ts'
import type { Identity } from '../../shared/node/syncToken.ts'
import { keyOwner } from '../people/apiKeys.ts'
import type { Auth, Person } from './auth.ts'

/** By what somebody is known: the session of a browser, or an API key. */
export type Credential = { session: string } | { apiKey: string }

export interface Caller {
  person: Person
  credential: Credential
}

/**
 * Who is asking? A request that shows a key is judged by the key alone, so that a program never acts with a browser's
 * cookie by mistake. Null: nobody we know.
 */
export async function callerOf(
  { auth, sql }: { auth: Auth; sql: Sql },
  headers: { cookie?: string | null | undefined; authorization?: string | null | undefined },
): Promise<Caller | null> {
  if (headers.authorization != null) {
    const key = /^Bearer +(\S+)$/i.exec(headers.authorization)?.[1]
    return key === undefined ? null : keyOwner(sql, key)
  }
  return auth.callerOf(headers.cookie)
}

/** The identity of a caller on the socket. */
export const identityOf = ({ person, credential }: Caller): Identity => ({
  kind: 'person',
  id: person.id,
  name: person.name,
  ...credential,
})

/** Is the session or key by which somebody was let in still good? */
export async function isCredentialGood(
  sql: Query,
  credential: Partial<{ session: string; apiKey: string }>,
): Promise<boolean> {
  const { session, apiKey } = credential
  if (session !== undefined) {
    const [row] = await sql`select 1 from session where id = ${session} and "expiresAt" > now()`
    return row !== undefined
  }
  if (apiKey === undefined) return true
  const [row] = await sql`
    select 1 from api_keys where id = ${apiKey} and revoked_at is null and (expires_at is null or expires_at > now())`
  return row !== undefined
}
