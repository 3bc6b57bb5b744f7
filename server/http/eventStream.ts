import { Hono } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { ProjectEvent } from '../../shared/core/api/schemas.ts'
import { requireRole, roleIn } from '../access.ts'
import { isCredentialGood } from '../auth/callers.ts'
import type { HttpEnv, Platform } from './platform.ts'

/** Often enough for the proxies that cut silent connections after half a minute. */
const HEARTBEAT_MS = 20_000

/**
 * GET /api/projects/:id/events: server-sent {@link ProjectEvent}s. Ends when the reader loses access; asking again is
 * then a 404, at which EventSource gives up. `stop` ends all streams when the server stops.
 */
export function eventRoutes({ sql, events, access, log }: Platform, stop: AbortSignal): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/events', async c => {
    const id = c.req.param('id')
    const { credential } = c.var
    const personId = c.var.person.id
    await requireRole(sql, personId, id, 'project.read')
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async stream => {
      const { promise: over, resolve: end } = Promise.withResolvers<void>()
      const send = async (event: ProjectEvent) => {
        if (event.type === 'members' && (await roleIn(sql, personId, id)) === null) return end()
        await stream.writeSSE({ data: JSON.stringify(event) })
      }
      const pass = (event: ProjectEvent) =>
        void send(event).catch(error => {
          log.debug({ err: error }, 'an event stream broke')
          end()
        })
      const forgetOne = events.on(id, event => {
        if (event.type !== 'notifications' || event.userId === undefined) pass(event)
      })
      // notifications are one's own, wherever they come from
      const forgetOwn = events.on(null, event => {
        if (event.type === 'notifications' && event.userId === personId) pass(event)
      })
      const check = async () => {
        if ((await isCredentialGood(sql, credential)) && (await roleIn(sql, personId, id)) !== null) return
        end()
      }
      const stopWatching = access.on(personId, () => void check().catch(end))
      const heartbeat = setInterval(() => void beat(stream).catch(end), HEARTBEAT_MS)
      stream.onAbort(end)
      stop.addEventListener('abort', () => end(), { once: true })
      try {
        await beat(stream)
        await over
      } finally {
        clearInterval(heartbeat)
        forgetOne()
        forgetOwn()
        stopWatching()
      }
    })
  })

  return routes
}

const beat = (stream: SSEStreamingApi) => stream.write(': here\n\n')
