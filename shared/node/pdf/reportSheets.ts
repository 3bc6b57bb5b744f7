import PDFDocument from 'pdfkit'
import { PAPERS } from '../../core/pages/layout.ts'
import type { PageSize } from '../../core/pages/page.ts'
import type { ScriptFigures } from '../../core/reports/figures.ts'
import { formatByPages, formatByWords, formatEighths, formatPages, formatSeconds } from '../../core/reports/format.ts'
import type { ReportName } from '../../core/reports/names.ts'
import { reportTable, type TableColumn } from '../../core/reports/table.ts'
import { hasGlyph } from './paper.ts'
import { drawBalance, drawPacing } from './reportCharts.ts'
import { Typeface } from './typeface.ts'

/** Points. */
const MARGIN = 36
const SIZE = 8.5
const ROW = 11
const CHARACTER = SIZE * 0.6
/** Characters between two columns. */
const GAP = 2
const RULE = '#b8b8b8'
const MUTED = '#555555'

export interface ReportPdfOptions {
  project: string
  size: PageSize
  date: Date
}

/** Where charts and tables write: Courier, in rows and characters. */
export class ReportSheets {
  readonly document: PDFKit.PDFDocument
  readonly width: number
  readonly #height: number
  readonly #typeface: Typeface
  /** The upper edge of what comes next. */
  y = MARGIN

  constructor(title: string, { size, date }: ReportPdfOptions) {
    const paper = PAPERS[size]
    this.document = new PDFDocument({
      // wider than high
      size: [paper.height, paper.width],
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      displayTitle: true,
      info: { Title: title, Creator: 'Aiuteur', Producer: 'Aiuteur', CreationDate: date, ModDate: date },
    })
    this.width = paper.height - 2 * MARGIN
    this.#height = paper.width
    this.#typeface = new Typeface({ has: (path, codePoint) => hasGlyph(this.document.font(path), codePoint) })
  }

  newSheet(): void {
    this.document.addPage()
    this.y = MARGIN
  }

  /** Is there room for so many points above the foot? */
  hasRoom(points: number): boolean {
    return this.y + points <= this.#height - MARGIN - 2 * ROW
  }

  /** Prints one row of text at `x` points from the left margin; `right`: it ends there. */
  print(
    text: string,
    x: number,
    y: number,
    { bold = false, right = false, colour = '#000000', size = SIZE } = {},
  ): void {
    const width = [...text].length * size * 0.6
    let at = MARGIN + x - (right ? width : 0)
    for (const piece of this.#typeface.pieces(text, bold ? ['bold'] : [])) {
      this.document.font(piece.font).fontSize(size).fillColor(colour)
      if (piece.text.trim() !== '') this.document.text(piece.text, at, y, { lineBreak: false })
      at += [...piece.text].length * size * 0.6
    }
  }

  rule(y: number): void {
    this.document
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + this.width, y)
      .lineWidth(0.5)
      .strokeColor(RULE)
      .stroke()
  }

  /** Project and page at the foot of every sheet; then the bytes. */
  async finish(left: string): Promise<Uint8Array> {
    const { start, count } = this.document.bufferedPageRange()
    for (let i = 0; i < count; i++) {
      this.document.switchToPage(start + i)
      const y = this.#height - MARGIN - SIZE
      this.print(left, 0, y, { colour: MUTED })
      this.print(`${i + 1} of ${count}`, this.width, y, { right: true, colour: MUTED })
    }
    const chunks: Uint8Array[] = []
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
    this.document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    this.document.on('end', () => resolve(Buffer.concat(chunks)))
    this.document.on('error', reject)
    this.document.end()
    return promise
  }
}

/** Sets a report as a PDF: its chart, when it has one, and its table with the head on every sheet. */
export async function writeReportPdf(
  report: ReportName,
  figures: ScriptFigures,
  options: ReportPdfOptions,
): Promise<Uint8Array> {
  const { title, columns, rows } = reportTable(report, figures)
  const sheets = new ReportSheets(`${options.project}: ${title}`, options)
  sheets.newSheet()
  sheets.print(title, 0, sheets.y, { bold: true, size: 14 })
  sheets.print(totals(figures), sheets.width, sheets.y + 5, { right: true, colour: MUTED })
  sheets.y += 28
  if (report === 'dialogue') drawBalance(sheets, figures)
  if (report === 'pacing') drawPacing(sheets, figures)
  printTable(sheets, columns, rows)
  return sheets.finish(`${options.project}, ${options.date.toISOString().slice(0, 10)}`)
}

const totals = ({ scenes, eighths, seconds, words }: ScriptFigures): string =>
  [
    scenes.length === 1 ? '1 scene' : `${scenes.length} scenes`,
    formatPages(eighths),
    formatByPages(eighths),
    formatByWords(seconds),
    `${Math.round(words)} words of dialogue`,
  ].join(', ')

/** Numbers as film people write them. */
function shown(value: string | number, { unit }: TableColumn): string {
  if (typeof value === 'string') return value
  if (unit === 'eighths') return formatEighths(value)
  if (unit === 'seconds') return formatSeconds(value)
  return unit === '%' ? `${value.toFixed(1)} %` : value.toLocaleString('en')
}

function printTable(sheets: ReportSheets, columns: readonly TableColumn[], rows: readonly (string | number)[][]): void {
  const all = Math.floor(sheets.width / CHARACTER)
  const weights = columns.reduce((sum, { weight }) => sum + weight, 0)
  let left = 0
  const places = columns.map(column => {
    const width = Math.max(4, Math.floor(((all - GAP * (columns.length - 1)) * column.weight) / weights))
    const place = { column, left, width }
    left += width + GAP
    return place
  })
  const printRow = (cells: readonly string[], bold: boolean): void => {
    const set = places.map(({ width }, i) => wrap(cells[i] ?? '', width))
    const height = Math.max(...set.map(({ length }) => length)) * ROW
    if (!bold && !sheets.hasRoom(height)) {
      sheets.newSheet()
      printHead()
    }
    for (const [i, { column, left, width }] of places.entries())
      for (const [row, text] of (set[i] ?? []).entries()) {
        const x = (column.numeric ? left + width : left) * CHARACTER
        sheets.print(text, x, sheets.y + row * ROW, { bold, right: column.numeric })
      }
    sheets.y += height + 4
    sheets.rule(sheets.y - 2.5)
  }
  const printHead = (): void =>
    printRow(
      columns.map(({ title }) => title),
      true,
    )
  printHead()
  for (const cells of rows)
    printRow(
      columns.map((column, i) => shown(cells[i] ?? '', column)),
      false,
    )
}

/** Breaks a text at spaces into rows of `width` characters; longer words are cut. */
export function wrap(text: string, width: number): string[] {
  const rows: string[] = []
  let row = ''
  for (const word of text.split(/\s+/)) {
    let rest = [...word]
    if (row !== '' && [...row].length + 1 + rest.length > width) {
      rows.push(row)
      row = ''
    }
    while (rest.length > width) {
      rows.push(rest.slice(0, width).join(''))
      rest = rest.slice(width)
    }
    row = row === '' ? rest.join('') : `${row} ${rest.join('')}`
  }
  return [...rows, row]
}
