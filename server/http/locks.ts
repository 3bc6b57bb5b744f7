import { Hono } from 'hono'
import * as Y from 'yjs'
import { lockDocument, unlockDocument } from '../../shared/core/api/locks.ts'
import { findDocument, loadDocument } from '../../shared/node/documents.ts'
import { requireRole } from '../access.ts'
import { readLocks } from '../sync/locks.ts'
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
    if (document.kind === 'comments')
      throw new ApiError(409, 'not-lockable', 'Comments are not locked: who may not write any more may still say why.')
    const request = await bodyAs(c, lockDocument)
    if (request.root !== null && document.kind !== 'scene')
      throw new ApiError(
        400,
        'no-such-root',
        'Only the shot list of a scene can be locked by itself. Nothing was locked.',
      )
    return c.json(await sync.lock(document.id, { id: person.id, name: person.name }, request), 201)
  })

  routes.delete('/:id/lock', async c => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    await requireRole(sql, c.var.person.id, document.projectId, 'document.lock')
    const { root } = unlockDocument.parse(c.req.query())
    if ((await readLocks(sql, document.id)).some(lock => lock.approved && lock.root === (root ?? null)))
      throw new ApiError(409, 'approved', 'This was approved. It is still locked: “Edit anyway” reopens it.')
    if (!(await sync.unlock(document.id, { id: c.var.person.id }, root ?? null)))
      throw new ApiError(409, 'not-locked', 'This is not locked; somebody else may have unlocked it.')
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
