import { Hono } from 'hono'
import { makeOrganisation as makeOrganisationBody } from '../../shared/core/api/people.ts'
import { addMember } from '../../shared/core/api/schemas.ts'
import { allow } from '../access.ts'
import { readAudit } from '../people/audit.ts'
import {
  deleteOrganisation,
  giveOrganisationRole,
  listOrganisations,
  makeOrganisation,
  organisationMembers,
  renameOrganisation,
  takeOutOfOrganisation,
} from '../people/organisations.ts'
import { ApiError, notFound } from './errors.ts'
import { bodyAs, type HttpEnv, type Platform, pageOf } from './platform.ts'

/** /api/organisations: those of the person who asks, their members, their names. */
export function organisationRoutes({ sql }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/', async c => c.json(await listOrganisations(sql, c.var.person.id)))

  routes.post('/', async c => {
    const { name } = await bodyAs(c, makeOrganisationBody)
    return c.json(await sql.begin(tx => makeOrganisation(tx, c.var.person, name)), 201)
  })

  routes.patch('/:id', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'organisation.rename', { organisation: id })
    const { name } = await bodyAs(c, makeOrganisationBody)
    await renameOrganisation(sql, id, name)
    const [row] = await listOrganisations(sql, c.var.person.id, id)
    if (!row) throw notFound()
    return c.json(row)
  })

  routes.delete('/:id', async c => {
    await sql.begin(tx => deleteOrganisation(tx, c.var.person, c.req.param('id')))
    return c.body(null, 204)
  })

  routes.get('/:id/audit', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'audit.read', { organisation: id })
    return c.json(await readAudit(sql, { organisation: id }, pageOf(c)))
  })

  routes.get('/:id/members', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'organisation.read', { organisation: id })
    return c.json(await organisationMembers(sql, id))
  })

  routes.post('/:id/members', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'organisation.members', { organisation: id })
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
    await sql.begin(tx => giveOrganisationRole(tx, c.var.person, id, account, role))
    return c.json(await organisationMembers(sql, id), 201)
  })

  routes.delete('/:id/members/:userId', async c => {
    const { id, userId } = c.req.param()
    await sql.begin(tx => takeOutOfOrganisation(tx, c.var.person, id, userId))
    return c.body(null, 204)
  })

  return routes
}
