import { Hono } from 'hono'
import { approveStage, stageFits } from '../../shared/core/api/stages.ts'
import { type Stage, stageNamed } from '../../shared/core/stages/stages.ts'
import { requireRole } from '../access.ts'
import { accept, approve, readStages, reopen } from '../stages/stages.ts'
import { notFound } from './errors.ts'
import { askedPlace } from './place.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/** /api/projects/:id/stages: how far the project is, approving a stage, and reopening it. */
export function stageRoutes({ sql, sync }: Pick<Platform, 'sql' | 'sync'>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const known = (id: string): Stage => {
    const stage = stageNamed(id)
    if (!stage) throw notFound()
    return stage
  }

  routes.get('/:id/stages', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    const place = await askedPlace(c, sql, id)
    return c.json(await readStages(sql, place.timelineId))
  })

  routes.post('/:id/stages/:stage/approve', async c => {
    const { id, stage } = c.req.param()
    const { person } = c.var
    await requireRole(sql, person.id, id, 'stage.approve')
    const place = await askedPlace(c, sql, id)
    const { message } = await bodyAs(c, approveStage)
    await approve({ sql, sync }, place, known(stage), { id: person.id, name: person.name }, message)
    return c.json(await readStages(sql, place.timelineId))
  })

  routes.post('/:id/stages/:stage/reopen', async c => {
    const { id, stage } = c.req.param()
    await requireRole(sql, c.var.person.id, id, 'stage.approve')
    const place = await askedPlace(c, sql, id)
    await reopen({ sql, sync }, place, known(stage), { id: c.var.person.id })
    return c.json(await readStages(sql, place.timelineId))
  })

  routes.post('/:id/stages/:stage/fits', async c => {
    const { id, stage } = c.req.param()
    await requireRole(sql, c.var.person.id, id, 'stage.approve')
    const place = await askedPlace(c, sql, id)
    const { against } = await bodyAs(c, stageFits)
    await accept(sql, place, known(stage), against)
    return c.json(await readStages(sql, place.timelineId))
  })

  return routes
}
