import { Hono } from 'hono'
import * as Y from 'yjs'
import { lockDocument } from '../../shared/core/api/locks.ts'
import { findDocument, loadDocument } from '../../shared/node/documents.ts'
import { requireRole } from '../access.ts'
import { ApiError, notFound } from './errors.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/** /api/documents/:id/lock: stops all writing in a document, and lets it go on. /state: what it says, all of it durable. */
export function lockRoutes({ sql, sync }: Pick<Platform, 'sql' | 'sync'>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.post('/:id/lock', async c => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    const { person } = c.var
    await requireRole(sql, person.id, document.projectId, 'document.lock')
    const { reason } = await bodyAs(c, lockDocument)
    return c.json(await sync.lock(document.id, { id: person.id, name: person.name }, reason), 201)
  })

  routes.delete('/:id/lock', async c => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    await requireRole(sql, c.var.person.id, document.projectId, 'document.lock')
    if (!(await sync.unlock(document.id, { id: c.var.person.id })))
      throw new ApiError(409, 'not-locked', 'This document is not locked; somebody else may have unlocked it.')
    return c.body(null, 204)
  })

  routes.get('/:id/state', async c => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    await requireRole(sql, c.var.person.id, document.projectId, 'document.read')
    const doc = await loadDocument(sql, document.id)
    const state = new Uint8Array(Y.encodeStateAsUpdate(doc))
    doc.destroy()
    return c.body(state, 200, { 'content-type': 'application/octet-stream' })
  })

  return routes
}
