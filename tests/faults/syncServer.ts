/** A sync server in a process of its own, to be killed: answers {port} over IPC. Lets in whoever comes, as one account. */
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { createSync } from '../../server/sync/sync.ts'
import { connect } from '../../shared/node/database.ts'
import { findDocument } from '../../shared/node/documents.ts'
import { createLog } from '../../shared/node/log.ts'
import { TEST_SHAPES } from '../testShapes.ts'

const { DATABASE_URL = '', USER_ID = '' } = process.env
const sql = connect(DATABASE_URL, 6)
const sync = createSync({
  sql,
  config: { url: 'http://127.0.0.1', LOCAL_MODE: true, HOST: '127.0.0.1', PORT: 4000 },
  log: createLog('sync', 'silent'),
  identify: async () => ({ kind: 'person', id: USER_ID, name: 'Writer' }),
  authorise: async (_identity, documentId) => {
    const document = await findDocument(sql, documentId)
    return document && { document, role: 'editor' }
  },
  onSettled: async () => {},
  shapes: TEST_SHAPES,
})
const app = new Hono()
sync.mount(app)
const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: sync.websocketServer } })
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
process.on('SIGTERM', async () => {
  await sync.stop()
  process.exit(0)
})
process.on('disconnect', () => process.exit(1))
