import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { z } from 'zod'
import type { Config } from '../../shared/node/config.ts'
import type { Sql } from '../../shared/node/database.ts'
import type { Log } from '../../shared/node/log.ts'
import type { Mailer } from '../../shared/node/mail.ts'
import type { ObjectStore } from '../../shared/node/objectStore.ts'
import type { Boss } from '../../shared/node/queues.ts'
import type { AccessWatch } from '../accessWatch.ts'
import type { Auth, Person } from '../auth/auth.ts'
import { type Credential, callerOf } from '../auth/callers.ts'
import type { ProjectEvents } from '../events.ts'
import type { ServerMetrics } from '../metrics/serverMetrics.ts'
import { refuseSuspended } from '../people/suspension.ts'
import type { Sync } from '../sync/contract.ts'
import type { Turns } from '../timelines/turns.ts'
import { ApiError, signInNeeded } from './errors.ts'
import type { Limits } from './limits.ts'

/** What the routes stand on. */
export interface Platform {
  config: Config
  sql: Sql
  /** Where pictures are; null: in the database. */
  objects: ObjectStore | null
  boss: Boss
  log: Log
  auth: Auth
  sync: Sync
  /** Whose turn it is with the timelines of a project. */
  turns: Turns
  events: ProjectEvents
  /** Who may have lost access. */
  access: AccessWatch
  mail: Mailer
  limits: Limits
  metrics: ServerMetrics
}

export interface HttpEnv {
  Bindings: HttpBindings
  Variables: {
    person: Person
    credential: Credential
    /** The visitor's address. */
    address: string
    /** False for programs on this very machine. */
    limited: boolean
  }
}

/** Lets signed-in people through, unless they are suspended, and tells the route who it is. */
export const signedIn = (platform: Pick<Platform, 'auth' | 'sql' | 'limits'>) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    const headers = { cookie: c.req.header('cookie'), authorization: c.req.header('authorization') }
    const caller = await callerOf(platform, headers)
    if (caller === null) throw signInNeeded()
    await refuseSuspended(platform.sql, caller.person.id)
    if (c.var.limited) platform.limits.countPerson(caller.person.id)
    c.set('person', caller.person)
    c.set('credential', caller.credential)
    await next()
  })

/** The session of the person at a browser. A key must not be able to make more keys, or to change the password. */
export function sessionOf(c: Context<HttpEnv>): string {
  const { credential } = c.var
  if ('session' in credential) return credential.session
  throw new ApiError(403, 'session-needed', 'This is done in a browser, signed in. A key cannot do it.')
}

/** From which entry on the pages of a list are asked for; null: the newest. */
export function pageOf(c: Context): number | null {
  const before = Number(c.req.query('before'))
  return Number.isSafeInteger(before) && before > 0 ? before : null
}

/** The JSON body as `schema` wants it. An empty body counts as {}; throws ZodError or {@link ApiError}. */
export async function bodyAs<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const text = await c.req.text()
  let body: unknown = {}
  try {
    if (text.trim() !== '') body = JSON.parse(text)
  } catch {
    throw new ApiError(400, 'bad-json', 'The request is not valid JSON.')
  }
  return schema.parse(body)
}
