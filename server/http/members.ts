import { Hono } from 'hono'
import { type Role, rankOf } from '../../shared/core/access.ts'
import { addMember, type MemberRow } from '../../shared/core/api/schemas.ts'
import type { Query } from '../../shared/node/database.ts'
import { requireRole, roleIn } from '../access.ts'
import { shown } from '../auth/visitors.ts'
import { announce, setRole } from '../projects.ts'
import { ApiError, notFound } from './errors.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

async function members(sql: Query, projectId: string): Promise<MemberRow[]> {
  const rows = await sql<MemberRow[]>`
    select u.id as "userId", u.name, u.email, m.role
    from project_members m join "user" u on u.id = m.user_id
    where m.project_id = ${projectId} order by m.added_at, u.id`
  return rows.map(shown)
}

/** One change of members at a time in a project, so that two owners cannot leave at once. */
async function lockMembers(tx: Query, projectId: string): Promise<void> {
  await tx`select id from projects where id = ${projectId} for update`
}

async function keepAnOwner(tx: Query, projectId: string, without: string): Promise<void> {
  const [other] = await tx`
    select 1 from project_members where project_id = ${projectId} and role = 'owner' and user_id <> ${without}`
  if (!other) throw new ApiError(409, 'last-owner', 'A project needs an owner. Make somebody else the owner first.')
}

function refuseAbove(mine: Role, role: Role | null): void {
  if (role !== null && rankOf(role) > rankOf(mine))
    throw new ApiError(403, 'not-allowed', `Only an owner can do this: the role ${role} is above yours.`)
}

/** Who works on a project, and as what. */
export function memberRoutes({ sql, sync }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/members', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'members.read')
    return c.json(await members(sql, id))
  })

  routes.post('/:id/members', async c => {
    const id = c.req.param('id')
    // Before anything is looked up: strangers must not learn who has an account.
    await requireRole(sql, c.var.person.id, id, 'members.write')
    const { email, userId, role } = await bodyAs(c, addMember)
    const [account] = await sql<{ id: string }[]>`
      select id from "user" where ${userId !== undefined ? sql`id = ${userId}` : sql`email = ${(email ?? '').toLowerCase()}`}`
    if (!account)
      throw new ApiError(
        404,
        'no-account',
        `There is no account ${userId !== undefined ? 'with this id' : `for ${email}`}. Ask them to sign up here first.`,
      )
    await sql.begin(async tx => {
      await lockMembers(tx, id)
      const mine = await requireRole(tx, c.var.person.id, id, 'members.write')
      refuseAbove(mine, role)
      const before = await roleIn(tx, account.id, id)
      refuseAbove(mine, before)
      if (before === 'owner' && role !== 'owner') await keepAnOwner(tx, id, account.id)
      await setRole(tx, id, account.id, role)
      await announce(tx, id, 'members', account.id)
    })
    await sync.recheck(account.id)
    return c.json(await members(sql, id), 201)
  })

  routes.delete('/:id/members/:userId', async c => {
    const { id, userId } = c.req.param()
    const leaving = userId === c.var.person.id
    await sql.begin(async tx => {
      await lockMembers(tx, id)
      const mine = await requireRole(tx, c.var.person.id, id, leaving ? 'project.read' : 'members.write')
      const before = await roleIn(tx, userId, id)
      if (before === null) throw notFound()
      refuseAbove(mine, before)
      if (before === 'owner') await keepAnOwner(tx, id, userId)
      await tx`delete from project_members where project_id = ${id} and user_id = ${userId}`
      await announce(tx, id, 'members', userId)
    })
    await sync.recheck(userId)
    return c.body(null, 204)
  })

  return routes
}
