import { cellsOf } from '../../pages/cells.ts'
import type { Page, PageRow, PageSize } from '../../pages/page.ts'
import { textOfRuns } from '../../script/line.ts'
import { pagesOf, sizeOf } from '../pagesOf.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'

/** Columns of what stands in the margins: 10 characters to an inch. */
const LEFT_NUMBER = 8
const RIGHT_NUMBER = 76
const ASTERISK = 80
/** The right edge of the page number. */
const HEADER_END = 76
/** Paper: its width in characters, and the rows above the body in which the page number stands. */
const WIDTH: Record<PageSize, number> = { letter: 85, a4: 83 }
const HEADER_ROWS = 3

const widthOf = (text: string): number => cellsOf(text).reduce((sum, cells) => sum + cells, 0)

/** A row of paper that is filled from the left. */
class PaperRow {
  #text = ''
  #width = 0

  put(column: number, text: string): void {
    const gap = Math.max(Math.floor(column) - this.#width, this.#width > 0 ? 1 : 0)
    this.#text += ' '.repeat(gap) + text
    this.#width += gap + widthOf(text)
  }

  toString(): string {
    return this.#text.trimEnd()
  }
}

/** Scenes that the writer numbered have their numbers, as in the file; all others have none. */
function rowText(rows: readonly PageRow[], lines: readonly ScreenplayLine[]): string {
  const paper = new PaperRow()
  const heading = rows.find(row => row.sceneNumber !== undefined)
  const number = heading && lines[Number(heading.line)]?.sceneNumber
  if (number !== undefined) paper.put(LEFT_NUMBER, number)
  for (const row of [...rows].sort((a, b) => a.column - b.column)) paper.put(row.column, textOfRuns(row.runs))
  if (number !== undefined) paper.put(RIGHT_NUMBER, number)
  if (rows.some(row => row.asterisk)) paper.put(ASTERISK, '*')
  return paper.toString()
}

function pageText({ header, rows }: Page, lines: readonly ScreenplayLine[]): string {
  const last = Math.max(-1, ...rows.map(row => row.row))
  const body = Array.from({ length: last + 1 }, (_, place) =>
    rowText(
      rows.filter(({ row }) => row === place),
      lines,
    ),
  )
  const head = header === '' ? [] : [header.padStart(HEADER_END), ...Array<string>(HEADER_ROWS - 1).fill('')]
  return [...head, ...body].join('\n')
}

/** Keys that stand in the middle of a title page, a third down; all others stand lower left, where an address does. */
const CENTRED = new Set(['title', 'episode', 'credit', 'author', 'authors', 'source'])
const TITLE_ROW = 16
const LOWER_ROW = 44
const LOWER_COLUMN = 15

function titlePageText({ titlePage }: Screenplay, size: PageSize): string {
  const plain = (value: string): string[] => value.replace(/\\?([*_]+)/g, '').split('\n')
  const rows: string[] = Array<string>(TITLE_ROW).fill('')
  const isCentred = ({ key }: { key: string }): boolean => CENTRED.has(key.toLowerCase())
  for (const { value } of titlePage.filter(isCentred)) {
    for (const text of plain(value)) {
      const paper = new PaperRow()
      paper.put((WIDTH[size] - widthOf(text)) / 2, text)
      rows.push(paper.toString())
    }
    rows.push('')
  }
  const others = titlePage.filter(entry => !isCentred(entry))
  while (others.length > 0 && rows.length < LOWER_ROW) rows.push('')
  for (const { value } of others) for (const text of plain(value)) rows.push(' '.repeat(LOWER_COLUMN) + text)
  return rows.join('\n').trimEnd()
}

/** The screenplay as plain text that looks like its printed pages, with a form feed between two of them. */
export function writeText(screenplay: Screenplay): string {
  const pages = pagesOf(screenplay).map(page => pageText(page, screenplay.lines))
  if (screenplay.titlePage.length > 0) pages.unshift(titlePageText(screenplay, sizeOf(screenplay)))
  return `${pages.join('\n\f\n')}\n`
}
