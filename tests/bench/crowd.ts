import { fork } from 'node:child_process'
import * as Y from 'yjs'
import { createDocument } from '../../shared/node/documents.ts'
import type { Agents } from './sync/agentsProcess.ts'
import { inTens, openClient, wait } from './sync/client.ts'
import { typedDocument } from './sync/longDocument.ts'
import { measurePropagation } from './sync/propagation.ts'
import { type Kind, type Peer, type Store, startPeer } from './sync/servers.ts'
import { percentile } from './table.ts'

const RUNS = 3
const AGENTS = { count: 50, perSecond: 2 }
const KEYS = { count: 200, interval: 40 }
const TURNS = 5
/** Edits that make a document of 4 MB. */
const EDITS = 1_150_000
const JOINING = 150
const CONNECTIONS = 300

/** Fifty who write twice a second each, in the same document. */
async function agents(peer: Peer, document: string): Promise<() => void> {
  const child = fork(new URL('./sync/agentsProcess.ts', import.meta.url))
  const ready = new Promise(resolve => child.once('message', resolve))
  child.send({ peer: { kind: peer.kind, port: peer.port }, document, ...AGENTS } satisfies Agents)
  await ready
  return () => void child.kill()
}

/** What a person feels while they do, and while nobody does, in turns. */
export async function measureAgents(store: Store): Promise<(string | number)[][]> {
  const heard: { alone: number[]; beside: number[] } = { alone: [], beside: [] }
  const options = { people: 2, edits: KEYS.count, interval: KEYS.interval }
  const peer = await startPeer('ours', store)
  for (let run = 0; run < TURNS; run++) {
    const alone = await measurePropagation([peer], options)
    heard.alone.push(...(alone.get('ours')?.heard ?? []))
    const beside = await measurePropagation([peer], { ...options, beside: agents })
    heard.beside.push(...(beside.get('ours')?.heard ?? []))
  }
  await peer.stop()
  const row = (name: string, values: number[]) => [name, percentile(values, 0.5), percentile(values, 0.99)] as const
  const ratio = percentile(heard.beside, 0.99) / percentile(heard.alone, 0.99)
  return [
    [...row('idle', heard.alone), ''],
    [...row(`${AGENTS.count} agents, ${AGENTS.perSecond} edits a second each`, heard.beside), `${ratio.toFixed(2)}x`],
  ]
}

/** Processor milliseconds of the server while 150 open a document of 4 MB at once, which somebody has open. */
export async function measureJoins(store: Store): Promise<(string | number)[][]> {
  const doc = typedDocument(EDITS)
  const state = Y.encodeStateAsUpdate(doc)
  const figures = new Map<Kind, number[]>()
  for (let run = 0; run < RUNS; run++)
    for (const kind of ['stock', 'y-websocket', 'ours'] as const) {
      const peer = await startPeer(kind, store)
      const document = kind === 'ours' ? await stored(store, doc) : await peer.document()
      const first = await openClient(peer, document, 'p0')
      if (kind !== 'ours') first.send(first.frame(state))
      await wait(2_000)
      const before = await peer.usage()
      const clients = await Promise.all(Array.from({ length: JOINING }, (_, i) => openClient(peer, document, `p${i}`)))
      const after = await peer.usage()
      figures.set(kind, [...(figures.get(kind) ?? []), (after.cpu - before.cpu) / 1000])
      for (const client of [first, ...clients]) client.close()
      await peer.stop()
    }
  const of = (kind: Kind) => percentile(figures.get(kind) ?? [], 0.5)
  return (['stock', 'y-websocket', 'ours'] as const).map(kind => [
    kind,
    (state.length / 1e6).toFixed(1),
    of(kind),
    `${(of(kind) / of('stock')).toFixed(2)}x`,
  ])
}

async function stored({ sql }: Store, doc: Y.Doc): Promise<string> {
  const sceneId = `joined${process.pid}-${Math.random()}`
  const id = await createDocument(sql, { projectId: 'bench', timelineId: 'main', kind: 'scene', sceneId })
  await sql`update document_snapshots set state = ${Buffer.from(Y.encodeStateAsUpdateV2(doc))} where document_id = ${id}`
  return id
}

/** Kilobytes of heap for a connection to a document, and milliseconds until the document is put away when all have left. */
export async function measureConnections(store: Store): Promise<(string | number)[][]> {
  const heap = new Map<Kind, number[]>()
  const evicted: number[] = []
  for (let run = 0; run < RUNS; run++)
    for (const kind of ['y-websocket', 'stock', 'ours'] as const) {
      const peer = await startPeer(kind, store)
      const document = await peer.document()
      const clients = await inTens(10, i => openClient(peer, document, `p${i}`))
      await wait(500)
      const before = await peer.usage()
      clients.push(...(await inTens(CONNECTIONS, i => openClient(peer, document, `p${i % 100}`))))
      await wait(1_500)
      const after = await peer.usage()
      heap.set(kind, [...(heap.get(kind) ?? []), (after.heap - before.heap) / CONNECTIONS / 1000])
      for (const client of clients) client.close()
      if (kind === 'ours') evicted.push(await untilEvicted(peer))
      await peer.stop()
    }
  const of = (kind: Kind) => percentile(heap.get(kind) ?? [], 0.5)
  return [
    ...(['y-websocket', 'stock', 'ours'] as const).map(kind => [
      `${kind}, kB of heap a connection`,
      of(kind),
      `${(of(kind) / of('y-websocket')).toFixed(2)}x`,
    ]),
    ['ours, ms until a document that nobody has open is put away', percentile(evicted, 0.5), ''],
  ]
}

async function untilEvicted(peer: Peer): Promise<number> {
  const from = performance.now()
  while ((await peer.usage()).documents > 0 && performance.now() - from < 120_000) await wait(20)
  return performance.now() - from
}

/** Heap of a server in which people come, write, take it back and leave: the second quarter of the time, and the last. */
export async function measureSoak(store: Store, minutes: number): Promise<(string | number)[][]> {
  const peer = await startPeer('ours', store)
  const document = await peer.document()
  const end = performance.now() + minutes * 60_000
  const writers = Array.from({ length: 20 }, async (_, i) => {
    while (performance.now() < end) {
      const client = await openClient(peer, document, `p${i}`)
      const doc = new Y.Doc()
      doc.on('update', (update: Uint8Array) => client.send(client.frame(update)))
      const text = doc.getText('t')
      const leaves = Math.min(end, performance.now() + 10_000 + Math.random() * 10_000)
      while (performance.now() < leaves) {
        if (text.length > 40) text.delete(0, text.length)
        else text.insert(text.length, 'x')
        await wait(150 + Math.random() * 100)
      }
      client.close()
    }
  })
  const heap: number[] = []
  while (performance.now() < end) {
    await wait(Math.min(5_000, (minutes * 60_000) / 40))
    heap.push((await peer.usage()).heap / 1e6)
  }
  await Promise.all(writers)
  await peer.stop()
  const quarter = Math.floor(heap.length / 4)
  const [second, last] = [heap.slice(quarter, 2 * quarter), heap.slice(-quarter)].map(of => percentile(of, 0.5)) as [
    number,
    number,
  ]
  return [[minutes, second, last, `${(((last - second) / second) * 100).toFixed(1)}%`]]
}
