/**
 * Our sync server in a process of its own, to be killed, attacked, moved in time and robbed of what it depends on.
 * `{port}` over IPC once it listens; then see the handlers below.
 */
import { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { RATES } from '../../server/sync/rates.ts'
import { createSync } from '../../server/sync/sync.ts'
import { connect } from '../../shared/node/database.ts'
import { findDocument } from '../../shared/node/documents.ts'
import { createLog } from '../../shared/node/log.ts'
import { type Identity, makeSyncToken, readSyncToken } from '../../shared/node/syncToken.ts'
import { TEST_SHAPES } from '../testShapes.ts'
import { breakable, PARTS, WAYS } from './brokenParts.ts'
import { SECRET, serveParent } from './child.ts'
import { shiftClock } from './clock.ts'

const sql = connect(process.env.DATABASE_URL ?? '', 6)
const parts = breakable({
  sql,
  config: { url: 'http://127.0.0.1', LOCAL_MODE: true, HOST: '127.0.0.1', PORT: 4000 },
  log: createLog('sync', 'silent'),
  identify: async ({ token }) => readSyncToken(SECRET, token),
  authorise: async (_identity, documentId) => {
    const document = await findDocument(sql, documentId)
    return document && { document, role: 'editor' }
  },
  onSettled: async () => {},
  shapes: TEST_SHAPES,
  // to have every frame looked at, nobody has to wait for those before it
  ...(process.env.ENDLESS_PATIENCE ? { rates: { faults: { ...RATES.faults, burst: Number.MAX_SAFE_INTEGER } } } : {}),
})
const sync = createSync(parts.dependencies)
const app = new Hono()
sync.mount(app)
const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: sync.websocketServer } })
if (!(server instanceof Server)) throw new TypeError('Not a server of HTTP/1.1.')
serveParent(server, {
  /** The wall clock is so many milliseconds ahead from now on. */
  clock: value => shiftClock(z.number().parse(value)),
  /** A token by this process's clock. */
  token: value => makeSyncToken(SECRET, value as Identity).token,
  break: value =>
    parts.break(
      z
        .object({ part: z.enum(PARTS), way: z.enum(WAYS) })
        .nullable()
        .parse(value),
    ),
  connections: () => sync.status().connections,
  /** Everybody is asked again whether they may be here. */
  recheck: () => sync.recheck(null),
})
process.on('SIGTERM', async () => {
  await sync.stop()
  process.exit(0)
})
