import type { LinkRole, Role } from '../../shared/core/access.ts'
import type { LinkTarget, ShareLinkRow } from '../../shared/core/api/people.ts'
import { newId } from '../../shared/core/ids.ts'
import type { Query } from '../../shared/node/database.ts'
import { roleIn } from '../access.ts'
import type { Person } from '../auth/auth.ts'
import { ApiError, notFound } from '../http/errors.ts'
import { announce } from '../projects.ts'
import { record } from './audit.ts'
import { newSecret, secretHash } from './secrets.ts'

/** Open links of a project at once. */
const MOST_OPEN = 50

type Row = Omit<ShareLinkRow, 'createdAt' | 'expiresAt'> & { createdAt: Date; expiresAt: Date | null }

/** The links of a project that were not revoked, newest first. */
export async function listShareLinks(sql: Query, projectId: string): Promise<ShareLinkRow[]> {
  const rows = await sql<Row[]>`
    select l.id, l.name, l.role, u.name as "madeBy", l.created_at as "createdAt", l.expires_at as "expiresAt",
      (select count(*)::int from share_link_users where link_id = l.id) as people,
      case when l.expires_at <= now() then 'expired' else 'open' end as state
    from share_links l left join "user" u on u.id = l.made_by
    where l.project_id = ${projectId} and l.revoked_at is null order by l.created_at desc, l.id`
  return rows.map(row => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }))
}

/** Makes a link; its secret is in the answer and nowhere else. In the caller's transaction. */
export async function makeShareLink(
  tx: Query,
  actor: Person,
  projectId: string,
  { role, name, days }: { role: LinkRole; name: string; days: number | null },
): Promise<{ shareLink: ShareLinkRow; secret: string }> {
  await tx`select 1 from projects where id = ${projectId} for update`
  const open = (await listShareLinks(tx, projectId)).filter(link => link.state === 'open')
  if (open.length >= MOST_OPEN)
    throw new ApiError(409, 'too-many-links', `A project has at most ${MOST_OPEN} share links. Revoke some first.`)
  const [id, secret] = [newId(), newSecret()]
  await tx`
    insert into share_links (id, project_id, role, name, secret_hash, made_by, expires_at)
    values (${id}, ${projectId}, ${role}, ${name}, ${secretHash(secret)}, ${actor.id},
      now() + ${days}::int * interval '1 day')`
  await record(tx, { actor, action: 'link.made', projectId, subject: { id, name }, detail: { role } })
  await announce(tx, projectId, 'members')
  const shareLink = (await listShareLinks(tx, projectId)).find(link => link.id === id)
  if (!shareLink) throw new Error('A link that was just made is not there.')
  return { shareLink, secret }
}

/** Ends a link: whoever is in by it alone is out, open sockets included. In the caller's transaction. */
export async function revokeShareLink(tx: Query, actor: Person, projectId: string, id: string): Promise<void> {
  const [row] = await tx<{ name: string }[]>`
    update share_links set revoked_at = now()
    where id = ${id} and project_id = ${projectId} and revoked_at is null returning name`
  if (!row) throw notFound()
  await record(tx, { actor, action: 'link.revoked', projectId, subject: { id, name: row.name } })
  const people = await tx<{ userId: string }[]>`select user_id as "userId" from share_link_users where link_id = ${id}`
  for (const { userId } of people) await announce(tx, projectId, 'members', userId)
  await announce(tx, projectId, 'members')
}

const gone = (): ApiError =>
  new ApiError(404, 'link-gone', 'This link was taken back or has expired. Ask whoever gave it to you for another one.')

/** What a link opens, for whoever has its secret. */
export async function lookAtShareLink(sql: Query, secret: string): Promise<LinkTarget> {
  const [row] = await sql<LinkTarget[]>`
    select p.name as "projectName", l.role, u.name as from, null as email
    from share_links l join projects p on p.id = l.project_id left join "user" u on u.id = l.made_by
    where l.secret_hash = ${secretHash(secret)} and l.revoked_at is null and (l.expires_at is null or l.expires_at > now())
      and u.suspended_at is null`
  if (!row) throw gone()
  return row
}

/** Lets a person in by a link, for as long as it lives. In the caller's transaction. */
export async function openShareLink(
  tx: Query,
  person: Person,
  secret: string,
): Promise<{ projectId: string; role: Role }> {
  const [link] = await tx<{ id: string; projectId: string; role: LinkRole; name: string }[]>`
    select l.id, l.project_id as "projectId", l.role, l.name
    from share_links l left join "user" u on u.id = l.made_by
    where l.secret_hash = ${secretHash(secret)} and l.revoked_at is null and (l.expires_at is null or l.expires_at > now())
      and u.suspended_at is null
    for share of l`
  if (!link) throw gone()
  const { projectId } = link
  const opened = await tx`
    insert into share_link_users (link_id, user_id) values (${link.id}, ${person.id}) on conflict do nothing`
  if (opened.count > 0) {
    await record(tx, {
      actor: person,
      action: 'link.opened',
      projectId,
      subject: { id: link.id, name: link.name },
      detail: { role: link.role },
    })
    await announce(tx, projectId, 'members', person.id)
  }
  return { projectId, role: (await roleIn(tx, person.id, projectId)) ?? link.role }
}
