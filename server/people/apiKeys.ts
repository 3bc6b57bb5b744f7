import type { ApiKeyRow } from '../../shared/core/api/people.ts'
import { newId } from '../../shared/core/ids.ts'
import type { Query, Sql } from '../../shared/node/database.ts'
import type { Person } from '../auth/auth.ts'
import type { Caller } from '../auth/callers.ts'
import { ApiError, notFound } from '../http/errors.ts'
import { record } from './audit.ts'
import { newSecret, secretHash } from './secrets.ts'

/** By which people and scanners of leaked secrets recognise our keys. */
const PREFIX = 'aiuteur_'
const MOST_KEYS = 50
/** How exact `last_used_at` is: a key that is used all the time writes once a minute. */
const USED_EVERY = '1 minute'

/** The person a key acts as. Null for what is no key, unknown, revoked or expired. */
export async function keyOwner(sql: Sql, key: string): Promise<Caller | null> {
  if (!key.startsWith(PREFIX)) return null
  const [row] = await sql<(Person & { keyId: string; stale: boolean })[]>`
    select k.id as "keyId", u.id, u.name, u.email,
      k.last_used_at is null or k.last_used_at < now() - ${USED_EVERY}::interval as stale
    from api_keys k join "user" u on u.id = k.user_id
    where k.secret_hash = ${secretHash(key)} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`
  if (!row) return null
  const { keyId, stale, id, name, email } = row
  if (stale) await sql`update api_keys set last_used_at = now() where id = ${keyId}`
  return { person: { id, name, email }, credential: { apiKey: keyId } }
}

type Row = Record<'createdAt', Date> &
  Record<'lastUsedAt' | 'expiresAt', Date | null> &
  Pick<ApiKeyRow, 'id' | 'name' | 'beginning'>
const toRow = (row: Row): ApiKeyRow => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt?.toISOString() ?? null,
})

/** The keys of an account that still work, newest first; or one of them. */
export async function listKeys(sql: Query, userId: string, id: string | null = null): Promise<ApiKeyRow[]> {
  const rows = await sql<Row[]>`
    select id, name, beginning, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt"
    from api_keys
    where user_id = ${userId} and revoked_at is null and (expires_at is null or expires_at > now())
      and (${id}::text is null or id = ${id})
    order by created_at desc, id`
  return rows.map(toRow)
}

/** Makes a key; it is in the answer and nowhere else. */
export async function makeKey(
  sql: Sql,
  person: Person,
  { name, days }: { name: string; days: number | null },
): Promise<{ apiKey: ApiKeyRow; key: string }> {
  const key = PREFIX + newSecret()
  const id = newId()
  const apiKey = await sql.begin(async tx => {
    await tx`select 1 from "user" where id = ${person.id} for update`
    if ((await listKeys(tx, person.id)).length >= MOST_KEYS)
      throw new ApiError(409, 'too-many-keys', `An account has at most ${MOST_KEYS} keys. Revoke one first.`)
    await tx`
      insert into api_keys (id, user_id, name, secret_hash, beginning, expires_at)
      values (${id}, ${person.id}, ${name}, ${secretHash(key)}, ${key.slice(0, PREFIX.length + 4)},
        now() + ${days}::int * interval '1 day')`
    await record(tx, { actor: person, action: 'key.made', subject: { id, name } })
    return (await listKeys(tx, person.id, id))[0]
  })
  if (!apiKey) throw new Error('A key that was just made is not there.')
  return { apiKey, key }
}

/** Ends a key of the account: requests and open sockets with it are refused from then on. */
export async function revokeKey(sql: Sql, person: Person, id: string): Promise<void> {
  await sql.begin(async tx => {
    const [row] = await tx<{ name: string }[]>`
      update api_keys set revoked_at = now() where id = ${id} and user_id = ${person.id} and revoked_at is null
      returning name`
    if (!row) throw notFound()
    await record(tx, { actor: person, action: 'key.revoked', subject: { id, name: row.name } })
  })
}
