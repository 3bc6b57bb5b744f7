import type { SessionRow } from '../../shared/core/api/people.ts'
import type { Query, Sql } from '../../shared/node/database.ts'
import type { Person } from '../auth/auth.ts'
import { notFound } from '../http/errors.ts'
import { record } from './audit.ts'

type Row = Omit<SessionRow, 'current' | 'createdAt' | 'lastSeenAt' | 'expiresAt'> &
  Record<'createdAt' | 'lastSeenAt' | 'expiresAt', Date>

/** Where an account is signed in, the newest first. Tokens are not among it: a page cannot leak what it never has. */
export async function listSessions(sql: Query, userId: string, current: string | null): Promise<SessionRow[]> {
  const rows = await sql<Row[]>`
    select id, "ipAddress" as address, "userAgent" as browser, "createdAt" as "createdAt",
      "updatedAt" as "lastSeenAt", "expiresAt" as "expiresAt"
    from session where "userId" = ${userId} and "expiresAt" > now() order by "createdAt" desc, id`
  return rows.map(row => ({
    ...row,
    current: row.id === current,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }))
}

/** Signs an account out in one place. A trigger tells every server, which closes the open sockets of that session. */
export async function endSession(sql: Sql, person: Person, id: string): Promise<void> {
  await sql.begin(async tx => {
    const ended = await tx`delete from session where id = ${id} and "userId" = ${person.id}`
    if (ended.count === 0) throw notFound()
    await record(tx, { actor: person, action: 'sessions.ended', subject: { id: null, name: 'one session' } })
  })
}

/** Signs an account out everywhere but in the session `except`. Returns how many sessions ended. */
export async function endOtherSessions(tx: Query, person: Person, except: string): Promise<number> {
  const ended = await tx`delete from session where "userId" = ${person.id} and id <> ${except}`
  if (ended.count > 0)
    await record(tx, { actor: person, action: 'sessions.ended', subject: { id: null, name: 'all other sessions' } })
  return ended.count
}
