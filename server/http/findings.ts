import { Hono } from 'hono'
import { patchFinding } from '../../shared/core/api/findings.ts'
import { requireRole } from '../access.ts'
import { decideFinding, readFindings } from '../room/findings.ts'
import { askedPlace } from './place.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/** /api/projects/:id/findings: what the creative room found, and what people think of it. */
export function findingRoutes({ sql }: Pick<Platform, 'sql'>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/findings', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    const { timelineId } = await askedPlace(c, sql, id)
    return c.json(await readFindings(sql, timelineId))
  })

  routes.patch('/:id/findings/:finding', async c => {
    const { id, finding } = c.req.param()
    const { person } = c.var
    await requireRole(sql, person.id, id, 'document.comment')
    const patch = await bodyAs(c, patchFinding)
    // who may comment may make a comment of it; to decide is for who may edit
    if (patch.state !== 'discussed') await requireRole(sql, person.id, id, 'finding.decide')
    const { timelineId } = await askedPlace(c, sql, id)
    await decideFinding(sql, id, finding, { id: person.id, name: person.name }, patch)
    return c.json(await readFindings(sql, timelineId))
  })

  return routes
}
