import { randomBytes } from 'node:crypto'
import { type Auth as BetterAuth, type BetterAuthOptions, betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import pg from 'pg'
import { newPersonId } from '../../shared/core/documents/colour.ts'
import { newId } from '../../shared/core/ids.ts'
import { cleanName } from '../../shared/core/text/storable.ts'
import type { Config } from '../../shared/node/config.ts'
import type { Log } from '../../shared/node/log.ts'
import { ownOrigins } from '../origins.ts'
import { ADDRESS_HEADER } from './visitorAddress.ts'
import { isVisitorEmail } from './visitors.ts'

const HOUR = 3_600
const DAY = 24 * HOUR
const LONGEST_NAME = 100

export interface Person {
  id: string
  name: string
  email: string
}

export interface Auth {
  /** Serves /api/auth/*. */
  handler(request: Request): Promise<Response>
  /**
   * Makes an account that no password opens and signs it in; the response carries the cookie. `from`: where the session
   * says it began.
   */
  signUpVisitor(
    account: { name: string; email: string },
    from: { address: string; browser: string | undefined },
  ): Promise<Response>
  /** Who is signed in by this Cookie header, and in which session? */
  callerOf(cookie: string | null | undefined): Promise<{ person: Person; credential: { session: string } } | null>
  /** Sends a link for a new password, if the account exists. Says nothing about whether it does. */
  requestPasswordReset(email: string): Promise<void>
  /** Sets a new password by the token of such a link, once, and signs the account out everywhere. */
  resetPassword(token: string, newPassword: string): Promise<void>
  /** Changes the password of whoever is signed in by this Cookie header. Throws better-auth's APIError when `current` is wrong. */
  changePassword(cookie: string, current: string, next: string): Promise<void>
  stop(): Promise<void>
}

/** How passwords are kept. better-auth's own scrypt takes 80 ms of a core or more, on purpose. */
export interface PasswordKeeper {
  hash(password: string): Promise<string>
  verify(kept: { hash: string; password: string }): Promise<boolean>
}

export interface AuthDeps {
  config: Config
  log: Log
  /** Instead of scrypt: tests that are not about passwords make hundreds of accounts. */
  passwords?: PasswordKeeper | undefined
  /** A new account by e-mail was made and committed. */
  onSignUp(person: Person): Promise<void>
  /** Mails the link that sets a new password. */
  sendReset(person: Person, token: string): Promise<void>
  onPasswordReset(person: Person): Promise<void>
  /** Why this account may not sign in now, as a sentence; null when it may. */
  refusalOf(userId: string): Promise<string | null>
}

function checkedName(given: string): string {
  const name = cleanName(given)
  if (name === '' || name.length > LONGEST_NAME)
    throw new APIError('BAD_REQUEST', { message: `Give a name of 1 to ${LONGEST_NAME} characters.` })
  return name
}

/** In the place of a hash: no password has it. */
const NEVER = 'never'

/** Keeps accounts without a password, too, at no cost: they sign up with `noPassword`, a secret of this process. */
const alsoWithout = (keeper: PasswordKeeper, noPassword: string): PasswordKeeper => ({
  hash: async password => (password === noPassword ? NEVER : keeper.hash(password)),
  verify: async kept => kept.hash !== NEVER && keeper.verify(kept),
})

function options(
  { config, log, onSignUp, sendReset, onPasswordReset, refusalOf }: AuthDeps,
  pool: pg.Pool,
  password: PasswordKeeper,
): BetterAuthOptions {
  // counted once: a query in the hook would wait for a connection that sign-ups hold. Several servers may give one colour twice.
  let accounts = 0
  const counted = pool.query<{ accounts: number }>('select count(*)::int as accounts from "user"').then(
    ({ rows }) => {
      accounts = rows[0]?.accounts ?? 0
    },
    error => log.warn({ err: error }, 'accounts could not be counted: colours begin anew'),
  )
  return {
    appName: 'Aiuteur',
    basePath: '/api/auth',
    baseURL: config.url,
    secret: config.AUTH_SECRET,
    database: pool,
    trustedOrigins: ownOrigins(config),
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 200,
      password,
      resetPasswordTokenExpiresIn: HOUR,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => {
        if (!isVisitorEmail(user.email)) await sendReset(user, token)
      },
      onPasswordReset: async ({ user }) => {
        // other links that were asked for meanwhile end with the one that was used
        await pool.query('delete from verification where value = $1', [user.id])
        await onPasswordReset(user)
      },
    },
    verification: { storeIdentifier: 'hashed' },
    // In local mode a name is all a visitor has: who loses the cookie loses the account, so it lasts.
    session: { expiresIn: (config.LOCAL_MODE ? 365 : 30) * DAY, updateAge: DAY },
    // server/http/limits.ts limits every request in one place
    rateLimit: { enabled: false },
    advanced: {
      // server/http/origin.ts checks every request in one place; better-auth refuses programs that send no Origin.
      disableCSRFCheck: true,
      useSecureCookies: config.url.startsWith('https://'),
      cookiePrefix: 'aiuteur',
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: {
        generateId: ({ model }) => (model === 'user' ? newPersonId(accounts++) : newId()),
        validateSchema: true,
      },
    },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'debug' ? 'debug' : level](`auth: ${message}`),
    },
    databaseHooks: {
      session: {
        create: {
          // the password was right: nobody else learns that the account is suspended
          before: async ({ userId }) => {
            const message = await refusalOf(userId)
            if (message !== null) throw new APIError('FORBIDDEN', { message, code: 'ACCOUNT_SUSPENDED' })
          },
        },
      },
      user: {
        create: {
          before: async (user, context) => {
            if (isVisitorEmail(user.email) && context?.request !== undefined)
              throw new APIError('BAD_REQUEST', { message: 'Use an e-mail address of your own.' })
            const name = checkedName(user.name)
            await counted
            return { data: { ...user, name } }
          },
          after: async user => {
            if (!isVisitorEmail(user.email)) await onSignUp({ id: user.id, name: user.name, email: user.email })
          },
        },
        update: {
          before: async user => ({
            data: user.name === undefined ? user : { ...user, name: checkedName(user.name) },
          }),
        },
      },
    },
  }
}

/** Accounts by e-mail and password, sessions in an HttpOnly cookie; better-auth over our own tables. */
export function createAuth(deps: AuthDeps): Auth {
  const pool = new pg.Pool({ connectionString: deps.config.DATABASE_URL, max: 5, application_name: 'aiuteur-auth' })
  pool.on('error', error => deps.log.error({ err: error }, 'auth database connection lost'))
  const noPassword = randomBytes(32).toString('base64url')
  const keeper = deps.passwords ?? { hash: hashPassword, verify: verifyPassword }
  const auth: BetterAuth<BetterAuthOptions> = betterAuth(options(deps, pool, alsoWithout(keeper, noPassword)))
  return {
    handler: request => auth.handler(request),
    signUpVisitor: (account, { address, browser }) => {
      const body = { ...account, password: noPassword }
      const headers = new Headers({ [ADDRESS_HEADER]: address, ...(browser ? { 'user-agent': browser } : {}) })
      return auth.api.signUpEmail({ body, headers, asResponse: true })
    },
    async callerOf(cookie) {
      if (!cookie) return null
      const found = await auth.api.getSession({ headers: new Headers({ cookie }) })
      if (!found) return null
      const { id, name, email } = found.user
      return { person: { id, name, email }, credential: { session: found.session.id } }
    },
    async requestPasswordReset(email) {
      await auth.api.requestPasswordReset({ body: { email } })
    },
    async resetPassword(token, newPassword) {
      await auth.api.resetPassword({ body: { token, newPassword } })
    },
    async changePassword(cookie, currentPassword, newPassword) {
      await auth.api.changePassword({ body: { currentPassword, newPassword }, headers: new Headers({ cookie }) })
    },
    stop: () => pool.end(),
  }
}
