import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { measurePresence } from './sync/presence.ts'
import { measurePropagation, type Propagation } from './sync/propagation.ts'
import { KINDS, type Kind, type Peer, startPeer, startStore } from './sync/servers.ts'
import { measureThroughput } from './sync/throughput.ts'
import { formatTable, percentile } from './table.ts'

/**
 * Our sync path, with everything in Postgres before it is acknowledged, beside the server of y-websocket and Hocuspocus as it comes, which
 * keep nothing, in the same run:
 *
 *     node tests/bench/sync.ts [--runs 5] [--edits 400] [--people 2,10,50,100] [--seconds 10] [--only propagation|load|throughput|presence]
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    edits: { type: 'string', default: '400' },
    people: { type: 'string', default: '2,10,50,100' },
    seconds: { type: 'string', default: '10' },
    only: { type: 'string' },
  },
})
const RUNS = Number(values.runs)
const EDITS = Number(values.edits)
const PEOPLE = values.people.split(',').map(Number)
const MOST = Math.max(...PEOPLE)
/** Edits a second of one who types fast; and of a hundred who do. */
const CALM = 20
const BUSY = 500
const wanted = (part: string): boolean => values.only === undefined || values.only === part

const store = await startStore(MOST)
const ratio = (of: number, to: number): string => `${(of / to).toFixed(2)}x`

async function withPeers<T>(kinds: readonly Kind[], use: (peers: Peer[]) => Promise<T>): Promise<T> {
  const peers = await Promise.all(kinds.map(kind => startPeer(kind, store)))
  try {
    return await use(peers)
  } finally {
    await Promise.all(peers.map(peer => peer.stop()))
  }
}

/** Everything that was measured of a kind, over all runs. */
async function propagation(people: number, perSecond: number, edits: number): Promise<Map<string, Propagation>> {
  const all = new Map<string, Propagation>(KINDS.map(kind => [kind, { heard: [], safe: [] }]))
  for (let run = 0; run < RUNS; run++)
    await withPeers(KINDS, async peers => {
      const interval = 1000 / perSecond / peers.length
      for (const [kind, { heard, safe }] of await measurePropagation(peers, { people, edits, interval })) {
        for (const value of heard) all.get(kind)?.heard.push(value)
        for (const value of safe) all.get(kind)?.safe.push(value)
      }
    })
  return all
}

const HEADINGS = [
  'people',
  'raw p50',
  'p99',
  'y-websocket p50',
  'p99',
  'stock p50',
  'p99',
  'ours p50',
  'p99',
  'ours/y-websocket',
  'safe p50',
  'p99',
]
function rowOf(people: string, all: Map<string, Propagation>): (string | number)[] {
  const of = (kind: Kind, p: number) => percentile(all.get(kind)?.heard ?? [], p)
  const safe = all.get('ours')?.safe ?? []
  return [
    people,
    ...KINDS.flatMap(kind => [of(kind, 0.5).toFixed(2), of(kind, 0.99).toFixed(2)]),
    `${ratio(of('ours', 0.5), of('y-websocket', 0.5))} / ${ratio(of('ours', 0.99), of('y-websocket', 0.99))}`,
    percentile(safe, 0.5).toFixed(2),
    percentile(safe, 0.99).toFixed(2),
  ]
}

try {
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}, ${RUNS} runs\n`)
  if (wanted('propagation')) {
    const rows = []
    for (const people of PEOPLE) rows.push(rowOf(String(people), await propagation(people, CALM, EDITS)))
    console.log(`Propagation, milliseconds (a keystroke to each peer having applied it), ${CALM} edits a second\n`)
    console.log(formatTable(HEADINGS, rows))
  }
  if (wanted('load')) {
    const rows = [rowOf(String(MOST), await propagation(MOST, BUSY / KINDS.length, EDITS))]
    console.log(`\nThe same with ${BUSY / KINDS.length} edits a second in each of ${KINDS.length} servers at once\n`)
    console.log(formatTable(HEADINGS, rows))
  }
  if (wanted('throughput')) {
    const rows = []
    for (const people of PEOPLE) {
      const figures = new Map<Kind, number[]>()
      for (let run = 0; run < RUNS; run++)
        for (const kind of ['y-websocket', 'stock', 'ours'] as const) {
          const speed = await withPeers([kind], async ([peer]) => {
            await measureThroughput(peer as Peer, people, EDITS * 2) // until its code is compiled
            return measureThroughput(peer as Peer, people, EDITS * 10)
          })
          figures.set(kind, [...(figures.get(kind) ?? []), speed])
        }
      const of = (kind: Kind) => percentile(figures.get(kind) ?? [], 0.5)
      rows.push([
        String(people),
        of('y-websocket').toFixed(0),
        of('stock').toFixed(0),
        of('ours').toFixed(0),
        ratio(of('ours'), of('y-websocket')),
        ratio(of('stock'), of('y-websocket')),
      ])
    }
    console.log('\nEdits a second, until every peer has applied every one\n')
    console.log(formatTable(['people', 'y-websocket', 'stock', 'ours', 'ours/y-websocket', 'stock/y-websocket'], rows))
  }
  if (wanted('presence')) {
    const cpu = new Map<Kind, number[]>()
    const heard = new Map<Kind, number[]>()
    for (let run = 0; run < RUNS; run++)
      for (const kind of ['y-websocket', 'stock', 'ours'] as const) {
        const measured = await withPeers([kind], ([peer]) =>
          measurePresence(peer as Peer, MOST, Number(values.seconds)),
        )
        cpu.set(kind, [...(cpu.get(kind) ?? []), measured.cpu])
        heard.set(kind, [...(heard.get(kind) ?? []), ...measured.heard])
      }
    const [busy, late] = [
      (kind: Kind) => percentile(cpu.get(kind) ?? [], 0.5),
      (kind: Kind) => percentile(heard.get(kind) ?? [], 0.99),
    ]
    const rows = (['y-websocket', 'stock', 'ours'] as const).map(kind => [
      kind,
      busy(kind),
      ratio(busy(kind), busy('y-websocket')),
      late(kind).toFixed(2),
      ratio(late(kind), late('y-websocket')),
    ])
    console.log(
      `\nPresence of ${MOST} people, 10 times a second each: percent of a processor; of edits in another document p99, milliseconds\n`,
    )
    console.log(formatTable(['server', 'CPU', 'of y-websocket', 'edit p99', 'of y-websocket'], rows))
  }
} finally {
  await store.stop()
}
