import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { findChromium } from '../e2e/chromium.ts'
import { type Studio, startStudio } from '../e2e/studio.ts'
import { measureAgents, measureConnections, measureJoins, measureSoak } from './crowd.ts'
import { measureFirstLoad, measureRoutes } from './firstLoad.ts'
import { measureForks } from './forking.ts'
import { measureKeystrokes } from './keystroke.ts'
import { measureOpening } from './opening.ts'
import { measureStarts } from './starting.ts'
import { measureColdOpening, measureWal } from './storing.ts'
import { type Store, startStore } from './sync/servers.ts'
import { formatTable } from './table.ts'
import { measureFirstWords, measureOfflineTurns } from './turns.ts'
import { measureWaking } from './waking.ts'

/**
 * Runs the benchmarks and prints one table each. Never part of the tests: times are not claims. `node tests/bench/sync.ts` has those of
 * the sync path beside other servers.
 *
 *     npm run bench -- [--only joins,wal] [--minutes 60]
 */
const { values } = parseArgs({ options: { only: { type: 'string' }, minutes: { type: 'string', default: '3' } } })

type Rows = Promise<(string | number)[][]>
interface Part {
  name: string
  title: string
  headings: string[]
  /** In a studio of their own, with a browser; with a database alone; or with neither. */
  run:
    | { studio: (browser: Browser, studio: Studio) => Rows }
    | { store: (store: Store) => Rows }
    | { alone: () => Rows }
}

const TIMES = ['runs', 'p50', 'worst']
const PARTS: Part[] = [
  {
    name: 'start',
    title: 'Starting, milliseconds (command to the printed address)',
    headings: ['start', ...TIMES],
    run: { alone: measureStarts },
  },
  {
    name: 'keystroke',
    title: "Keystroke to the other screen, milliseconds (key event in one browser to the text in the other's page)",
    headings: ['script', 'keystrokes', 'p50', 'p95', 'p99'],
    run: { studio: measureKeystrokes },
  },
  {
    name: 'opening',
    title: 'Opening a script, milliseconds (click to the first scene on the page)',
    headings: ['script', 'lines', 'opening', ...TIMES],
    run: { studio: measureOpening },
  },
  {
    name: 'load',
    title: 'First load, kilobytes of gzipped JavaScript',
    headings: ['until', 'files', 'kB', 'goal'],
    run: { studio: measureFirstLoad },
  },
  {
    name: 'routes',
    title: 'Another page of the project, milliseconds (press to its frame)',
    headings: ['page', ...TIMES],
    run: { studio: measureRoutes },
  },
  {
    name: 'forks',
    title: 'A branch of a feature with 60 scene documents, milliseconds (request to answer)',
    headings: ['fork', ...TIMES],
    run: { studio: measureForks },
  },
  {
    name: 'turns',
    title: 'A turn of the offline crew, milliseconds (press to all of it on the page; of a script its first scene)',
    headings: ['turn', ...TIMES],
    run: { studio: measureOfflineTurns },
  },
  {
    name: 'words',
    title: 'First words, milliseconds (a provider’s first token to the words on the page)',
    headings: ['words', ...TIMES],
    run: { studio: measureFirstWords },
  },
  {
    name: 'cold',
    title: 'A document of 260,000 keystrokes that nobody has open, milliseconds (the wish to edit it to the edit)',
    headings: ['opening', 'p50', 'worst', 'ratio'],
    run: { store: measureColdOpening },
  },
  {
    name: 'wal',
    title: 'Bytes of write-ahead log a keystroke, in a text of 220 kB',
    headings: ['what', 'keystrokes', 'bytes', 'goal'],
    run: { store: measureWal },
  },
  {
    name: 'waking',
    title: 'A document settled, milliseconds (the commit of its marker to the worker that begins)',
    headings: ['what', 'runs', 'p50', 'p99', 'ratio'],
    run: { store: measureWaking },
  },
  {
    name: 'agents',
    title: 'A person beside 50 who write in the same document, milliseconds (a keystroke to the other reader)',
    headings: ['beside', 'p50', 'p99', 'ratio'],
    run: { store: measureAgents },
  },
  {
    name: 'joins',
    title: '150 who open a document of 4 MB at once, milliseconds of the server’s processor',
    headings: ['server', 'MB', 'CPU', 'of stock'],
    run: { store: measureJoins },
  },
  {
    name: 'connections',
    title: 'What connections and documents hold',
    headings: ['what', 'p50', 'of y-websocket'],
    run: { store: measureConnections },
  },
  {
    name: 'soak',
    title: 'Heap of a server where people come, write, take it back and leave, MB',
    headings: ['minutes', 'second quarter', 'last quarter', 'drift'],
    run: { store: store => measureSoak(store, Number(values.minutes)) },
  },
]

const wanted = values.only?.split(',')
const unknown = wanted?.filter(name => !PARTS.some(part => part.name === name)) ?? []
if (unknown.length > 0)
  throw new Error(`No such part: ${unknown.join(', ')}. There are ${PARTS.map(p => p.name).join(', ')}.`)
const parts = PARTS.filter(({ name }) => wanted?.includes(name) ?? true)

const ends: (() => Promise<void>)[] = []
let house: Promise<{ browser: Browser; studio: Studio }> | undefined
let database: Promise<Store> | undefined
const openHouse = () =>
  (house ??= (async () => {
    const studio = await startStudio()
    const browser = await chromium.launch({
      executablePath: await findChromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
    })
    ends.push(
      () => browser.close(),
      () => studio.stop(),
    )
    return { browser, studio }
  })())
const openStore = () =>
  (database ??= startStore(200).then(store => {
    ends.push(() => store.stop())
    return store
  }))

async function measure({ run }: Part): Rows {
  if ('alone' in run) return run.alone()
  if ('store' in run) return run.store(await openStore())
  const { browser, studio } = await openHouse()
  return run.studio(browser, studio)
}

try {
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}`)
  for (const part of parts) {
    const before = loadavg()[0] ?? Number.NaN
    const rows = await measure(part)
    console.log(`\n${part.title} (load ${before.toFixed(1)} before, ${loadavg()[0]?.toFixed(1)} after)\n`)
    console.log(formatTable(part.headings, rows))
  }
} finally {
  for (const end of ends) await end()
}
