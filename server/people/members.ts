import { type Role, rankOf } from '../../shared/core/access.ts'
import type { MemberRow } from '../../shared/core/api/schemas.ts'
import type { Query } from '../../shared/node/database.ts'
import { allow, roleIn } from '../access.ts'
import { shown } from '../auth/visitors.ts'
import { ApiError, notFound } from '../http/errors.ts'
import { announce, setRole } from '../projects.ts'
import { record } from './audit.ts'

interface Actor {
  id: string
  name: string
}

/** Everybody with a role in the project, and through what they have it; also who is suspended, to be removed. */
export async function members(sql: Query, projectId: string): Promise<MemberRow[]> {
  const rows = await sql<MemberRow[]>`
    select u.id as "userId", u.name, u.email, r.role, r.through, u.suspended_at is not null as suspended
    from project_people r join "user" u on u.id = r.user_id
    where r.project_id = ${projectId} order by r.since, u.id`
  return rows.map(shown)
}

/** One change of members at a time in a project, so that two owners cannot leave at once. */
export async function lockMembers(tx: Query, projectId: string): Promise<void> {
  await tx`select id from projects where id = ${projectId} for update`
}

/** An owner of the project itself who can act: those of an organisation come and go with it, the suspended cannot. */
async function keepAnOwner(tx: Query, projectId: string, without: string): Promise<void> {
  const [other] = await tx`
    select 1 from project_members m join "user" u on u.id = m.user_id
    where m.project_id = ${projectId} and m.role = 'owner' and m.user_id <> ${without} and u.suspended_at is null`
  if (!other) throw new ApiError(409, 'last-owner', 'A project needs an owner. Make somebody else the owner first.')
}

/** Whoever is suspended cannot act, so that what only they own would have nobody. */
export async function refuseSuspendedOwner(tx: Query, userId: string): Promise<void> {
  const [suspended] = await tx<{ name: string }[]>`
    select name from "user" where id = ${userId} and suspended_at is not null`
  if (suspended)
    throw new ApiError(409, 'owner-suspended', `${suspended.name} is suspended and cannot become an owner now.`)
}

/** Nobody gives or takes a role above their own. */
export function refuseAbove(mine: Role, role: Role | null): void {
  if (role !== null && rankOf(role) > rankOf(mine))
    throw new ApiError(403, 'not-allowed', `Only an owner can do this: the role ${role} is above yours.`)
}

/** The role that the person has as a member, whatever an organisation or a link gives on top. */
async function memberRole(tx: Query, projectId: string, userId: string): Promise<Role | null> {
  const [row] = await tx<{ role: Role }[]>`
    select role from project_members where project_id = ${projectId} and user_id = ${userId}`
  return row?.role ?? null
}

/** Adds an account or gives it another role, as `actor` may. In the caller's transaction. */
export async function giveRole(
  tx: Query,
  actor: Actor,
  projectId: string,
  account: { id: string; name: string },
  role: Role,
): Promise<void> {
  await lockMembers(tx, projectId)
  const { role: mine } = await allow(tx, actor.id, 'members.write', { project: projectId })
  refuseAbove(mine, role)
  const before = await memberRole(tx, projectId, account.id)
  refuseAbove(mine, before)
  if (before === role) return
  if (before === 'owner') await keepAnOwner(tx, projectId, account.id)
  if (role === 'owner') await refuseSuspendedOwner(tx, account.id)
  await setRole(tx, projectId, account.id, role)
  await record(tx, {
    actor,
    action: before === null ? 'member.added' : 'member.changed',
    projectId,
    subject: account,
    detail: { role, before: before ?? undefined },
  })
  await announce(tx, projectId, 'members', account.id)
}

/** Forgets the share links of the project that somebody opened, so that whoever is removed or leaves is out. */
async function closeLinksFor(tx: Query, projectId: string, userId: string): Promise<number> {
  const closed = await tx`
    delete from share_link_users u using share_links l
    where l.id = u.link_id and l.project_id = ${projectId} and u.user_id = ${userId}`
  return closed.count
}

/** Takes somebody out of the project, or lets them leave. In the caller's transaction. */
export async function takeOut(tx: Query, actor: Actor, projectId: string, userId: string): Promise<void> {
  const leaving = userId === actor.id
  await lockMembers(tx, projectId)
  const { role: mine } = await allow(tx, actor.id, leaving ? 'project.read' : 'members.write', { project: projectId })
  const before = await memberRole(tx, projectId, userId)
  refuseAbove(mine, before)
  if (before === 'owner') await keepAnOwner(tx, projectId, userId)
  const links = await closeLinksFor(tx, projectId, userId)
  if (before === null && links === 0) {
    if ((await roleIn(tx, userId, projectId)) === null) throw notFound()
    throw new ApiError(
      409,
      'through-organisation',
      'This access comes from the organisation that the project belongs to. Change it there.',
    )
  }
  await tx`delete from project_members where project_id = ${projectId} and user_id = ${userId}`
  const [account] = await tx<{ id: string; name: string }[]>`select id, name from "user" where id = ${userId}`
  await record(tx, {
    actor,
    action: leaving ? 'member.left' : 'member.removed',
    projectId,
    subject: account ?? { id: userId, name: '' },
    detail: { before: before ?? undefined },
  })
  await announce(tx, projectId, 'members', userId)
}

/** Makes a member the owner; who handed over stays as an admin. In the caller's transaction. */
export async function transferOwnership(tx: Query, actor: Actor, projectId: string, userId: string): Promise<void> {
  await lockMembers(tx, projectId)
  await allow(tx, actor.id, 'project.transfer', { project: projectId })
  if (userId === actor.id) throw new ApiError(409, 'own-project', 'You own this project already.')
  const before = await memberRole(tx, projectId, userId)
  const [account] = await tx<{ id: string; name: string }[]>`select id, name from "user" where id = ${userId}`
  if (before === null || account === undefined)
    throw new ApiError(404, 'no-member', 'Only a member can become the owner. Add them to the project first.')
  await refuseSuspendedOwner(tx, userId)
  await setRole(tx, projectId, userId, 'owner')
  await setRole(tx, projectId, actor.id, 'admin')
  await record(tx, {
    actor,
    action: 'project.transferred',
    projectId,
    subject: account,
    detail: { role: 'owner', before },
  })
  for (const changed of [userId, actor.id]) await announce(tx, projectId, 'members', changed)
}
