import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from '@hocuspocus/server'
import { createAdaptorServer } from '@hono/node-server'
import { setupWSConnection } from '@y/websocket-server/utils'
import { Hono } from 'hono'
import { type WebSocket, WebSocketServer } from 'ws'
import { createSync } from '../../../server/sync/sync.ts'
import { connect } from '../../../shared/node/database.ts'
import { findDocument } from '../../../shared/node/documents.ts'
import { createLog } from '../../../shared/node/log.ts'
import { TEST_SHAPES } from '../../testShapes.ts'
import type { Kind } from './servers.ts'

/**
 * One server of those that are compared, in a process of its own. It says its port, and answers 'usage' with its processor time
 * in microseconds and its memory in bytes.
 */
const kind = process.argv[2] as Kind
let documents = (): number => 0
const port = await listen()
process.on('message', (message: string) => {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage()
    global.gc?.()
    process.send?.({ cpu: user + system, heap: process.memoryUsage().heapUsed, documents: documents() })
  } else process.exit(0)
})
process.send?.({ port })

async function listen(): Promise<number> {
  if (kind === 'ours') return ours()
  if (kind === 'stock') return stock()
  if (kind === 'y-websocket') return plain((socket, request) => setupWSConnection(socket, request))
  const sockets = new Set<WebSocket>()
  // what the machine and the clients cost by themselves
  return plain(socket => {
    sockets.add(socket)
    socket.on('message', (data: Buffer) => {
      for (const other of sockets) if (other !== socket) other.send(data)
    })
    socket.on('close', () => sockets.delete(socket))
  })
}

async function plain(onConnection: (socket: WebSocket, request: import('node:http').IncomingMessage) => void) {
  const server = createServer()
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', onConnection)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function stock(): Promise<number> {
  const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false, timeout: 60_000 })
  await server.listen()
  return server.address.port
}

/** As installed: what is acknowledged is in Postgres. Everybody is let in, as an account of their own. */
async function ours(): Promise<number> {
  const sql = connect(process.env.DATABASE_URL ?? '', 8)
  const sync = createSync({
    sql,
    config: { url: 'http://127.0.0.1:4000', LOCAL_MODE: true, HOST: '127.0.0.1', PORT: 4000 },
    log: createLog('bench', 'error'),
    identify: async ({ token }) => ({ kind: 'person', id: token, name: token }),
    authorise: async (_identity, documentId) => {
      const document = await findDocument(sql, documentId)
      return document && { document, role: 'editor' }
    },
    onSettled: async () => {},
    shapes: TEST_SHAPES,
    rates: { account: { messages: { burst: 1e9, perSecond: 1e9 }, bytes: { burst: 1e12, perSecond: 1e12 } } },
  })
  documents = () => sync.status().documents
  const app = new Hono()
  sync.mount(app)
  const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: sync.websocketServer } })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  return (server.address() as AddressInfo).port
}
