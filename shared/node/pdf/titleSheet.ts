import { parseEmphasis } from '../../core/formats/fountain/emphasis.ts'
import { fromRuns, sliceMarked, toRuns } from '../../core/formats/fountain/markedText.ts'
import type { TitlePageEntry } from '../../core/formats/screenplay.ts'
import { wrap } from '../../core/pages/wrap.ts'
import type { Mark, Run } from '../../core/script/line.ts'
import { isCentred } from '../../core/script/titlePage.ts'
import { CHARACTER, type Paper, ROW } from './paper.ts'

/** Rows: where the title stands on US Letter, and the last row at the foot. */
const TITLE_ROW = 18
/** Of the foot; dates stand to the right, as on the cover of a draft. */
const DATES = new Set(['draft date', 'date', 'revision'])
/** Say something about the file and are not printed. */
const UNPRINTED = new Set(['language'])
const CENTRE = { column: 15, width: 60 }
const FOOT_WIDTH = 32
/** Empty rows above what stands in the middle. */
const ABOVE: Readonly<Record<string, number>> = { episode: 1, credit: 3, author: 1, authors: 1, source: 2 }

/** Where the body of a sheet begins: an inch below its edge; points. */
const TOP = 72

/** A value's rows, at most `width` characters wide, with the emphasis that Fountain writes in it. */
function rowsOf(value: string, width: number, marks: readonly Mark[]): Run[][] {
  const { text, bits } = parseEmphasis(value)
  const whole = fromRuns(toRuns({ text, bits }).map(run => ({ ...run, marks: [...new Set([...marks, ...run.marks])] })))
  return wrap(whole.text, width).map(({ start, end }) => toRuns(sliceMarked(whole, start, end)))
}

const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, { text }) => sum + text.length, 0)

/** Prints the first sheet: title, credit, author and source in the middle; contact and dates at the foot. */
export function printTitleSheet(paper: Paper, entries: readonly TitlePageEntry[], rows: number): void {
  const printed = entries.filter(({ key }) => !UNPRINTED.has(key.toLowerCase()))
  let row = TITLE_ROW
  for (const { key, value } of printed.filter(entry => isCentred(entry.key))) {
    const name = key.toLowerCase()
    row += ABOVE[name] ?? 0
    for (const runs of rowsOf(value, CENTRE.width, name === 'title' ? ['bold'] : [])) {
      const column = CENTRE.column + (CENTRE.width - lengthOf(runs)) / 2
      paper.print(runs, column * CHARACTER, TOP + row * ROW)
      row++
    }
  }
  const foot = printed.filter(({ key }) => !isCentred(key))
  const isDate = ({ key }: TitlePageEntry): boolean => DATES.has(key.toLowerCase())
  printFoot(
    paper,
    foot.filter(entry => !isDate(entry)),
    { rows, from: row + 2, column: CENTRE.column },
  )
  printFoot(paper, foot.filter(isDate), {
    rows,
    from: row + 2,
    column: CENTRE.column + CENTRE.width - FOOT_WIDTH,
    right: true,
  })
}

/** Blocks that end on the last row of the sheet; what would reach into the middle is moved down, off the last row. */
function printFoot(
  paper: Paper,
  entries: readonly TitlePageEntry[],
  { rows, from, column, right }: { rows: number; from: number; column: number; right?: true },
): void {
  const blocks = entries.map(({ value }) => rowsOf(value, FOOT_WIDTH - (right ? 4 : 0), []))
  const height = blocks.reduce((sum, block) => sum + block.length, 0) + Math.max(0, blocks.length - 1)
  let row = Math.max(from, rows - height)
  for (const block of blocks) {
    for (const runs of block) {
      const at = right ? column + FOOT_WIDTH - lengthOf(runs) : column
      paper.print(runs, at * CHARACTER, TOP + row * ROW)
      row++
    }
    row++
  }
}
