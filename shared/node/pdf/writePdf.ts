import type { Screenplay, ScreenplayRevision } from '../../core/formats/screenplay.ts'
import { PAPERS } from '../../core/pages/layout.ts'
import type { PageRow, PageSize } from '../../core/pages/page.ts'
import { paginateScreenplay } from '../../core/pages/scriptPages.ts'
import { type Mark, plain, type Run } from '../../core/script/line.ts'
import type { LineType } from '../../core/script/lineTypes.ts'
import { CHARACTER, Paper, ROW } from './paper.ts'
import { inReadingOrder } from './readingOrder.ts'
import { printTitleSheet } from './titleSheet.ts'

export interface PdfOptions {
  /** What the file is called in a reader's title bar; the title of the title page wins. */
  title: string
  /** Instead of the script's own. Pages that are locked stay where they begin. */
  size?: PageSize | undefined
  /** In both margins beside headings. */
  sceneNumbers: boolean
  /** Whom this copy is for; '' for nobody. */
  watermark: string
  /** Goes into the file: the same script and date give the same bytes. */
  date: Date
}

export interface WrittenPdf {
  bytes: Uint8Array
  /** Characters that no font has; '?' is printed for each. */
  lacking: string[]
}

/** Points from the upper edge: the first row of the body, and that of page numbers. */
const TOP = 72
const HEADER = 36
/** Characters from the left edge. */
const LEFT_MARGIN = 15
const RIGHT_MARGIN = 75
/** Where the number of a scene begins on the left, and where it ends on the right. */
const SCENE_NUMBER = { left: 7.5, right: 79 }
const ASTERISK = 79.5
/** Characters of an entry of the outline. */
const LONGEST_BOOKMARK = 120

/** Elements that have a style of their own, as on the screen. */
const STYLE: Partial<Record<LineType, Mark>> = { scene_heading: 'bold', lyrics: 'italic' }

/** Sets a screenplay as a PDF: the same pages as the screen, with an outline of its scenes. */
export async function writePdf(screenplay: Screenplay, options: PdfOptions): Promise<WrittenPdf> {
  const { titlePage, production, revisions } = screenplay
  const revision = revisions?.find(({ id }) => id === production?.revision)
  const titlePageValue = (...keys: string[]): string =>
    titlePage
      .find(({ key }) => keys.includes(key.toLowerCase()))
      ?.value.replace(/[*_]/g, '')
      .replace(/\s+/g, ' ')
      .trim() ?? ''
  const author = titlePageValue('author', 'authors')
  const { rows, ...size } = PAPERS[options.size ?? production?.pageSize ?? 'letter']
  const paper = new Paper({ title: titlePageValue('title') || options.title, author, date: options.date }, size)
  const watermark = options.watermark.replace(/\s+/g, ' ').trim()
  const newSheet = (): void => {
    paper.newSheet()
    if (watermark !== '') paper.watermark(watermark)
  }
  if (titlePage.length > 0) {
    newSheet()
    printTitleSheet(paper, titlePage, rows)
  }
  for (const page of paginateScreenplay(resized(screenplay, options.size)).pages) {
    newSheet()
    printHeader(paper, page.header, revision)
    for (const row of inReadingOrder(page.rows)) printRow(paper, row, options.sceneNumbers)
    for (const title of bookmarksOf(page.rows)) paper.bookmark(title)
  }
  const lacking = paper.typeface.lacking
  return { bytes: await paper.finish(), lacking: [...lacking] }
}

const resized = (screenplay: Screenplay, size: PageSize | undefined): Screenplay =>
  size ? { ...screenplay, production: { ...screenplay.production, pageSize: size } } : screenplay

function printHeader(paper: Paper, header: string, revision: ScreenplayRevision | undefined): void {
  if (revision) paper.print(plain(revisionHeader(revision)), LEFT_MARGIN * CHARACTER, HEADER)
  paper.print(plain(header), (RIGHT_MARGIN - header.length) * CHARACTER, HEADER)
}

/** "Blue Revision 3/12/26"; "Director's Pass (Blue) 3/12/26". */
function revisionHeader({ name, colour, date }: ScreenplayRevision): string {
  const named = name.toLowerCase().includes(colour.toLowerCase())
    ? name
    : `${name} (${colour.charAt(0).toUpperCase()}${colour.slice(1)})`
  return `${named} ${date}`.trim().slice(0, RIGHT_MARGIN - LEFT_MARGIN - 8)
}

function printRow(paper: Paper, row: PageRow, sceneNumbers: boolean): void {
  const y = TOP + row.row * ROW
  const number = sceneNumbers ? row.sceneNumber : undefined
  if (number !== undefined) paper.print(plain(number), SCENE_NUMBER.left * CHARACTER, y)
  const style = row.kind === 'more' || row.kind === 'continued' ? undefined : STYLE[row.type]
  paper.print(style ? row.runs.map(run => withMark(run, style)) : row.runs, row.column * CHARACTER, y)
  if (number !== undefined) paper.print(plain(number), (SCENE_NUMBER.right - number.length) * CHARACTER, y)
  if (row.asterisk) paper.print(plain('*'), ASTERISK * CHARACTER, y)
}

const withMark = ({ text, marks }: Run, mark: Mark): Run => ({
  text,
  marks: marks.includes(mark) ? marks : [...marks, mark],
})

/** The headings that begin on a page, whole, with their numbers. */
function bookmarksOf(rows: readonly PageRow[]): string[] {
  const headings = Map.groupBy(
    rows.filter(({ type, kind }) => type === 'scene_heading' && (kind === 'text' || kind === 'omitted')),
    ({ line }) => line,
  )
  return [...headings.values()].flatMap(parts => {
    const [first] = parts
    if (!first || (first.kind === 'text' && first.from > 0)) return []
    const text = parts.map(({ runs }) => runs.map(run => run.text).join('')).join(' ')
    return [`${first.sceneNumber ? `${first.sceneNumber}  ` : ''}${text}`.slice(0, LONGEST_BOOKMARK)]
  })
}
