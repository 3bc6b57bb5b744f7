import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { compact } from '../../server/sync/compaction.ts'
import { newId } from '../../shared/core/ids.ts'
import { connect, type Sql } from '../../shared/node/database.ts'
import { createDocument, loadDocument } from '../../shared/node/documents.ts'
import { createTestDatabase } from '../integration/postgres.ts'
import { openWire, type Wire } from '../integration/sync/wire.ts'

/** KILLS=100 for a long run, SEED=... to repeat one. */
const KILLS = Number(process.env.KILLS ?? 8)
const WRITERS = 3
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
let randomState = SEED
/** mulberry32 */
function random(): number {
  randomState = (randomState + 0x6d2b79f5) | 0
  let t = Math.imul(randomState ^ (randomState >>> 15), 1 | randomState)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

let url: string
let sql: Sql
let userId: string
const project = { projectId: newId(), timelineId: newId() }
beforeAll(async () => {
  url = await createTestDatabase()
  sql = connect(url, 6)
  userId = newId()
  await sql`insert into "user" (id, name, email) values (${userId}, 'Writer', 'writer@example.com')`
  await sql`insert into projects (id, name, type) values (${project.projectId}, 'Test', 'narrative')`
  await sql`insert into timelines (id, project_id, name) values (${project.timelineId}, ${project.projectId}, 'Main')`
})
afterAll(() => sql.end())

async function startServer(): Promise<{ child: ChildProcess; address: string }> {
  const child = fork(join(import.meta.dirname, 'syncServer.ts'), {
    env: { ...process.env, DATABASE_URL: url, USER_ID: userId },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [{ port }] = await once(child, 'message')
  return { child, address: `ws://127.0.0.1:${port}/sync` }
}

interface Writer {
  wire: Wire
  doc: Y.Doc
  sent: number
  /** Acknowledgements of the edits, in the order in which they were sent. */
  acknowledged: () => number
}

async function startWriter(address: string, documentId: string): Promise<Writer> {
  const wire = await (await openWire(address, documentId, 'x')).hello()
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(wire.doc))
  const writer: Writer = { wire, doc, sent: 0, acknowledged: () => wire.acks.applied }
  doc.on('update', (update: Uint8Array) => {
    if (wire.socket.readyState !== wire.socket.OPEN) return
    wire.send(0, 2, update)
    writer.sent++
  })
  return writer
}

const breath = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))
const type = ({ doc }: Writer) => doc.getText('t').insert(Math.floor(random() * (doc.getText('t').length + 1)), 'x')

/** Three people type; the server dies at a random moment. Returns how many edits were sent, acknowledged, and lost. */
async function killOnce(run: number): Promise<{ sent: number; acknowledged: number; lost: number; folded: number }> {
  const documentId = await createDocument(sql, { ...project, kind: 'scene', sceneId: `scene${run}` })
  const { child, address } = await startServer()
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => startWriter(address, documentId)))
  const compactions: Promise<number>[] = []
  const end = performance.now() + 200 + random() * 600
  for (let step = 0; performance.now() < end; step++) {
    for (const writer of writers) type(writer)
    if (step % 40 === 39) compactions.push(compact(sql, documentId))
    await breath(3)
  }
  // a burst, and the kill lands somewhere between its first and its last acknowledgement
  for (const writer of writers) for (let i = 0; i < 30; i++) type(writer)
  await breath(random() * 8)
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  await Promise.all(writers.map(({ wire }) => wire.closed ?? once(wire.socket, 'close')))
  const folded = (await Promise.all(compactions)).reduce((sum, rows) => sum + rows, 0)

  const stored = await loadDocument(sql, documentId)
  let [sent, acknowledged, lost] = [0, 0, 0]
  for (const writer of writers) {
    sent += writer.sent
    acknowledged += writer.acknowledged()
    // every edit is one letter, so one clock: those acknowledged must be there
    lost += Math.max(0, writer.acknowledged() - Y.getState(stored.store, writer.doc.clientID))
  }
  return { sent, acknowledged, lost, folded }
}

describe('a server that is killed while people type', () => {
  test(
    `loses no acknowledged edit in ${KILLS} kills`,
    async () => {
      const total = { sent: 0, acknowledged: 0, lost: 0, folded: 0 }
      let unacknowledged = 0
      for (let run = 0; run < KILLS; run++) {
        const result = await killOnce(run)
        for (const key of ['sent', 'acknowledged', 'lost', 'folded'] as const) total[key] += result[key]
        if (result.acknowledged < result.sent) unacknowledged++
      }
      console.log(
        `${KILLS} kills, seed ${SEED}: ${total.sent} edits sent, ${total.acknowledged} acknowledged, ${total.lost} lost; ` +
          `${unacknowledged} kills hit edits in flight; ${total.folded} rows compacted meanwhile`,
      )
      expect(total.lost).toBe(0)
      expect(total.acknowledged).toBeGreaterThan(KILLS * WRITERS * 10)
      expect(unacknowledged).toBeGreaterThan(0)
    },
    KILLS * 15_000,
  )

  test('that is asked to stop instead acknowledges what it took, and ends', async () => {
    const documentId = await createDocument(sql, { ...project, kind: 'scene', sceneId: 'stopped' })
    const { child, address } = await startServer()
    const writer = await startWriter(address, documentId)
    for (let i = 0; i < 50; i++) type(writer)
    await expect.poll(() => writer.acknowledged(), { interval: 1 }).toBeGreaterThan(0)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect((await exited)[0]).toBe(0)
    expect(writer.wire.closed).toEqual({ code: 1012, reason: 'restarting' })
    const stored = await loadDocument(sql, documentId)
    expect(Y.getState(stored.store, writer.doc.clientID)).toBeGreaterThanOrEqual(writer.acknowledged())
  })
})
