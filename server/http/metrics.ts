import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { refuseScrape } from '../../shared/node/metrics/mayScrape.ts'
import { ApiError } from './errors.ts'
import type { HttpEnv, Platform } from './platform.ts'

/** Counts requests by the template of the route that answered: paths hold ids, and secrets of links. */
export const countRequests = ({ metrics }: Pick<Platform, 'metrics'>) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    const began = performance.now()
    await next()
    metrics.request(c.req.method, routePath(c), c.res.status, (performance.now() - began) / 1000)
  })

/** GET /metrics, in the text format of Prometheus. */
export function metricsRoutes({ config, metrics: { metrics } }: Pick<Platform, 'config' | 'metrics'>): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get('/metrics', async c => {
    const refused = refuseScrape(config, c.req.raw.headers, getConnInfo(c).remote.address)
    if (refused?.status === 401) c.header('www-authenticate', 'Bearer')
    if (refused) throw new ApiError(refused.status, refused.code, refused.message)
    const text = await metrics.text()
    return c.body(text, 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' })
  })
}
