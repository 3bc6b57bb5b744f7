import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { countAttempt, forgetAttempts, SIGN_IN } from '../auth/throttle.ts'
import { ADDRESS_HEADER } from '../auth/visitorAddress.ts'
import { limitEntry } from './limits.ts'
import { type HttpEnv, type Platform, sessionOf, signedIn } from './platform.ts'

const LONGEST_EMAIL = 254
const named = z.object({ email: z.string() })

/** Whom a sign-in is about, whatever else is wrong with the body; better-auth says what. */
function emailIn(body: string): string {
  try {
    const parsed = named.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data.email.trim().toLowerCase().slice(0, LONGEST_EMAIL) : ''
  } catch {
    return ''
  }
}

/** /api/auth: the routes of better-auth that we use. The others are not there. */
export function authRoutes(platform: Platform): Hono<HttpEnv> {
  const { auth, sql } = platform
  const routes = new Hono<HttpEnv>()
  routes.use(limitEntry(platform))
  const pass = async (c: Context<HttpEnv>, body: string): Promise<Response> => {
    const headers = new Headers(c.req.raw.headers)
    headers.set(ADDRESS_HEADER, c.var.address)
    headers.delete('content-length')
    return auth.handler(new Request(c.req.raw.url, { method: 'POST', headers, body }))
  }

  routes.post('/sign-up/email', async c => pass(c, await c.req.text()))
  routes.post('/sign-out', async c => pass(c, await c.req.text()))
  routes.post('/update-user', signedIn(platform), async c => {
    sessionOf(c)
    return pass(c, await c.req.text())
  })

  routes.post('/sign-in/email', async c => {
    const body = await c.req.text()
    const key = `sign-in ${c.var.address} ${emailIn(body)}`
    await countAttempt(
      sql,
      key,
      SIGN_IN,
      'Too many attempts with this e-mail address from here. Try again later, or ask for a new password.',
    )
    const answer = await pass(c, body)
    if (answer.ok) await forgetAttempts(sql, key)
    return answer
  })

  return routes
}
