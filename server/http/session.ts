import { Hono } from 'hono'
import { z } from 'zod'
import type { SessionInfo } from '../../shared/core/api/schemas.ts'
import { findDocument } from '../../shared/node/documents.ts'
import { makeSyncToken } from '../../shared/node/syncToken.ts'
import { requireRole } from '../access.ts'
import { shown } from '../auth/visitors.ts'
import { notFound } from './errors.ts'
import { bodyAs, type HttpEnv, type Platform, signedIn } from './platform.ts'

const tokenRequest = z.object({ documentId: z.string().optional() })

/** GET /api/session: who is asking, if anybody; open to all. */
export function sessionRoutes({ auth, config }: Platform): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get('/', async c => {
    const user = await auth.personOf(c.req.header('cookie'))
    return c.json({ user: user && shown(user), local: config.LOCAL_MODE } satisfies SessionInfo)
  })
}

/** POST /api/sync/token: lets a program without the cookie open the socket, for five minutes. */
export function syncTokenRoutes({ sql, auth, config }: Platform): Hono<HttpEnv> {
  return new Hono<HttpEnv>().post('/token', signedIn(auth), async c => {
    const { documentId } = await bodyAs(c, tokenRequest)
    const { id, name } = c.var.person
    if (documentId !== undefined) {
      const document = await findDocument(sql, documentId)
      if (!document) throw notFound()
      await requireRole(sql, id, document.projectId, 'document.read')
    }
    return c.json(makeSyncToken(config.AUTH_SECRET, { kind: 'person', id, name }))
  })
}
