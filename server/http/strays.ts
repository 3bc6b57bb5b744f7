import { Hono } from 'hono'
import { findDocument } from '../../shared/node/documents.ts'
import { requireRole } from '../access.ts'
import { readStrays } from '../sync/strays.ts'
import { notFound } from './errors.ts'
import type { HttpEnv, Platform } from './platform.ts'

/** GET /api/documents/:id/strays: what no schema knew and the server moved out. For admins. */
export function strayRoutes({ sql }: Pick<Platform, 'sql'>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  routes.get('/:id/strays', async c => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    await requireRole(sql, c.var.person.id, document.projectId, 'document.strays')
    return c.json(await readStrays(sql, document.id))
  })
  return routes
}
