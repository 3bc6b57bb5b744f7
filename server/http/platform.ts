import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { z } from 'zod'
import type { Config } from '../../shared/node/config.ts'
import type { Sql } from '../../shared/node/database.ts'
import type { Log } from '../../shared/node/log.ts'
import type { Boss } from '../../shared/node/queues.ts'
import type { Auth, Person } from '../auth/auth.ts'
import type { ProjectEvents } from '../events.ts'
import type { Sync } from '../sync/contract.ts'
import { ApiError, signInNeeded } from './errors.ts'

/** What the routes stand on. */
export interface Platform {
  config: Config
  sql: Sql
  boss: Boss
  log: Log
  auth: Auth
  sync: Sync
  events: ProjectEvents
}

export interface HttpEnv {
  Bindings: HttpBindings
  Variables: { person: Person }
}

/** Lets signed-in people through and tells the route who it is. */
export const signedIn = (auth: Auth) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    const person = await auth.personOf(c.req.header('cookie'))
    if (person === null) throw signInNeeded()
    c.set('person', person)
    await next()
  })

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
