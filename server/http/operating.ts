import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { retryJob } from '../../shared/node/agentJobs.ts'
import { readOperating } from '../operating/overview.ts'
import { refuseOthers } from '../people/administrators.ts'
import type { HttpEnv, Platform } from './platform.ts'

/** /api/operating: how the server does, for its administrators and nobody else. */
export function operatingRoutes({ sql, boss, sync }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  routes.use(
    createMiddleware<HttpEnv>(async (c, next) => {
      await refuseOthers(sql, c.var.person.id)
      await next()
    }),
  )

  routes.get('/', async c => c.json(await readOperating({ sql, boss, sync })))

  // in the name of whoever asked, whose rights the worker looks at again
  routes.post('/jobs/:id/retry', async c => c.json(await retryJob({ sql, boss }, c.req.param('id')), 202))

  return routes
}
