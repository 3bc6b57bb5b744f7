import { describe, expect, it } from 'vitest'
import { longScreenplay, randomFrom } from '../../../tests/fixtures/longScreenplay.ts'
import { plain } from '../script/line.ts'
import { LINE_TYPES } from '../script/lineTypes.ts'
import { PAPERS } from './layout.ts'
import type { LockedPage, Page, PageLine, PageOptions } from './page.ts'
import { type Pagination, paginate } from './paginate.ts'
import { printedText } from './printed.ts'
import { line, words } from './testScript.ts'

const SEEDS = Number(process.env.FUZZ_SEEDS ?? 6)
const FROM = Number(process.env.FUZZ_FROM ?? 1)

type Random = () => number
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
const WORDS = [
  'a',
  'light',
  'somebody',
  'half-lit',
  'x'.repeat(70),
  '夜だ。',
  'ends.',
  'Why?',
  'on',
  '[[note]]',
  '🎬',
  'and\nthen',
]

function randomLine(random: Random): PageLine {
  // as in a script: mostly action and speech
  const type =
    random() < 0.3 ? pick(random, LINE_TYPES) : pick(random, ['action', 'character', 'dialogue', 'dialogue'] as const)
  const length = random() < 0.04 ? 250 : Math.floor(random() ** 3 * 90)
  const text = Array.from({ length }, () => pick(random, WORDS)).join(' ')
  return line(
    type,
    type === 'character' ? text.slice(0, 12) : text,
    random() < 0.2 && type === 'character' ? { dual: true } : {},
  )
}

function randomEdit(random: Random, lines: readonly PageLine[]): PageLine[] {
  const at = Math.floor(random() * lines.length)
  const old = lines[at]
  const dice = random()
  if (dice < 0.4 && old) {
    const text = `${old.text} ${pick(random, WORDS)}`
    return lines.with(at, { ...old, text, runs: plain(text) })
  }
  if (dice < 0.6) return lines.toSpliced(at, 0, randomLine(random))
  if (dice < 0.75) return lines.toSpliced(at, 1 + Math.floor(random() * 5))
  if (dice < 0.85 && old) return lines.with(at, { ...old, type: pick(random, LINE_TYPES) })
  const other = Math.floor(random() * lines.length)
  const moved = lines.slice(at, at + 8)
  return lines.toSpliced(at, 8).toSpliced(Math.min(other, lines.length - 8), 0, ...moved)
}

const squeezed = (text: string): string => text.replace(/\s+/g, '').toUpperCase()
const UNPRINTED: ReadonlySet<string> = new Set(['note', 'section', 'synopsis', 'page_break'])
const isPrinted = ({ type, text }: PageLine): boolean => !UNPRINTED.has(type) && printedText(text).trim() !== ''

/** What is wrong with the rows of these pages: everything is to be printed once, in order, and to fit. */
function faultsOf(lines: readonly PageLine[], pages: readonly Page[], { size = 'letter' }: PageOptions): string[] {
  const faults: string[] = []
  const printed = new Map<string, string>()
  for (const { rows, label } of pages) {
    const halves = new Map<number, number>()
    let last = -1
    for (const row of rows) {
      if (row.row >= PAPERS[size].rows) faults.push(`page ${label} has row ${row.row}`)
      if (row.row < last) faults.push(`page ${label} goes back to row ${row.row}`)
      last = row.row
      halves.set(row.row, (halves.get(row.row) ?? 0) + 1)
      if (row.kind === 'text') printed.set(row.line, (printed.get(row.line) ?? '') + words(row))
    }
    if (Math.max(0, ...halves.values()) > 2) faults.push(`page ${label} prints three in a row`)
  }
  for (const each of lines)
    if (squeezed(printed.get(each.id) ?? '') !== (isPrinted(each) ? squeezed(printedText(each.text)) : ''))
      faults.push(`line ${each.id} prints ${JSON.stringify(printed.get(each.id))}`)
  const order = new Map(lines.map(({ id }, i) => [id, i]))
  const firsts = pages.map(({ start }) => (start ? (order.get(start.line) ?? -1) : -1))
  if (firsts.some((first, i) => first < (firsts[i - 1] ?? -1))) faults.push('pages are out of order')
  return faults
}

/** Which rules of page ends these pages break. What is longer than a page stands alone on it, and may. */
function badEnds(lines: readonly PageLine[], pages: readonly Page[]): string[] {
  const faults: string[] = []
  pages.forEach(({ label, rows }, i) => {
    const last = rows.at(-1)
    const next = pages[i + 1]
    const start = next?.start
    if (!last || !start || rows.every(({ row }, k) => row - (rows[k - 1]?.row ?? 0) <= 1)) return
    const at = lines.findIndex(({ id }) => id === start.line)
    const isForced =
      lines.slice(0, at).findLast(each => each.type === 'page_break' || isPrinted(each))?.type === 'page_break'
    if (isForced) return
    const isHeading = last.type === 'scene_heading' || last.type === 'shot'
    // a run of headings longer than a page has to end somewhere
    if (isHeading && rows.some(({ type }) => type !== last.type)) faults.push(`page ${label} ends in a heading`)
    if (
      last.kind === 'text' &&
      last.type === 'character' &&
      ['dialogue', 'lyrics', 'parenthetical'].includes(lines[at]?.type ?? '')
    )
      faults.push(`page ${label} ends in a cue`)
    if ((last.kind === 'more') !== (next.rows[0]?.kind === 'continued'))
      faults.push(`page ${label} ends in half a sign`)
    if (start.offset === 0) return
    const share = (page: Page | undefined) =>
      page?.rows.filter(({ line: id, kind }) => id === start.line && kind === 'text')
    if ((share(pages[i])?.length ?? 0) < 2) faults.push(`page ${label} leaves an orphan`)
    if ((share(next)?.length ?? 0) < 2) faults.push(`page ${next.label} begins with a widow`)
    const spoken = rows.findLast(({ kind }) => kind === 'text')
    if (last.kind === 'more' && spoken?.type === 'dialogue' && !/[.?。][^\w]*$/.test(words(spoken)))
      faults.push(`page ${label} ends inside a sentence: ${words(spoken)}`)
  })
  return faults
}

const told = ({ pages, sheets }: Pagination): string => JSON.stringify({ pages, sheets })

describe('pages of random scripts', () => {
  for (let seed = FROM; seed < FROM + SEEDS; seed++)
    it(`are whole, and the same when only what changed is set anew (seed ${seed})`, () => {
      const random = randomFrom(seed)
      let lines: PageLine[] = Array.from({ length: 60 + Math.floor(random() * 90) }, () => randomLine(random))
      let options: PageOptions = { size: pick(random, ['letter', 'a4'] as const) }
      let now = paginate(lines, options)
      for (let edit = 0; edit < 20; edit++) {
        if (edit === 8) {
          const locked = now.pages.flatMap(({ label, start }): LockedPage[] => (start ? [{ label, ...start }] : []))
          options = { ...options, locked }
        }
        lines = randomEdit(random, lines)
        now = paginate(lines, options, now)
        // copies, of which nothing is known yet
        const anew = paginate(
          lines.map(each => ({ ...each })),
          options,
        )
        expect(told(now) === told(anew), `edit ${edit}`).toBe(true)
        if (edit % 4 > 0) continue
        expect(faultsOf(lines, now.pages, options)).toEqual([])
        if (!options.locked) expect(badEnds(lines, now.pages)).toEqual([])
      }
    })
})

describe('pages of a feature film', () => {
  const { lines: drafts } = longScreenplay()
  const lines = drafts.map(({ type, runs, dual }) => line(type, runs.map(run => run.text).join(''), { dual }))

  it('keep every rule', () => {
    const { pages } = paginate(lines)
    expect(pages.length).toBeGreaterThan(100)
    expect(faultsOf(lines, pages, {})).toEqual([])
    expect(badEnds(lines, pages)).toEqual([])
  })
  it('are the same objects where nothing changed', () => {
    const before = paginate(lines)
    const old = lines[40]
    if (!old) throw new Error('The script is too short.')
    const after = paginate(lines.with(40, { ...old, text: `${old.text}!`, runs: plain(`${old.text}!`) }), {}, before)
    expect(after.pages.filter((page, i) => page !== before.pages[i]).length).toBeLessThan(3)
  })
})
