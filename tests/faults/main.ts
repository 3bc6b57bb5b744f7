/**
 * The long form of the faults: `npm run faults`, or `npm run faults -- kill hour` for some of them, with `--of=0.1` for a
 * tenth. An interrupted run goes on where it was (`.faults/`); `--anew` forgets what was measured.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { formatTable } from '../bench/table.ts'
import startPostgres from '../integration/postgres.ts'
import { FAULTS, type Fault } from './faults.ts'
import { addFigures, cells } from './figures.ts'
import { openGround } from './ground.ts'
import { type Entry, newEntry, readProgress, writeProgress } from './progress.ts'
import { CONTENDERS, type Contender } from './servers.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { of: { type: 'string', default: '1' }, anew: { type: 'boolean', default: false } },
})
const unknown = positionals.filter(name => !FAULTS.some(fault => fault.name === name))
if (unknown.length > 0)
  throw new Error(`No fault is called ${unknown.join(', ')}. There are: ${FAULTS.map(({ name }) => name).join(', ')}.`)
const chosen = FAULTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))

const progress = values.anew ? {} : await readProgress()
const key = (fault: Fault, contender: Contender) => `${fault.name} ${contender}`

async function measure(fault: Fault, contender: Contender): Promise<void> {
  const entry: Entry = progress[key(fault, contender)] ?? newEntry()
  progress[key(fault, contender)] = entry
  const units = Math.ceil(fault.units[contender] * Number(values.of))
  // a portion is whole or was never there: documents are its own, and the database is new with each run
  while (entry.done < units) {
    const portion = Math.min(fault.portion, units - entry.done)
    const ground = await openGround()
    try {
      addFigures(entry.figures, await fault.run(ground, contender, entry.seed + entry.done, portion))
    } finally {
      await ground.close()
    }
    entry.done += portion
    await writeProgress(progress)
    console.log(`${fault.name}, ${contender}: ${entry.done} of ${units}`)
  }
}

function show(fault: Fault): string {
  const columns = CONTENDERS.map(contender => new Map(cells(progress[key(fault, contender)]?.figures)))
  const names = [...new Set(columns.flatMap(column => [...column.keys()]))]
  return formatTable(
    ['', 'Aiuteur', 'stock Hocuspocus'],
    names.map(name => [name, ...columns.map(column => column.get(name) ?? '-')]),
  )
}

const stopPostgres = await startPostgres()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    console.log('Stopped. The next run goes on after the last whole portion.')
    await stopPostgres()
    process.exit(1)
  })
try {
  for (const fault of chosen) for (const contender of CONTENDERS) await measure(fault, contender)
} finally {
  await stopPostgres()
}
console.log(`\n${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}`)
for (const fault of chosen) console.log(`\n${fault.title}\n\n${show(fault)}`)
process.exit(0)
