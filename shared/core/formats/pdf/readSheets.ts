import type { LineType } from '../../script/lineTypes.ts'
import { cleanText } from '../fountain/decode.ts'
import { MAX_LINE_CHARACTERS, MAX_LINES } from '../fountain/errors.ts'
import { BOLD, fromRuns, type MarkedText, toRuns, trimMarked, UNDERLINE } from '../fountain/markedText.ts'
import type { Screenplay, ScreenplayLine, TitlePageEntry } from '../screenplay.ts'
import { type Confidence, confidenceOf } from './confidence.ts'
import { type Element, findElements } from './elements.ts'
import { PdfError } from './errors.ts'
import { withoutFrames } from './frame.ts'
import { findIndents } from './indents.ts'
import { findMargins, places, type TextRow, withoutMargins } from './margins.ts'
import { Paragraphs } from './paragraphs.ts'
import { pitchOf, type Row, rowsOfSheet } from './rows.ts'
import type { Sheet } from './sheet.ts'
import { isTitlePage, readTitlePage } from './titlePage.ts'

/** A screenplay as its layout says it, and how sure that is. */
export interface ReadPdf {
  screenplay: Screenplay
  confidence: Confidence
}

/** Letters that no font table explains. */
const UNREADABLE = /[\ufffd\ue000-\uf8ff]/g
/** Elements that many programs print in bold or underlined: where nearly all are, it is style and nobody's emphasis. */
const STYLED: ReadonlySet<LineType> = new Set(['scene_heading', 'character', 'transition', 'shot'])
const NEARLY_ALL = 0.8

/** Reads a screenplay by where its words stand. Throws {@link PdfError} when there are none, or too many. */
export function readSheets(sheets: readonly Sheet[]): ReadPdf {
  const pitch = pitchOf(sheets)
  const allRows = sheets.map((sheet, index) => rowsOfSheet(sheet, index, pitch))
  const characters = allRows.flat().reduce((sum, { text }) => sum + text.length, 0)
  const unreadable = allRows.flat().reduce((sum, { text }) => sum + (text.match(UNREADABLE)?.length ?? 0), 0)
  if (characters - unreadable === 0) throw new PdfError('no-text')
  const leading = leadingOf(allRows)

  const [first] = sheets
  const hasTitlePage = first !== undefined && sheets.length > 1 && isTitlePage(first, allRows[0] ?? [], pitch)
  const titlePage: TitlePageEntry[] = hasTitlePage ? readTitlePage(first, allRows[0] ?? [], pitch, leading) : []
  const from = hasTitlePage ? 1 : 0
  const bodies = withoutFrames(sheets.slice(from), allRows.slice(from), pitch, leading)
  const margins = findMargins(bodies.flat(), pitch)
  const rows = bodies.flatMap(body =>
    textRows(
      body.flatMap(row => withoutMargins(row, margins, pitch) ?? []),
      leading,
    ),
  )
  const { elements, unplaced } = findElements(rows, findIndents(rows, margins, pitch))
  const lines = linesOf(elements, new Paragraphs(elements, pitch))
  if (lines.length === 0 && titlePage.length === 0) throw new PdfError('no-text')
  const count = (type: LineType): number => lines.filter(line => line.type === type).length
  return {
    screenplay: { titlePage, lines },
    confidence: confidenceOf({
      sheets: sheets.length,
      empty: allRows.filter(rows => rows.length === 0).length,
      rows: rows.length,
      unplaced: unplaced.map(({ sheet, text }) => ({ page: sheet + 1, text })),
      headings: count('scene_heading'),
      speeches: count('dialogue'),
      unreadable,
      characters,
      revised: rows.filter(({ revised }) => revised).length,
    }),
  }
}

/** From one row to the next in points: 12 as a rule. */
function leadingOf(sheets: readonly (readonly Row[])[]): number {
  const gaps = sheets.flatMap(rows =>
    rows.flatMap((row, index) => {
      const gap = row.y - (rows[index - 1]?.y ?? row.y)
      return gap > 4 && gap < 40 ? [gap] : []
    }),
  )
  const most = places(gaps, 0.5)
  // in a script of one-row paragraphs the double step is the most frequent one
  const half = most.find(({ at, count }) => Math.abs(at * 2 - (most[0]?.at ?? 0)) < 1 && count > gaps.length * 0.1)
  return half?.at ?? most[0]?.at ?? 12
}

function textRows(rows: readonly Omit<TextRow, 'before' | 'atTop'>[], leading: number): TextRow[] {
  return rows.map((row, index) => {
    const above = rows[index - 1]
    const before = above ? Math.max(0, Math.round((row.y - above.y) / leading) - 1) : 0
    return { ...row, before, atTop: above === undefined }
  })
}

function linesOf(elements: readonly Element[], paragraphs: Paragraphs): ScreenplayLine[] {
  if (elements.length > MAX_LINES) throw new PdfError('too-long')
  const lines: ScreenplayLine[] = []
  for (const element of elements) {
    const marked = cleaned(paragraphs.textOf(element))
    if (marked.text === '') continue
    if (marked.text.length > MAX_LINE_CHARACTERS) throw new PdfError('too-long')
    lines.push({
      type: element.type,
      runs: toRuns(marked),
      ...(element.dual ? { dual: true } : {}),
      ...(element.number === undefined ? {} : { sceneNumber: element.number }),
      ...(element.omitted ? { omitted: true } : {}),
    })
  }
  return withoutStyle(lines)
}

const cleaned = (marked: MarkedText): MarkedText =>
  trimMarked(
    fromRuns(
      toRuns(marked).map(({ text, marks }) => ({
        text: cleanText(text).replace(UNREADABLE, '').replaceAll('\u00a0', ' '),
        marks,
      })),
    ),
  )

function withoutStyle(lines: readonly ScreenplayLine[]): ScreenplayLine[] {
  const styled = new Map<LineType, number>()
  for (const type of STYLED) {
    const texts = lines.filter(line => line.type === type).map(({ runs }) => fromRuns(runs))
    for (const bit of [BOLD, UNDERLINE]) {
      const whole = texts.filter(({ text, bits }) => bits.every((value, at) => text[at] === ' ' || value & bit)).length
      if (whole > 0 && whole >= texts.length * NEARLY_ALL) styled.set(type, (styled.get(type) ?? 0) | bit)
    }
  }
  return lines.map(line => {
    const style = styled.get(line.type)
    if (style === undefined) return line
    const { text, bits } = fromRuns(line.runs)
    return { ...line, runs: toRuns({ text, bits: bits.map(value => value & ~style) }) }
  })
}
