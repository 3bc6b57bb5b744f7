import { upgradeWebSocket } from '@hono/node-server'
import type { Hono } from 'hono'
import { WebSocket } from 'ws'
import { isOwnOrigin } from '../origins.ts'
import type { SyncDependencies } from './contract.ts'
import { isOutdatedEditor } from './editorVersion.ts'
import type { HeldSocket, RawSocket } from './heldSocket.ts'
import type { Inbound } from './inbound.ts'
import { PlainSocket } from './plainSocket.ts'

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
  accept: (raw: RawSocket, request: Request, coming: Coming) => Accepted
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
      return connected(raw => accept(raw, c.req.raw, { cookie, isOutdated }))
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
        const accepted = accept(plain, c.req.raw, { cookie: null, isOutdated: false, translate })
        accepted.inbound?.enter(plain.authentication(c.req.query('token') ?? ''))
        return accepted
      }),
    ),
  )
}

/** What happens on a socket from its opening on. */
function connected(open: (raw: WebSocket) => Accepted) {
  let accepted: Accepted | null = null
  return {
    onOpen(_event: unknown, { raw }: { raw?: unknown }) {
      if (!(raw instanceof WebSocket)) throw new TypeError('Serve with `websocket: { server: sync.websocketServer }`.')
      accepted = open(raw)
    },
    onMessage({ data }: { data: unknown }) {
      if (data instanceof ArrayBuffer) accepted?.inbound?.receive(new Uint8Array(data))
      else accepted?.socket.refuse('badFrame')
    },
    onClose({ code, reason }: { code: number; reason: string }) {
      accepted?.socket.ended(code, reason)
    },
  }
}
