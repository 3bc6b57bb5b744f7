import { Hono } from 'hono'
import type { Sql } from '../../shared/node/database.ts'
import { QUEUE } from '../../shared/node/queues.ts'
import type { HttpEnv, Platform } from './platform.ts'

const LIMIT_MS = 3_000

/** Does the check end well, and in time? */
const holds = async (check: Promise<unknown>): Promise<boolean> => {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), LIMIT_MS)
  try {
    return await Promise.race([check.then(() => true).catch(() => false), late])
  } finally {
    clearTimeout(timer)
  }
}

const databaseAnswers = (sql: Sql) => sql`select 1`

/** GET /api/health: the process lives. GET /api/ready: it can do its work, or 503 with what cannot. */
export function healthRoutes({ sql, boss, sync }: Platform, stop: AbortSignal): Hono<HttpEnv> {
  return new Hono<HttpEnv>()
    .get('/health', c => c.json({ ok: true }))
    .get('/ready', async c => {
      const [database, queue] = await Promise.all([holds(databaseAnswers(sql)), holds(boss.getQueue(QUEUE.agent))])
      const ready = database && queue && !stop.aborted
      return c.json({ ready, database, queue, sync: { ok: !stop.aborted, ...sync.status() } }, ready ? 200 : 503)
    })
}
