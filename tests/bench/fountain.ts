import { cpus } from 'node:os'
import { Fountain } from 'fountain-js'
import { FountainError } from '../../shared/core/formats/fountain/errors.ts'
import { parseFountain } from '../../shared/core/formats/fountain/parse.ts'
import { writeFountain } from '../../shared/core/formats/fountain/write.ts'
import { inShort, SYNTAX_RULES, type SyntaxRule } from '../fixtures/fountainSyntax.ts'
import { HOSTILE_UNITS, repeated } from '../fixtures/hostileFountain.ts'
import { longScreenplay } from '../fixtures/longScreenplay.ts'
import { readWithFountainJs } from './fountainJs.ts'
import { formatTable, percentile } from './table.ts'

/** Speed and accuracy of our Fountain parser beside fountain-js, and how linear it is. Never part of the tests. */

const READINGS = 100
/** Milliseconds of CPU that are measured at once: the system counts in steps of four. */
const STRETCH = 40

/** Milliseconds of CPU that this thread has used: other programs on the machine do not count. */
function cpu(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** MB per second of many readings, median and best. The two parsers take turns, so that both meet the same machine. */
function speeds(source: string, parsers: readonly ((source: string) => unknown)[]): { median: number; best: number }[] {
  const megabytes = Buffer.byteLength(source) / 1e6
  const times = parsers.map((): number[] => [])
  for (let reading = 0; reading < READINGS; reading++)
    for (const [index, parse] of parsers.entries()) {
      const start = cpu()
      parse(source)
      times[index]?.push(cpu() - start)
    }
  // the first readings are those of code that is not compiled yet
  return times.map(all => {
    const warm = all.slice(Math.floor(all.length / 4))
    return { median: (megabytes * 1000) / percentile(warm, 0.5), best: (megabytes * 1000) / Math.min(...warm) }
  })
}

function speedRow(name: string, source: string): (string | number)[] {
  const [ours, theirs] = speeds(source, [parseFountain, text => new Fountain().parse(text, true)])
  if (!ours || !theirs) throw new Error('Nothing was measured.')
  return [
    name,
    Buffer.byteLength(source) / 1e3,
    ours.median,
    ours.best,
    theirs.median,
    theirs.best,
    ours.median / theirs.median,
  ]
}

/** A boneyard is no line for fountain-js, by right: it is left out of the comparison, and so is white space at the edges. */
const told = (lines: readonly string[]): string =>
  lines
    .filter(line => !line.startsWith('note boneyard'))
    .map(line => line.replace(/ ?\/\*.*?\*\//gs, '').trimEnd())
    .join('\n---\n')

const keys = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([key, value]) => `${key.toLowerCase()}: ${value.replace(/\n\s+/g, '\n').trim()}`).join('\n')

const isRight = (
  rule: SyntaxRule,
  read: (source: string) => { lines: readonly string[]; titlePage: readonly (readonly [string, string])[] },
): boolean => {
  const found = read(rule.source)
  const titlePage = (rule.titlePage ?? []).map(({ key, value }): [string, string] => [key, value])
  return told(found.lines) === told(rule.lines) && keys(found.titlePage) === keys(titlePage)
}

const ours = (source: string): { lines: string[]; titlePage: [string, string][] } => {
  const { lines, titlePage } = parseFountain(source)
  return { lines: lines.map(inShort), titlePage: titlePage.map(({ key, value }) => [key, value]) }
}

function accuracyRows(): string[][] {
  const rows = [...Map.groupBy(SYNTAX_RULES, rule => rule.section)].map(
    ([section, rules]) =>
      [
        section,
        rules.length,
        rules.filter(rule => isRight(rule, ours)).length,
        rules.filter(rule => isRight(rule, readWithFountainJs)).length,
      ] as const,
  )
  const sum = (column: 1 | 2 | 3): number => rows.reduce((total, row) => total + row[column], 0)
  return [...rows, ['all', sum(1), sum(2), sum(3)] as const].map(row => row.map(String))
}

/** Imports a text, or has it refused, and exports it again. */
function thereAndBack(text: string): void {
  try {
    writeFountain(parseFountain(text))
  } catch (error) {
    if (!(error instanceof FountainError)) throw error
  }
}

/** Milliseconds of CPU for one and for two of a text there and back: as often as makes {@link STRETCH}, the least of three. */
function growth(once: string, twice: string): [once: number, twice: number] {
  const started = cpu()
  let times = 0
  for (; times < 3 || cpu() - started < STRETCH; times++) thereAndBack(once)
  const least: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let run = 0; run < 3; run++)
    for (const [index, text] of [once, twice].entries()) {
      const start = cpu()
      for (let time = 0; time < times; time++) thereAndBack(text)
      least[index] = Math.min(least[index] ?? 0, (cpu() - start) / times)
    }
  return least
}

function growthRows(): (string | number)[][] {
  const inputs: [name: string, text: (size: number) => string][] = [
    ['a screenplay', size => writeFountain(longScreenplay({ lines: size / 25 }))],
    ...HOSTILE_UNITS.map((unit): [string, (size: number) => string] => [
      JSON.stringify(unit),
      size => repeated(unit, size),
    ]),
  ]
  return inputs
    .map(([name, text]) => [name, ...growth(text(49_000), text(98_000))] as const)
    .map(([name, once, twice]): [string, number, number, number] => [name, once, twice, twice / once])
    .sort((a, b) => b[3] - a[3])
    .slice(0, 8)
    .map(([name, once, twice, ratio]) => [name, once.toFixed(2), twice.toFixed(2), ratio.toFixed(2)])
}

const screenplay = writeFountain(longScreenplay())
const everything = SYNTAX_RULES.map(rule => rule.source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')).join('\n\n')
console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}\n`)
console.log(
  'Reading Fountain, MB per second of CPU (a file of 4,000 lines; the rules of the syntax page, thirty times over)\n',
)
console.log(
  formatTable(
    ['file', 'kB', 'median', 'best', 'fountain-js', 'its best', 'times as fast'],
    [speedRow('4,000 lines', screenplay), speedRow('every rule', `${everything}\n\n`.repeat(30))],
  ),
)
console.log('\nRules of the syntax page that are read right\n')
console.log(formatTable(['section', 'rules', 'Aiuteur', 'fountain-js'], accuracyRows()))
console.log(
  '\nTwice the input: milliseconds of CPU to import 49 kB and 98 kB, and to export them again; the eight worst\n',
)
console.log(formatTable(['input', '49 kB', '98 kB', 'ratio'], growthRows()))
