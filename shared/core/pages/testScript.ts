import { plain, textOfRuns } from '../script/line.ts'
import type { LineType } from '../script/lineTypes.ts'
import type { Page, PageLine, PageRow } from './page.ts'

let made = 0

/** A line for a test; the id counts on. */
export const line = (type: LineType, text: string, more: Partial<PageLine> = {}): PageLine => ({
  id: `l${made++}`,
  type,
  text,
  runs: plain(text),
  ...more,
})

/** An action paragraph of so many rows, in one sentence. */
export const action = (rows: number): PageLine =>
  line('action', Array.from({ length: rows }, (_, i) => `row ${i}`.padEnd(58, '.')).join(' '))

/** A speech line of so many rows, each a sentence. */
export const speech = (rows: number): PageLine =>
  line(
    'dialogue',
    Array.from({ length: rows }, (_, i) => `Sentence number ${i} fills it${'l'.repeat(i % 2)}.`).join(' '),
  )

/** So many rows of action in paragraphs of one row, each with an empty row before it: `rows` is odd. */
export const filler = (rows: number): PageLine[] =>
  Array.from({ length: (rows + 1) / 2 }, (_, i) => line('action', `Filler ${i}.`))

export const words = ({ runs }: PageRow): string => textOfRuns(runs)
/** What stands on a page, row by row. */
export const rowsOn = (page: Page | undefined): string[] => (page?.rows ?? []).map(words)
