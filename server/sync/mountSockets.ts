import type { Socket } from 'node:net'
import { type HttpBindings, upgradeWebSocket } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import type { WSEvents } from 'hono/ws'
import { WebSocket } from 'ws'
import { isOwnOrigin } from '../origins.ts'
import type { SyncDependencies } from './contract.ts'
import { isOutdatedEditor } from './editorVersion.ts'
import type { HeldSocket, RawSocket } from './heldSocket.ts'
import type { Inbound } from './inbound.ts'
import { PlainSocket } from './plainSocket.ts'
import { Wire } from './wire.ts'

/** What is known of somebody who opens a socket. */
export interface Coming {
  cookie: string | null
  /** Its editor is older than the documents. */
  isOutdated: boolean
  /** From the protocol that it speaks; without one, it speaks ours. */
  translate?: (frame: Uint8Array) => Uint8Array | null
}

export interface Accepted {
  socket: HeldSocket
  /** Null: it was turned away. */
  inbound: Inbound | null
}

interface Doors {
  config: SyncDependencies['config']
  isStopping: () => boolean
  accept: (raw: RawSocket, coming: Coming) => Accepted
}

const RESTARTING = 'The server is restarting.'

/** The two doors: `/sync` for our own client, and `/yjs/<document id>?token=...` for every other that speaks y-websocket. */
export function mountSockets(app: Hono, { config, isStopping, accept }: Doors): void {
  app.get(
    '/sync',
    async (c, next) => {
      const origin = c.req.header('origin')
      if (isStopping()) return c.text(RESTARTING, 503)
      if (origin !== undefined && !isOwnOrigin(origin, c.req.header('host'), config))
        return c.text('This page may not open a connection here.', 403)
      return next()
    },
    upgradeWebSocket(c => {
      // a page of another site was turned away above; a program that has the cookie has the session
      const cookie = c.req.header('cookie') ?? null
      const isOutdated = isOutdatedEditor(c.req.query('editor'))
      return connected(raw => accept(new Wire(raw, connectionOf(c)), { cookie, isOutdated }))
    }),
  )
  app.get(
    '/yjs/:document',
    async (c, next) => {
      if (isStopping()) return c.text(RESTARTING, 503)
      // without one the cookie would count, which a browser sends along for a page of any site
      if (!c.req.query('token')) return c.text('Say who you are: ?token= with what POST /api/sync/token gives.', 401)
      return next()
    },
    upgradeWebSocket(c =>
      connected(raw => {
        const plain = new PlainSocket(raw, c.req.param('document') ?? '')
        const translate = (frame: Uint8Array) => plain.translate(frame)
        const accepted = accept(plain, { cookie: null, isOutdated: false, translate })
        accepted.inbound?.enter(plain.authentication(c.req.query('token') ?? ''))
        return accepted
      }),
    ),
  )
}

/** The connection that the request came on, which is the socket's from now on. */
const connectionOf = (c: Context): Socket => (c.env as HttpBindings).incoming.socket

/** A Buffer is sliced without copying; what reads these bytes expects otherwise. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

const EVENTS = ['message', 'close', 'error'] as const

/**
 * What happens on a socket from its opening on. The adapter's listeners make an event for each message and keep the request for as
 * long as the socket lives, which costs more than the rest of a connection: ours take their place once it is open.
 */
function connected(open: (raw: WebSocket) => Accepted): WSEvents {
  let accepted: Accepted | null = null
  const receive = (bytes: Uint8Array | null): void => {
    if (bytes) accepted?.inbound?.receive(bytes)
    else accepted?.socket.refuse('badFrame')
  }
  return {
    onOpen(_event, { raw }) {
      if (!(raw instanceof WebSocket)) throw new TypeError('Serve with `websocket: { server: sync.websocketServer }`.')
      const { socket, inbound } = open(raw)
      const known = EVENTS.map(event => [event, raw.listeners(event)] as const)
      accepted = { socket, inbound }
      // what came before it was open is told within this turn
      queueMicrotask(() => {
        for (const [event, before] of known)
          for (const listener of raw.listeners(event) as (() => void)[])
            if (!before.includes(listener)) raw.off(event, listener)
        listen(raw, socket, inbound)
      })
    },
    onMessage({ data }) {
      receive(data instanceof ArrayBuffer ? new Uint8Array(data) : null)
    },
  }
}

function listen(raw: WebSocket, socket: HeldSocket, inbound: Inbound | null): void {
  raw.on('message', (data, isBinary) => {
    if (isBinary && data instanceof Buffer) inbound?.receive(bytesOf(data))
    else socket.refuse('badFrame')
  })
  raw.on('close', (code, reason) => socket.ended(code, reason.toString()))
  raw.on('error', () => {}) // it closes
}
