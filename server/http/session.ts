import { Hono } from 'hono'
import { z } from 'zod'
import type { SessionInfo } from '../../shared/core/api/schemas.ts'
import { findDocument } from '../../shared/node/documents.ts'
import { makeSyncToken } from '../../shared/node/syncToken.ts'
import { requireRole } from '../access.ts'
import { callerOf, identityOf } from '../auth/callers.ts'
import { shown } from '../auth/visitors.ts'
import { isAdministrator } from '../people/administrators.ts'
import { suspensionOf } from '../people/suspension.ts'
import { notFound } from './errors.ts'
import { bodyAs, type HttpEnv, type Platform, signedIn } from './platform.ts'

export const tokenRequest = z.object({ documentId: z.string().optional() })

/** GET /api/session: who is asking, if anybody; open to all. Who is suspended is nobody, and is told why. */
export function sessionRoutes({ auth, sql, config, mail }: Platform): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get('/', async c => {
    const headers = { cookie: c.req.header('cookie'), authorization: c.req.header('authorization') }
    const caller = await callerOf({ auth, sql }, headers)
    const suspended = caller && (await suspensionOf(sql, caller.person.id))
    const user = caller && !suspended ? shown(caller.person) : null
    const isAppointed = user !== null && (await isAdministrator(sql, user.id))
    return c.json({
      user,
      local: config.LOCAL_MODE,
      mail: mail.enabled,
      ...(isAppointed ? { administrator: true } : {}),
      ...(suspended ? { suspended: suspended.message } : {}),
    } satisfies SessionInfo)
  })
}

/** POST /api/sync/token: lets a program without the cookie open the socket, for five minutes. */
export function syncTokenRoutes(platform: Platform): Hono<HttpEnv> {
  const { sql, config } = platform
  return new Hono<HttpEnv>().post('/token', signedIn(platform), async c => {
    const { documentId } = await bodyAs(c, tokenRequest)
    const { person, credential } = c.var
    if (documentId !== undefined) {
      const document = await findDocument(sql, documentId)
      if (!document) throw notFound()
      await requireRole(sql, person.id, document.projectId, 'document.read')
    }
    return c.json(makeSyncToken(config.AUTH_SECRET, identityOf({ person, credential })))
  })
}
