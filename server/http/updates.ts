import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { writingIn } from '../../shared/core/access.ts'
import { MOST_UPDATE_BYTES } from '../../shared/core/documents/limits.ts'
import { findDocument } from '../../shared/node/documents.ts'
import { requireRole } from '../access.ts'
import { Refusal } from '../sync/refusal.ts'
import { ApiError, notFound } from './errors.ts'
import type { HttpEnv, Platform } from './platform.ts'

/** What the sync server's refusals mean to whoever asks over HTTP. */
const STATUS: Record<string, 400 | 403 | 404 | 413 | 429 | 503> = {
  'bad-frame': 400,
  'access-revoked': 403,
  'document-gone': 404,
  'too-large': 413,
  'too-fast': 429,
  'must-wait': 429,
  restarting: 503,
}

export const UPDATES_PATH = /^\/api\/documents\/[^/]+\/updates$/

/** POST /api/documents/:id/updates: a V1 update too large for a frame of the socket. Answers 204 when it is durable. */
export function updateRoutes({ sql, sync }: Pick<Platform, 'sql' | 'sync'>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const limit = bodyLimit({
    maxSize: MOST_UPDATE_BYTES,
    onError: () => {
      throw new ApiError(
        413,
        'too-large',
        'A change of more than 16 MB is not taken; nothing of it was applied. Undo it, and paste in parts.',
      )
    },
  })

  routes.post('/:id/updates', async (c, next) => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    // before the body is read: whoever may not write shall not send 16 MB either
    await requireRole(sql, c.var.person.id, document.projectId, writingIn(document.kind))
    return limit(c, next)
  })
  routes.post('/:id/updates', async c => {
    const { id, name } = c.var.person
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    try {
      await sync.take(c.req.param('id'), bytes, { kind: 'person', id, name })
    } catch (error) {
      if (error instanceof Refusal) throw new ApiError(STATUS[error.reason] ?? 400, error.reason, error.message)
      throw error
    }
    return c.body(null, 204)
  })

  return routes
}
