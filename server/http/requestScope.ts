import { SpanKind } from '@opentelemetry/api'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { newId } from '../../shared/core/ids.ts'
import { readTraceparent } from '../../shared/node/scope.ts'
import { traced } from '../../shared/node/tracing.ts'
import type { HttpEnv, Platform } from './platform.ts'

/**
 * Gives each request an id, which its answer and its log lines name, and continues the trace that the page began with a
 * click. Only what changes something is a span: reading happens all the time. Addresses are told by the template of their
 * route, for they hold ids and, outside of the API, secrets.
 */
export const requestScope = ({ log }: Pick<Platform, 'log'>) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    const { method } = c.req
    const traceparent = c.req.header('traceparent')
    const scope = {
      requestId: newId(),
      ...(traceparent !== undefined && readTraceparent(traceparent) ? { traceparent } : {}),
    }
    c.header('x-request-id', scope.requestId)
    const began = performance.now()
    await traced(
      {
        name: method,
        kind: SpanKind.SERVER,
        attributes: { 'http.request.method': method },
        scope,
        quiet: method === 'GET' || method === 'HEAD',
      },
      async span => {
        await next()
        const route = routePath(c)
        const { status } = c.res
        span.rename(`${method} ${route}`)
        span.set({ 'http.route': route, 'http.response.status_code': status })
        log.debug({ method, route, status, milliseconds: Math.round(performance.now() - began) }, 'request')
      },
    )
  })
