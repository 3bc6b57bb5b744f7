/**
 * Hocuspocus as it comes, for comparison: its own server with its defaults, and documents kept as its Database extension
 * keeps them, whole, in one row of Postgres, when typing has paused (debounce 2 s, at most 10 s).
 */
import { Server } from '@hocuspocus/server'
import * as Y from 'yjs'
import { z } from 'zod'
import { connect } from '../../shared/node/database.ts'
import { type Identity, makeSyncToken, readSyncToken } from '../../shared/node/syncToken.ts'
import { SECRET, serveParent } from './child.ts'
import { shiftClock } from './clock.ts'

const sql = connect(process.env.DATABASE_URL ?? '', 6)
await sql`create table if not exists stock_documents (name text primary key, state bytea not null)`

const stock = new Server({
  quiet: true,
  stopOnSignals: false,
  async onAuthenticate({ token }) {
    if (!readSyncToken(SECRET, token)) throw new Error('Nobody is known by this token.')
  },
  async onLoadDocument({ document, documentName }) {
    const [row] = await sql<{ state: Buffer }[]>`select state from stock_documents where name = ${documentName}`
    if (row) Y.applyUpdate(document, row.state)
  },
  async onStoreDocument({ document, documentName }) {
    const state = Buffer.from(Y.encodeStateAsUpdate(document))
    await sql`
      insert into stock_documents (name, state) values (${documentName}, ${state})
      on conflict (name) do update set state = excluded.state`
  },
})
const delivery = z.object({ documentId: z.string(), row: z.string() })
serveParent(stock.httpServer, {
  connections: () => stock.hocuspocus.getConnectionsCount(),
  clock: value => shiftClock(z.number().parse(value)),
  token: value => makeSyncToken(SECRET, value as Identity).token,
  /** What a worker made, written as its users write from the server: once per delivery. */
  async deliver(value) {
    const { documentId, row } = delivery.parse(value)
    const direct = await stock.hocuspocus.openDirectConnection(documentId)
    await direct.transact(document => document.getArray('rows').push([row]))
    await direct.disconnect()
  },
})
