import { Hono } from 'hono'
import { transferOwnership as transfer } from '../../shared/core/api/people.ts'
import { addMember, type MemberRow } from '../../shared/core/api/schemas.ts'
import { requireRole } from '../access.ts'
import { readAudit } from '../people/audit.ts'
import { giveRole, members, takeOut, transferOwnership } from '../people/members.ts'
import { ApiError } from './errors.ts'
import { bodyAs, type HttpEnv, type Platform, pageOf } from './platform.ts'

/** Who works on a project, as what, and who changed that. */
export function memberRoutes({ sql, sync }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/members', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'members.read')
    const list = await members(sql, id)
    const me = list.find(({ userId }) => userId === c.var.person.id)
    // whoever came by a share link knows nobody here yet
    const asGuest = (row: MemberRow): MemberRow => (row === me ? row : { ...row, email: '', suspended: false })
    return c.json(me?.through === 'link' ? list.map(asGuest) : list)
  })

  routes.post('/:id/members', async c => {
    const id = c.req.param('id')
    // Before anything is looked up: strangers must not learn who has an account.
    await requireRole(sql, c.var.person.id, id, 'members.write')
    const { email, userId, role } = await bodyAs(c, addMember)
    const [account] = await sql<{ id: string; name: string }[]>`
      select id, name from "user"
      where ${userId !== undefined ? sql`id = ${userId}` : sql`email = ${(email ?? '').toLowerCase()}`}`
    if (!account)
      throw new ApiError(
        404,
        'no-account',
        `There is no account ${userId !== undefined ? 'with this id' : `for ${email}`}. Ask them to sign up here first.`,
      )
    await sql.begin(tx => giveRole(tx, c.var.person, id, account, role))
    await sync.recheck(account.id)
    return c.json(await members(sql, id), 201)
  })

  routes.delete('/:id/members/:userId', async c => {
    const { id, userId } = c.req.param()
    await sql.begin(tx => takeOut(tx, c.var.person, id, userId))
    await sync.recheck(userId)
    return c.body(null, 204)
  })

  routes.post('/:id/transfer', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.transfer')
    const { userId } = await bodyAs(c, transfer)
    await sql.begin(tx => transferOwnership(tx, c.var.person, id, userId))
    await Promise.all([sync.recheck(userId), sync.recheck(c.var.person.id)])
    return c.json(await members(sql, id))
  })

  routes.get('/:id/audit', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'audit.read')
    return c.json(await readAudit(sql, { project: id }, pageOf(c)))
  })

  return routes
}
