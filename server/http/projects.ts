import { Hono } from 'hono'
import { z } from 'zod'
import { may } from '../../shared/core/access.ts'
import { patchProject, projectName } from '../../shared/core/api/schemas.ts'
import { readLedger } from '../../shared/node/ledger.ts'
import { findPlace } from '../../shared/node/timelines.ts'
import { requireRole } from '../access.ts'
import { isVisitorEmail } from '../auth/visitors.ts'
import { moveProject } from '../people/organisations.ts'
import { announce, insertProject, projectCards } from '../projects.ts'
import { ApiError, notFound } from './errors.ts'
import { askedPlace } from './place.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'
import { projectType } from './projectTypes.ts'

export const newProject = z.object({ name: projectName, type: projectType })

/** The dashboard: cards, a new project, rename, archive. */
export function projectRoutes({ sql, config }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/', async c => c.json(await projectCards(sql, c.var.person.id)))

  routes.post('/', async c => {
    const { name, type } = await bodyAs(c, newProject)
    const owner = c.var.person
    const local = config.LOCAL_MODE && isVisitorEmail(owner.email)
    const { id, timelineId } = await sql.begin(tx => insertProject(tx, { name, type, owner, local }))
    return c.json({ id, timelineId }, 201)
  })

  routes.get('/:id', async c => {
    const place = await findPlace(sql, c.req.param('id'), c.req.query('timeline') ?? null)
    const [card] = place ? await projectCards(sql, c.var.person.id, place) : []
    if (!card) throw notFound()
    return c.json(card)
  })

  routes.patch('/:id', async c => {
    const id = c.req.param('id')
    const role = await requireRole(sql, c.var.person.id, id, 'project.read')
    const { name, archived, organisationId, budget } = await bodyAs(c, patchProject)
    if (name !== undefined) await requireRole(sql, c.var.person.id, id, 'project.rename')
    if (budget !== undefined) await requireRole(sql, c.var.person.id, id, 'project.budget')
    if (archived !== undefined && !may(role, 'project.archive'))
      throw new ApiError(403, 'not-allowed', `Only the owner can ${archived ? 'archive' : 'bring back'} the project.`)
    await sql.begin(async tx => {
      if (organisationId !== undefined) await moveProject(tx, c.var.person, id, organisationId)
      if (name !== undefined) await tx`update projects set name = ${name}, updated_at = now() where id = ${id}`
      if (budget !== undefined) await tx`update projects set budget = ${budget}, updated_at = now() where id = ${id}`
      if (archived !== undefined)
        await tx`
          update projects set updated_at = now(),
            archived_at = case when ${archived} then coalesce(archived_at, now()) end
          where id = ${id}`
      await announce(tx, id, 'project')
    })
    const [card] = await projectCards(sql, c.var.person.id, await askedPlace(c, sql, id))
    if (!card) throw notFound()
    return c.json(card)
  })

  routes.get('/:id/ledger', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json(await readLedger(sql, id))
  })

  return routes
}
