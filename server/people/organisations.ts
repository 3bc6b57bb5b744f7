import type { Role } from '../../shared/core/access.ts'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import type { MemberRow } from '../../shared/core/api/schemas.ts'
import { newId } from '../../shared/core/ids.ts'
import type { Query } from '../../shared/node/database.ts'
import { allow } from '../access.ts'
import type { Person } from '../auth/auth.ts'
import { shown } from '../auth/visitors.ts'
import { ApiError, notFound } from '../http/errors.ts'
import { announce } from '../projects.ts'
import { record } from './audit.ts'
import { refuseAbove, refuseSuspendedOwner } from './members.ts'

/** The organisations of an account by name; `id` narrows to one. */
export async function listOrganisations(
  sql: Query,
  userId: string,
  id: string | null = null,
): Promise<OrganisationRow[]> {
  const rows = await sql<OrganisationRow[]>`
    select o.id, o.name, m.role,
      (select count(*)::int from organisation_members where organisation_id = o.id) as members,
      (select count(*)::int from projects where organisation_id = o.id) as projects
    from organisation_members m join organisations o on o.id = m.organisation_id
    where m.user_id = ${userId} and (${id}::text is null or o.id = ${id}) order by lower(o.name), o.id`
  return [...rows]
}

/** Makes an organisation with its owner. In the caller's transaction. */
export async function makeOrganisation(tx: Query, owner: Person, name: string): Promise<OrganisationRow> {
  const id = newId()
  await tx`insert into organisations (id, name) values (${id}, ${name})`
  await tx`insert into organisation_members (organisation_id, user_id, role) values (${id}, ${owner.id}, 'owner')`
  await record(tx, {
    actor: owner,
    action: 'organisation.made',
    organisationId: id,
    subject: { id: owner.id, name: owner.name },
    detail: { role: 'owner' },
  })
  return { id, name, role: 'owner', members: 1, projects: 0 }
}

export async function renameOrganisation(tx: Query, id: string, name: string): Promise<void> {
  await tx`update organisations set name = ${name} where id = ${id}`
}

export async function organisationMembers(sql: Query, id: string): Promise<MemberRow[]> {
  const rows = await sql<MemberRow[]>`
    select u.id as "userId", u.name, u.email, m.role, 'member' as through, u.suspended_at is not null as suspended
    from organisation_members m join "user" u on u.id = m.user_id
    where m.organisation_id = ${id} order by m.added_at, u.id`
  return rows.map(shown)
}

async function memberRole(tx: Query, id: string, userId: string): Promise<Role | null> {
  const [row] = await tx<{ role: Role }[]>`
    select role from organisation_members where organisation_id = ${id} and user_id = ${userId}`
  return row?.role ?? null
}

/** An owner who can act: the suspended cannot. */
async function keepAnOwner(tx: Query, id: string, without: string): Promise<void> {
  const [other] = await tx`
    select 1 from organisation_members m join "user" u on u.id = m.user_id
    where m.organisation_id = ${id} and m.role = 'owner' and m.user_id <> ${without} and u.suspended_at is null`
  if (!other)
    throw new ApiError(409, 'last-owner', 'An organisation needs an owner. Make somebody else the owner first.')
}

/**
 * Deletes an organisation; its projects stay with their own owners and members. Triggers tell of everybody whose role
 * came from it. In the caller's transaction.
 */
export async function deleteOrganisation(tx: Query, actor: Person, id: string): Promise<void> {
  const [organisation] = await tx<{ id: string; name: string }[]>`
    select id, name from organisations where id = ${id} for update`
  await allow(tx, actor.id, 'organisation.delete', { organisation: id })
  if (!organisation) throw notFound()
  const projects = await tx<{ id: string; name: string; owned: boolean }[]>`
    select p.id, p.name, exists (
      select from project_members m where m.project_id = p.id and m.role = 'owner') as owned
    from projects p where p.organisation_id = ${id} order by p.id for update of p`
  const ownerless = projects.find(({ owned }) => !owned)
  if (ownerless)
    throw new ApiError(409, 'last-owner', `“${ownerless.name}” needs an owner of its own first. Nothing was deleted.`)
  const people = await tx<{ userId: string }[]>`
    select user_id as "userId" from organisation_members where organisation_id = ${id}`
  await tx`update projects set organisation_id = null, updated_at = now() where organisation_id = ${id}`
  await tx`delete from organisations where id = ${id}`
  for (const project of projects) {
    await record(tx, {
      actor,
      action: 'project.left-organisation',
      projectId: project.id,
      organisationId: id,
      subject: organisation,
      detail: { project: project.name },
    })
    for (const { userId } of people) await announce(tx, project.id, 'members', userId)
  }
  await record(tx, { actor, action: 'organisation.deleted', organisationId: id, subject: organisation })
}

/** Tells the open pages of every project of the organisation that somebody's rights changed. */
async function announceToProjects(tx: Query, id: string, userId: string): Promise<void> {
  const projects = await tx<{ id: string }[]>`select id from projects where organisation_id = ${id}`
  for (const project of projects) await announce(tx, project.id, 'members', userId)
}

/** Adds an account to the organisation or gives it another role. In the caller's transaction. */
export async function giveOrganisationRole(
  tx: Query,
  actor: Person,
  id: string,
  account: { id: string; name: string },
  role: Role,
): Promise<void> {
  await tx`select 1 from organisations where id = ${id} for update`
  const { role: mine } = await allow(tx, actor.id, 'organisation.members', { organisation: id })
  refuseAbove(mine, role)
  const before = await memberRole(tx, id, account.id)
  refuseAbove(mine, before)
  if (before === role) return
  if (before === 'owner') await keepAnOwner(tx, id, account.id)
  if (role === 'owner') await refuseSuspendedOwner(tx, account.id)
  await tx`
    insert into organisation_members (organisation_id, user_id, role) values (${id}, ${account.id}, ${role})
    on conflict (organisation_id, user_id) do update set role = excluded.role`
  await record(tx, {
    actor,
    action: before === null ? 'organisation.member-added' : 'organisation.member-changed',
    organisationId: id,
    subject: account,
    detail: { role, before: before ?? undefined },
  })
  await announceToProjects(tx, id, account.id)
}

/** Takes somebody out of the organisation, or lets them leave. In the caller's transaction. */
export async function takeOutOfOrganisation(tx: Query, actor: Person, id: string, userId: string): Promise<void> {
  const leaving = userId === actor.id
  await tx`select 1 from organisations where id = ${id} for update`
  const action = leaving ? 'organisation.read' : 'organisation.members'
  const { role: mine } = await allow(tx, actor.id, action, { organisation: id })
  const before = await memberRole(tx, id, userId)
  if (before === null) throw notFound()
  refuseAbove(mine, before)
  if (before === 'owner') await keepAnOwner(tx, id, userId)
  await tx`delete from organisation_members where organisation_id = ${id} and user_id = ${userId}`
  const [account] = await tx<{ id: string; name: string }[]>`select id, name from "user" where id = ${userId}`
  await record(tx, {
    actor,
    action: leaving ? 'organisation.member-left' : 'organisation.member-removed',
    organisationId: id,
    subject: account ?? { id: userId, name: '' },
    detail: { before },
  })
  await announceToProjects(tx, id, userId)
}

/**
 * Puts a project into an organisation (null: takes it out), as an owner of the project who may add projects there. It
 * keeps its own members. In the caller's transaction.
 */
export async function moveProject(tx: Query, actor: Person, projectId: string, to: string | null): Promise<void> {
  const [project] = await tx<{ name: string; from: string | null }[]>`
    select name, organisation_id as from from projects where id = ${projectId} for update`
  await allow(tx, actor.id, 'project.organise', { project: projectId })
  if (to !== null) await allow(tx, actor.id, 'organisation.projects', { organisation: to })
  const from = project?.from ?? null
  if (from === to) return
  const [owner] = await tx`select 1 from project_members where project_id = ${projectId} and role = 'owner'`
  if (!owner)
    throw new ApiError(409, 'last-owner', 'A project needs an owner of its own before it changes its organisation.')
  await tx`update projects set organisation_id = ${to}, updated_at = now() where id = ${projectId}`
  for (const [organisationId, action] of [
    [from, 'project.left-organisation'],
    [to, 'project.joined-organisation'],
  ] as const) {
    if (organisationId === null) continue
    const [organisation] = await tx<{ id: string; name: string }[]>`
      select id, name from organisations where id = ${organisationId}`
    if (!organisation) continue
    const detail = { project: project?.name }
    await record(tx, { actor, action, projectId, organisationId, subject: organisation, detail })
  }
  const people = await tx<{ userId: string }[]>`
    select user_id as "userId" from organisation_members where organisation_id = any(${[from, to].filter(id => id !== null)})`
  for (const { userId } of people) await announce(tx, projectId, 'members', userId)
}
