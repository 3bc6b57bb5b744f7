import PDFDocument from 'pdfkit'
import { cellsOf, isPlain } from '../../core/pages/cells.ts'
import type { Run } from '../../core/script/line.ts'
import { Typeface } from './typeface.ts'

/** Courier 12: 10 characters and 6 rows an inch. */
export const CHARACTER = 7.2
export const ROW = 12
/** From the upper edge of a row to its baseline. */
const BASELINE = 9
const UNDERLINE = { below: 1.7, thickness: 0.6 }

/** What a PDF says of itself. */
export interface PdfInfo {
  title: string
  author?: string | undefined
  /** Goes into the file, so that the same script at the same time gives the same bytes. */
  date: Date
}

/** Sheets of paper in a typewriter: text goes to columns and rows, in points from the upper left corner where it says so. */
export class Paper {
  readonly typeface: Typeface
  readonly #document: PDFKit.PDFDocument
  readonly #size: [number, number]
  readonly #whole: Promise<Uint8Array>

  constructor({ title, author, date }: PdfInfo, size: { width: number; height: number }) {
    this.#size = [size.width, size.height]
    this.#document = new PDFDocument({
      size: this.#size,
      margin: 0,
      autoFirstPage: false,
      // every text chooses its own; the library would load Helvetica first
      font: '',
      pdfVersion: '1.7',
      displayTitle: true,
      info: {
        Title: title,
        ...(author ? { Author: author } : {}),
        Creator: 'Aiuteur',
        Producer: 'Aiuteur',
        CreationDate: date,
        ModDate: date,
      },
    })
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
    const chunks: Uint8Array[] = []
    this.#document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    this.#document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    this.#document.on('error', reject)
    this.#whole = promise
    this.typeface = new Typeface({ has: (path, codePoint) => hasGlyph(this.#document.font(path), codePoint) })
  }

  newSheet(): void {
    this.#document.addPage({ size: this.#size, margin: 0 })
  }

  /** An entry of the reader's outline that leads to the sheet that was begun last. */
  bookmark(title: string): void {
    this.#document.outline.addItem(title)
  }

  /** Prints `runs` at `x`, the row that begins at `y`; points. */
  print(runs: readonly Run[], x: number, y: number): void {
    let at = x
    for (const { text, marks } of runs) {
      const from = at
      for (const { font, text: printed } of this.typeface.pieces(text, marks)) {
        this.#document.font(font).fontSize(ROW)
        this.#write(printed, at, y + BASELINE)
        // on the grid: the letters of the font are a hair narrower than a tenth of an inch
        at += columnsOf(printed) * CHARACTER
      }
      if (marks.includes('underline')) this.#underline(from, at, y + BASELINE)
    }
  }

  #write(text: string, x: number, baseline: number): void {
    if (text.trim() !== '') this.#document.text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic' })
  }

  #underline(from: number, to: number, baseline: number): void {
    this.#document
      .rect(from, baseline + UNDERLINE.below - UNDERLINE.thickness / 2, to - from, UNDERLINE.thickness)
      .fill('black')
  }

  /** Light letters from corner to corner, to be drawn before anything else on the sheet. No part of the text for a screen reader. */
  watermark(text: string): void {
    const [width, height] = this.#size
    const document = this.#document
    const pieces = this.typeface.pieces(text, ['bold'])
    const length = [...text].length * 0.6
    const size = Math.min(80, (Math.hypot(width, height) * 0.78) / Math.max(1, length))
    document.markContent('Artifact', { type: 'Pagination' })
    document.save()
    document.translate(width / 2, height / 2).rotate((-Math.atan2(height, width) * 180) / Math.PI)
    document.fillColor('black', 0.1)
    let x = (-length * size) / 2
    for (const { font, text: part } of pieces) {
      document.font(font).fontSize(size)
      document.text(part, x, size * 0.3, { lineBreak: false, baseline: 'alphabetic' })
      x += [...part].length * 0.6 * size
    }
    document.restore()
    document.endMarkedContent()
    document.fillColor('black', 1)
  }

  /** The bytes of the file; nothing can be printed any more. */
  finish(): Promise<Uint8Array> {
    this.#document.end()
    return this.#whole
  }
}

const columnsOf = (text: string): number =>
  isPlain(text) ? text.length : cellsOf(text).reduce((sum, next) => sum + next, 0)

interface Glyphs {
  hasGlyphForCodePoint(codePoint: number): boolean
}
const isGlyphs = (value: unknown): value is Glyphs =>
  value !== null && typeof value === 'object' && 'hasGlyphForCodePoint' in value

/** Whether the font that a document has chosen has a letter. */
export function hasGlyph(document: unknown, codePoint: number): boolean {
  const chosen: unknown = Reflect.get(Object(document), '_font')
  const font: unknown = Reflect.get(Object(chosen), 'font')
  return isGlyphs(font) && font.hasGlyphForCodePoint(codePoint)
}
