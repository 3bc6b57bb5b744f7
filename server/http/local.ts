import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { personName } from '../../shared/core/api/schemas.ts'
import { newId } from '../../shared/core/ids.ts'
import { wasForwarded } from '../../shared/node/loopback.ts'
import { shown, visitorEmail } from '../auth/visitors.ts'
import { joinLocalProjects } from '../localVisitors.ts'
import { ownOrigins } from '../origins.ts'
import { refuseSuspended } from '../people/suspension.ts'
import { ApiError } from './errors.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

export const joining = z.object({
  key: z.string().min(1, 'The key is missing. Open the address that was printed at start.'),
  name: personName(60),
})

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const sameKey = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

/**
 * POST /api/local/join {key, name}: lets whoever has the printed URL in by name. Only in local mode, only under the
 * exact names of this machine (a page of another site that points its own name at 127.0.0.1 has another Host), and not
 * through a proxy.
 */
export function localRoutes({ sql, auth, config, log }: Platform): Hono<HttpEnv> {
  const origins = ownOrigins(config)
  const hosts = origins.map(origin => new URL(origin).host)

  return new Hono<HttpEnv>().post('/join', async c => {
    const host = c.req.header('host') ?? ''
    const origin = c.req.header('origin')
    if (!config.LOCAL_MODE || config.LOCAL_KEY === undefined)
      throw new ApiError(404, 'not-local', 'This server asks everyone to sign in.')
    if (!hosts.includes(host) || (origin !== undefined && !origins.includes(origin)) || wasForwarded(c.req.raw.headers))
      throw new ApiError(403, 'not-local', 'Joining by name works on this machine only. Sign in instead.')
    const { key, name } = await bodyAs(c, joining)
    if (!sameKey(key, config.LOCAL_KEY))
      throw new ApiError(403, 'wrong-key', 'This key is not valid here. Open the address that was printed at start.')

    const known = await auth.callerOf(c.req.header('cookie'))
    if (known !== null) {
      await refuseSuspended(sql, known.person.id)
      await joinLocalProjects(sql, known.person)
      return c.json({ user: shown(known.person) })
    }
    const email = visitorEmail(newId())
    const response = await auth.signUpVisitor(
      { name, email },
      { address: c.var.address, browser: c.req.header('user-agent') },
    )
    const { user } = z.object({ user: z.object({ id: z.string(), name: z.string() }) }).parse(await response.json())
    const person = { ...user, email }
    await joinLocalProjects(sql, person)
    log.info({ userId: user.id }, 'a visitor joined')
    for (const cookie of response.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
    return c.json({ user: shown(person) }, 201)
  })
}
