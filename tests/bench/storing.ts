import * as Y from 'yjs'
import type { Sync } from '../../server/sync/contract.ts'
import { createSync } from '../../server/sync/sync.ts'
import { createDocument, findDocument } from '../../shared/node/documents.ts'
import { createLog } from '../../shared/node/log.ts'
import { packUpdates } from '../../shared/node/updates.ts'
import { TEST_SHAPES } from '../testShapes.ts'
import { openClient } from './sync/client.ts'
import { typedDocument } from './sync/longDocument.ts'
import { type Store, startPeer } from './sync/servers.ts'
import { percentile } from './table.ts'

const RUNS = 7
const EDITS = 260_000
const TAIL = 1_000
const PERSON = { kind: 'person', id: 'p0', name: 'p0' } as const

/** Our sync path in this process, without a network. */
function openSync({ sql }: Store): Sync {
  return createSync({
    sql,
    config: { url: 'http://127.0.0.1:4000', LOCAL_MODE: true, HOST: '127.0.0.1', PORT: 4000 },
    log: createLog('bench', 'error'),
    identify: async () => null,
    authorise: async (_identity, documentId) => {
      const document = await findDocument(sql, documentId)
      return document && { document, role: 'editor' }
    },
    onSettled: async () => {},
    shapes: TEST_SHAPES,
  })
}

let scenes = 0
async function storedDocument({ sql }: Store, state: Uint8Array): Promise<string> {
  const sceneId = `stored${process.pid}-${scenes++}`
  const id = await createDocument(sql, { projectId: 'bench', timelineId: 'main', kind: 'scene', sceneId })
  await sql`update document_snapshots set state = ${Buffer.from(state)} where document_id = ${id}`
  return id
}

/** Milliseconds from the wish to edit a document that nobody has open to the edit, with all that opening one does. */
export async function measureColdOpening(store: Store): Promise<(string | number)[][]> {
  const doc = typedDocument(EDITS)
  const tail: Uint8Array[] = []
  const whole = Y.encodeStateAsUpdateV2(doc)
  doc.on('update', (update: Uint8Array) => void tail.push(update))
  for (let i = 0; i < TAIL; i++) doc.getText('t').insert(i, 'x')
  const plain = Y.encodeStateAsUpdate(doc)
  const sync = openSync(store)
  const bare: number[] = []
  const opened: number[] = []
  const withTail: number[] = []
  for (let run = -1; run < RUNS; run++) {
    const times = [timed(() => Y.applyUpdate(new Y.Doc(), plain))]
    for (const rows of [[], tail]) {
      const id = await storedDocument(store, whole)
      if (rows.length > 0)
        await store.sql`insert into document_updates ${store.sql(rows.map(row => ({ document_id: id, payload: packUpdates([row]) })))}`
      const from = performance.now()
      await sync.transact(id, PERSON, () => times.push(performance.now() - from))
      await store.sql`delete from documents where id = ${id}`
    }
    if (run < 0) continue // until its code is compiled
    bare.push(times[0] ?? 0)
    opened.push(times[1] ?? 0)
    withTail.push(times[2] ?? 0)
  }
  await sync.stop()
  const [base, first, second] = [bare, opened, withTail].map(of => percentile(of, 0.5)) as [number, number, number]
  return [
    ['bare Y.applyUpdate', base, Math.max(...bare), ''],
    ['from Postgres', first, Math.max(...opened), `${(first / base).toFixed(2)}x of bare`],
    [`with ${TAIL} rows behind`, second, Math.max(...withTail), `${(second / first).toFixed(2)}x of that`],
  ]
}

function timed(use: () => void): number {
  const from = performance.now()
  use()
  return performance.now() - from
}

/** Keys that somebody presses in the five minutes between two checkpoints, after each of which whole pages are logged once. */
const KEYS = { before: 400, between: 1_500 }

/**
 * Bytes of write-ahead log for a keystroke that is committed by itself, in a text of 220 kB: before the log is folded for the first
 * time, and then with what a checkpoint and compaction cost.
 */
export async function measureWal(store: Store): Promise<(string | number)[][]> {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, typedDocument(EDITS).getText('t').toString().slice(0, 220_000))
  const id = await storedDocument(store, Y.encodeStateAsUpdateV2(doc))
  const peer = await startPeer('ours', store)
  let safe = (): void => {}
  const client = await openClient(peer, id, 'p0', { onSafe: () => safe() })
  let sent: Uint8Array = new Uint8Array()
  doc.on('update', (update: Uint8Array) => {
    sent = client.frame(update)
  })
  const bytesOf = async (keys: number): Promise<number> => {
    const before = await lsn(store)
    for (let key = 0; key < keys; key++) {
      const isSafe = new Promise<void>(resolve => {
        safe = resolve
      })
      doc.getText('t').insert(110_000 + key, 'x')
      client.send(sent)
      await isSafe
    }
    return ((await lsn(store)) - before) / keys
  }
  await bytesOf(50) // whole pages are logged when they are first written in; what that costs is in the second figure
  const typing = await bytesOf(KEYS.before)
  await store.sql`checkpoint`
  const folding = await bytesOf(KEYS.between)
  await peer.stop()
  return [
    ['typing', KEYS.before, typing, 300],
    ['with a checkpoint and compaction', KEYS.between, folding, 700],
  ]
}

async function lsn({ sql }: Store): Promise<number> {
  const [row] = await sql<{ at: number }[]>`select (pg_current_wal_lsn() - '0/0')::float8 as at`
  return row?.at ?? Number.NaN
}
