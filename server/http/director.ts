import { Hono } from 'hono'
import { confirmAct, sayToDirector } from '../../shared/core/api/director.ts'
import { requireRole } from '../access.ts'
import { confirm } from '../director/confirm.ts'
import { readBy } from '../director/read.ts'
import { dismiss, say } from '../director/say.ts'
import { readMessage, readThread } from '../director/thread.ts'
import { notFound } from './errors.ts'
import { askedPlace } from './place.ts'
import { bodyAs, type HttpEnv, type Platform, pageOf } from './platform.ts'

/** /api/projects/:id/director: the thread of the project with the director, and what it is told to do. */
export function directorRoutes(platform: Platform): Hono<HttpEnv> {
  const { sql } = platform
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/director', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json(await readThread(sql, id, pageOf(c)))
  })

  routes.post('/:id/director', async c => {
    const id = c.req.param('id')
    const { person } = c.var
    const role = await requireRole(sql, person.id, id, 'director.speak')
    const place = await askedPlace(c, sql, id)
    const message = await bodyAs(c, sayToDirector)
    const next = await say(sql, place, { id: person.id, name: person.name, role }, message)
    if (next?.kind === 'confirm')
      await confirm(platform, id, next.messageId, { id: person.id, name: person.name }, { proceed: true })
    if (next?.kind === 'read') await readBy(platform, place, message, person.id)
    return c.json(await readThread(sql, id, null), 201)
  })

  routes.post('/:id/director/:message/confirm', async c => {
    const { id, message } = c.req.param()
    const { person } = c.var
    await requireRole(sql, person.id, id, 'director.confirm')
    const asked = await bodyAs(c, confirmAct)
    return c.json(await confirm(platform, id, message, { id: person.id, name: person.name }, asked))
  })

  routes.post('/:id/director/:message/dismiss', async c => {
    const { id, message } = c.req.param()
    const { person } = c.var
    await requireRole(sql, person.id, id, 'director.confirm')
    await dismiss(sql, id, message, { id: person.id, name: person.name })
    const row = await readMessage(sql, id, message)
    if (!row?.act) throw notFound()
    return c.json(row)
  })

  return routes
}
