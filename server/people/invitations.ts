import type { Role } from '../../shared/core/access.ts'
import { INVITATION_DAYS, type InvitationRow, type LinkTarget } from '../../shared/core/api/people.ts'
import { newId } from '../../shared/core/ids.ts'
import type { Query } from '../../shared/node/database.ts'
import { allow } from '../access.ts'
import type { Person } from '../auth/auth.ts'
import { ApiError, notFound } from '../http/errors.ts'
import { announce, setRole } from '../projects.ts'
import { record } from './audit.ts'
import { lockMembers, refuseAbove } from './members.ts'
import { newSecret, secretHash } from './secrets.ts'

/** Open invitations of a project at once: nobody sends mail to the world from here. */
const MOST_OPEN = 100

type Row = Omit<InvitationRow, 'createdAt' | 'expiresAt'> & Record<'createdAt' | 'expiresAt', Date>

/** The invitations of a project that were not accepted, newest first; or one of them, whatever became of it. */
export async function listInvitations(
  sql: Query,
  projectId: string,
  id: string | null = null,
): Promise<InvitationRow[]> {
  const rows = await sql<Row[]>`
    select i.id, i.email, i.role, u.name as "invitedBy", i.mailed_at is not null as mailed,
      i.created_at as "createdAt", i.expires_at as "expiresAt",
      case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'revoked'
        when i.expires_at <= now() then 'expired' else 'pending' end as state
    from invitations i left join "user" u on u.id = i.invited_by
    where i.project_id = ${projectId}
      and case when ${id}::text is null then i.accepted_at is null and i.revoked_at is null else i.id = ${id} end
    order by i.created_at desc, i.id limit 200`
  return rows.map(row => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }))
}

/** Makes an invitation. A second one to the same address takes the place of the first. In the caller's transaction. */
export async function makeInvitation(
  tx: Query,
  actor: Person,
  projectId: string,
  { email, role }: { email?: string | undefined; role: Role },
): Promise<{ id: string; secret: string; project: string }> {
  await lockMembers(tx, projectId)
  const { role: mine } = await allow(tx, actor.id, 'members.write', { project: projectId })
  refuseAbove(mine, role)
  const address = email?.toLowerCase() ?? null
  if (address !== null)
    await tx`
      update invitations set revoked_at = now()
      where project_id = ${projectId} and email = ${address} and accepted_at is null and revoked_at is null`
  const [counted] = await tx<{ open: number; project: string }[]>`
    select p.name as project, (
      select count(*)::int from invitations
      where project_id = ${projectId} and accepted_at is null and revoked_at is null and expires_at > now()
    ) as open from projects p where p.id = ${projectId}`
  if (!counted) throw notFound()
  if (counted.open >= MOST_OPEN)
    throw new ApiError(
      409,
      'too-many-invitations',
      `At most ${MOST_OPEN} invitations wait at a time. Revoke some first.`,
    )
  const [id, secret] = [newId(), newSecret()]
  await tx`
    insert into invitations (id, project_id, email, role, secret_hash, invited_by, expires_at)
    values (${id}, ${projectId}, ${address}, ${role}, ${secretHash(secret)}, ${actor.id},
      now() + ${INVITATION_DAYS}::int * interval '1 day')`
  await record(tx, {
    actor,
    action: 'invitation.made',
    projectId,
    subject: { id, name: address ?? 'by link' },
    detail: { role },
  })
  await announce(tx, projectId, 'members')
  return { id, secret, project: counted.project }
}

export async function markMailed(sql: Query, id: string): Promise<void> {
  await sql`update invitations set mailed_at = now() where id = ${id}`
}

/** In the caller's transaction. */
export async function revokeInvitation(tx: Query, actor: Person, projectId: string, id: string): Promise<void> {
  const [row] = await tx<{ email: string | null }[]>`
    update invitations set revoked_at = now()
    where id = ${id} and project_id = ${projectId} and accepted_at is null and revoked_at is null returning email`
  if (!row) throw notFound()
  await record(tx, { actor, action: 'invitation.revoked', projectId, subject: { id, name: row.email ?? 'by link' } })
  await announce(tx, projectId, 'members')
}

const gone = (): ApiError =>
  new ApiError(
    404,
    'invitation-gone',
    'This invitation was used, taken back or has expired. Ask whoever invited you for another one.',
  )

/** What an invitation is to, for whoever has its secret. */
export async function lookAtInvitation(sql: Query, secret: string): Promise<LinkTarget> {
  const [row] = await sql<LinkTarget[]>`
    select p.name as "projectName", i.role, u.name as from, i.email
    from invitations i join projects p on p.id = i.project_id left join "user" u on u.id = i.invited_by
    where i.secret_hash = ${secretHash(secret)} and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
      and u.suspended_at is null`
  if (!row) throw gone()
  return row
}

/**
 * Takes an invitation up, once: of two at the same moment one gets it. Nobody loses a stronger role that they have. An
 * inviter who may no longer give the role has their invitations refused.
 */
export async function acceptInvitation(
  tx: Query,
  person: Person,
  secret: string,
): Promise<{ projectId: string; role: Role }> {
  const [found] = await tx<{ projectId: string }[]>`
    select project_id as "projectId" from invitations where secret_hash = ${secretHash(secret)}`
  if (!found) throw gone()
  const { projectId } = found
  await lockMembers(tx, projectId)
  const [row] = await tx<
    { id: string; role: Role; email: string | null; invitedBy: string | null; before: Role | null }[]
  >`
    update invitations i set accepted_at = now(), accepted_by = ${person.id}
    where secret_hash = ${secretHash(secret)} and accepted_at is null and revoked_at is null and expires_at > now()
    returning id, role, email, invited_by as "invitedBy", (
      select role from project_members where project_id = i.project_id and user_id = ${person.id}
    ) as before`
  if (!row) throw gone()
  const [still] = await tx`
    select 1 from project_roles
    where project_id = ${projectId} and user_id = ${row.invitedBy} and role_rank(role) >= role_rank('admin')
      and role_rank(role) >= role_rank(${row.role})`
  if (!still) throw gone()
  const [kept] = await tx<{ stronger: boolean }[]>`
    select ${row.before}::text is not null and role_rank(${row.before}::text) >= role_rank(${row.role}::text) as stronger`
  const role = kept?.stronger && row.before !== null ? row.before : row.role
  if (role !== row.before) await setRole(tx, projectId, person.id, role)
  // the link came by mail to this address and to nobody else: the address is theirs
  await tx`
    update "user" set "emailVerified" = true
    where id = ${person.id} and email = ${row.email} and exists (
      select 1 from invitations where id = ${row.id} and mailed_at is not null)`
  await record(tx, {
    actor: person,
    action: 'invitation.accepted',
    projectId,
    subject: { id: row.id, name: row.email ?? 'by link' },
    detail: { role, before: row.before ?? undefined },
  })
  await announce(tx, projectId, 'members', person.id)
  return { projectId, role }
}
