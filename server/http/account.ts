import { APIError } from 'better-auth/api'
import { Hono } from 'hono'
import { askForPassword, changePassword, makeApiKey, newPassword } from '../../shared/core/api/people.ts'
import { countAttempt, FORGOTTEN, forgetAttempts, SIGN_IN } from '../auth/throttle.ts'
import { listKeys, makeKey, revokeKey } from '../people/apiKeys.ts'
import { readAudit, record } from '../people/audit.ts'
import { endOtherSessions, endSession, listSessions } from '../people/sessions.ts'
import { ApiError } from './errors.ts'
import { limitEntry } from './limits.ts'
import { bodyAs, type HttpEnv, type Platform, pageOf, sessionOf, signedIn } from './platform.ts'

const refused = (error: unknown, code: string): boolean =>
  error instanceof APIError && (error.body as { code?: string } | undefined)?.code === code

/** /api/account/password/forgotten and /reset: for those who cannot sign in. */
export function passwordRoutes(platform: Platform): Hono<HttpEnv> {
  const { auth, sql, mail, log } = platform
  const routes = new Hono<HttpEnv>()
  routes.use('/password/forgotten', limitEntry(platform))
  routes.use('/password/reset', limitEntry(platform))

  routes.post('/password/forgotten', async c => {
    const { email } = await bodyAs(c, askForPassword)
    if (!mail.enabled)
      throw new ApiError(
        409,
        'no-mail',
        'This server sends no e-mail, so it cannot send you a link. Ask whoever runs it for help.',
      )
    await countAttempt(
      sql,
      `forgotten ${email.toLowerCase()}`,
      FORGOTTEN,
      'Several links were asked for already. Look into your mailbox, also for spam, before you ask again.',
    )
    // answered before anything is looked up: neither words nor time tell whether the account exists
    auth.requestPasswordReset(email).catch(error => log.error({ err: error }, 'a link for a new password was not sent'))
    return c.json(
      { sent: 'If there is an account with this address, a link is on its way. It works for an hour.' },
      202,
    )
  })

  routes.post('/password/reset', async c => {
    const body = await bodyAs(c, newPassword)
    try {
      await auth.resetPassword(body.token, body.newPassword)
    } catch (error) {
      if (!refused(error, 'INVALID_TOKEN') && !refused(error, 'USER_NOT_FOUND')) throw error
      throw new ApiError(404, 'link-gone', 'This link was used already or is older than an hour. Ask for another one.')
    }
    return c.body(null, 204)
  })

  return routes
}

/** /api/account: password, sessions and keys of whoever is signed in. */
export function accountRoutes(platform: Platform): Hono<HttpEnv> {
  const { auth, sql } = platform
  const routes = new Hono<HttpEnv>()
  routes.use(signedIn(platform))

  routes.post('/password', async c => {
    const session = sessionOf(c)
    const { person } = c.var
    const body = await bodyAs(c, changePassword)
    const key = `password ${person.id}`
    await countAttempt(sql, key, SIGN_IN, 'Too many wrong passwords. Your password is unchanged; try again later.')
    try {
      await auth.changePassword(c.req.header('cookie') ?? '', body.currentPassword, body.newPassword)
    } catch (error) {
      if (!refused(error, 'INVALID_PASSWORD')) throw error
      throw new ApiError(403, 'wrong-password', 'This is not your present password. It is unchanged.')
    }
    await forgetAttempts(sql, key)
    await sql.begin(async tx => {
      await record(tx, { actor: person, action: 'password.changed' })
      await endOtherSessions(tx, person, session)
    })
    return c.body(null, 204)
  })

  routes.get('/sessions', async c => c.json(await listSessions(sql, c.var.person.id, sessionOf(c))))

  routes.delete('/sessions', async c => {
    const session = sessionOf(c)
    return c.json({ ended: await sql.begin(tx => endOtherSessions(tx, c.var.person, session)) })
  })

  routes.delete('/sessions/:id', async c => {
    sessionOf(c)
    await endSession(sql, c.var.person, c.req.param('id'))
    return c.body(null, 204)
  })

  routes.get('/audit', async c => {
    sessionOf(c)
    return c.json(await readAudit(sql, { account: c.var.person.id }, pageOf(c)))
  })

  routes.get('/keys', async c => {
    sessionOf(c)
    return c.json(await listKeys(sql, c.var.person.id))
  })

  routes.post('/keys', async c => {
    sessionOf(c)
    return c.json(await makeKey(sql, c.var.person, await bodyAs(c, makeApiKey)), 201)
  })

  routes.delete('/keys/:id', async c => {
    sessionOf(c)
    await revokeKey(sql, c.var.person, c.req.param('id'))
    return c.body(null, 204)
  })

  return routes
}
