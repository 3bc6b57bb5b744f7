import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { MAX_FILE_BYTES } from '../../core/formats/fountain/errors.ts'
import { MAX_SHEETS, MAX_TEXTS, PdfError } from '../../core/formats/pdf/errors.ts'
import { type ReadPdf, readSheets } from '../../core/formats/pdf/readSheets.ts'
import type { PlacedText, Sheet } from '../../core/formats/pdf/sheet.ts'
import type { Mark } from '../../core/script/line.ts'
import { strokesOf } from './strokes.ts'

/** Text that leans further than this is no text of a screenplay: a watermark across the page. */
const LEANS = 0.02
/** Letters this many times the size of the others are no text either, but on a title page. */
const HUGE = 2

/** Reads a screenplay from the bytes of a PDF. Throws {@link PdfError} when it cannot be read. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  if (bytes.length > MAX_FILE_BYTES) throw new PdfError('too-large')
  return readSheets(await sheetsOf(bytes))
}

/** What stands where in a PDF. Throws {@link PdfError}. */
export async function sheetsOf(bytes: Uint8Array): Promise<Sheet[]> {
  const task = getDocument({
    // a copy: it is used up, and a Buffer is not taken
    data: new Uint8Array(bytes),
    verbosity: 0,
    // nothing is drawn: no fonts of the machine, no pictures, nothing fetched
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: 1,
  })
  try {
    const document = await task.promise
    if (document.numPages > MAX_SHEETS) throw new PdfError('too-many-pages')
    const sheets: Sheet[] = []
    let texts = 0
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const sheet = await sheetOf(page)
      texts += sheet.texts.length
      if (texts > MAX_TEXTS) throw new PdfError('too-long')
      sheets.push(sheet)
      page.cleanup()
    }
    return withoutHugeLetters(sheets)
  } catch (error) {
    if (error instanceof PdfError) throw error
    if (error instanceof Error && error.name === 'PasswordException') throw new PdfError('encrypted', { cause: error })
    if (error instanceof Error) throw new PdfError('broken', { cause: error })
    throw error
  } finally {
    await task.destroy()
  }
}

async function sheetOf(page: PDFPageProxy): Promise<Sheet> {
  const viewport = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const sheet = { width: viewport.width, height: viewport.height }
  if (items.length === 0) return { ...sheet, texts: [], strokes: [] }
  // fonts have their names only once the page's drawing was read
  const operators = await page.getOperatorList()
  const marks = new Map<string, readonly Mark[]>()
  const [a, b, c, d, e, f] = viewport.transform as [number, number, number, number, number, number]
  const texts: PlacedText[] = []
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [ta, tb, , , te, tf] = item.transform as [number, number, number, number, number, number]
    const along = { x: a * ta + c * tb, y: b * ta + d * tb }
    if (along.x <= 0 || Math.abs(along.y) > along.x * LEANS) continue
    const font = marks.get(item.fontName) ?? marksOf(page, item.fontName)
    marks.set(item.fontName, font)
    texts.push({
      text: item.str,
      x: a * te + c * tf + e,
      y: b * te + d * tf + f,
      width: item.width,
      size: item.height || Math.hypot(along.x, along.y),
      marks: font,
    })
  }
  return { ...sheet, texts, strokes: strokesOf(operators, viewport.transform) }
}

function marksOf(page: PDFPageProxy, id: string): readonly Mark[] {
  const font: unknown = page.commonObjs.has(id) ? page.commonObjs.get(id) : null
  const name = font !== null && typeof font === 'object' && 'name' in font ? String(font.name) : ''
  const marks: Mark[] = []
  if (/bold|black|heavy|demi/i.test(name)) marks.push('bold')
  if (/ital|obli/i.test(name)) marks.push('italic')
  return marks
}

function withoutHugeLetters(sheets: readonly Sheet[]): Sheet[] {
  const sizes = sheets.flatMap(({ texts }) => texts.map(({ size }) => size)).sort((a, b) => a - b)
  const most = (sizes[sizes.length >> 1] ?? 12) * HUGE
  return sheets.map((sheet, index) =>
    index === 0 ? sheet : { ...sheet, texts: sheet.texts.filter(({ size }) => size <= most) },
  )
}
