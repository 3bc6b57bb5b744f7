import { writeFountain } from '../../shared/core/formats/fountain/write.ts'
import { PdfError } from '../../shared/core/formats/pdf/errors.ts'
import { readSheets } from '../../shared/core/formats/pdf/readSheets.ts'
import { pitchOf, type Row, rowsOfSheet } from '../../shared/core/formats/pdf/rows.ts'
import { sheetsOf } from '../../shared/node/pdf/readPdf.ts'
import { FileError } from './fileError.ts'

const CODES: Partial<Record<PdfError['code'], ConstructorParameters<typeof FileError>[0]>> = {
  encrypted: 'encrypted',
  'no-text': 'scanned',
  'too-many-pages': 'pages',
  'too-long': 'pages',
}

const SCENE = /^\W*(?:\d+\w?\s+)?(?:INT|EXT|I\/E)[./ ]/
/** Scene headings that make a PDF a screenplay. */
const SCENES = 3
/** Of the usual distance of two rows: a paragraph ends before a larger one. */
const PARAGRAPH_GAP = 1.4
/** Of the longest row: a shorter one ends its paragraph. */
const FULL_ROW = 0.72

/** The words of a PDF: a screenplay as Fountain, other texts in paragraphs. Throws {@link FileError}. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  try {
    const sheets = await sheetsOf(bytes)
    if (sheets.every(({ texts }) => texts.length === 0)) throw new FileError('scanned')
    const pitch = pitchOf(sheets)
    const pages = sheets.map((sheet, number) => rowsOfSheet(sheet, number, pitch))
    if (pages.flat().filter(({ text }) => SCENE.test(text)).length >= SCENES)
      return writeFountain(readSheets(sheets).screenplay)
    return proseOf(pages)
  } catch (error) {
    if (error instanceof PdfError) throw new FileError(CODES[error.code] ?? 'broken')
    throw error
  }
}

const isPageNumber = ({ text }: Row): boolean => /^\W*(?:page )?\d{1,4}\W*$/i.test(text)
const endOf = ({ pieces }: Row): number => pieces.at(-1)?.end ?? 0

/** Rows joined to paragraphs again, also over the end of a page. */
function proseOf(pages: readonly Row[][]): string {
  const rows = pages.flat().filter(row => !isPageNumber(row))
  const gaps = rows.flatMap((row, at) => {
    const before = rows[at - 1]
    return before && before.sheet === row.sheet ? [row.y - before.y] : []
  })
  const usual = gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0
  const right = Math.max(0, ...pages.map(page => page.reduce((most, row) => Math.max(most, endOf(row)), 0)))
  const parts: string[] = []
  for (const [at, row] of rows.entries()) {
    const before = rows[at - 1]
    const goesOn =
      before !== undefined &&
      endOf(before) >= right * FULL_ROW &&
      (before.sheet !== row.sheet || row.y - before.y <= usual * PARAGRAPH_GAP)
    const last = parts.at(-1)
    if (goesOn && last?.endsWith('-') && /^\p{Ll}/u.test(row.text)) parts[parts.length - 1] = last.slice(0, -1)
    else if (before) parts.push(goesOn ? ' ' : '\n\n')
    parts.push(row.text)
  }
  return parts.join('')
}
