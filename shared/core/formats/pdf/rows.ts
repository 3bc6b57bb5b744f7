import { MARKS } from '../../script/line.ts'
import { BOLD, joinMarked, type MarkedText, plainText, UNDERLINE } from '../fountain/markedText.ts'
import type { PlacedText, Sheet, Stroke } from './sheet.ts'

/** Text without white space at its ends, from `x` to `end`. */
export interface Piece {
  x: number
  end: number
  marked: MarkedText
}

/** What stands on one baseline, from left to right. */
export interface Row {
  /** Which sheet, from 0. */
  sheet: number
  y: number
  pieces: readonly Piece[]
  text: string
}

/** Neighbours further apart than this many characters are two columns: a sentence may begin after two spaces. */
const COLUMN_GAP = 2.6
/** As printed text has it in one string where the program padded it: a scene number, spaces, the heading. */
const PADDING = /\s{3,}/g
/** Of the font's height: letters whose baselines are nearer are on one row. */
const SAME_BASELINE = 0.3
/** Bold was printed by striking a letter twice, a hair apart. */
const STRUCK_TWICE = 1.5

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

/** The width of one character in points: 7.2 for Courier 12. */
export function pitchOf(sheets: readonly Sheet[]): number {
  const widths = sheets.flatMap(({ texts }) =>
    texts.flatMap(({ text, width }) => (text.length >= 4 && width > 0 ? [width / text.length] : [])),
  )
  return median(widths) || 7.2
}

/** The pieces of one stretch of text: trimmed, and cut where spaces were used to reach another column. */
function piecesOf({ text, x, width, marks }: PlacedText): Piece[] {
  const each = width / Math.max(1, text.length)
  const bits = marks.reduce((sum, mark) => sum | (1 << MARKS.indexOf(mark)), 0)
  const pieces: Piece[] = []
  const add = (from: number, to: number): void => {
    const part = text.slice(from, to)
    const start = from + part.length - part.trimStart().length
    const trimmed = part.trim()
    if (trimmed === '') return
    const marked = plainText(trimmed)
    marked.bits.fill(bits)
    pieces.push({ x: x + start * each, end: x + (start + trimmed.length) * each, marked })
  }
  let from = 0
  for (const gap of text.matchAll(PADDING)) {
    add(from, gap.index)
    from = gap.index + gap[0].length
  }
  add(from, text.length)
  return pieces
}

function underline(piece: Piece, y: number, size: number, strokes: readonly Stroke[]): void {
  const { length } = piece.marked.text
  const each = (piece.end - piece.x) / length
  for (const stroke of strokes) {
    if (stroke.y < y - 1 || stroke.y > y + size * 0.35) continue
    // the middle of a letter decides: strokes begin and end a hair beside it
    const first = Math.max(0, Math.ceil((stroke.x - piece.x) / each - 0.5))
    const last = Math.min(length, Math.floor((stroke.x + stroke.width - piece.x) / each + 0.5))
    for (let at = first; at < last; at++) piece.marked.bits[at] = (piece.marked.bits[at] ?? 0) | UNDERLINE
  }
}

/** By x; a piece that was struck twice is one bold piece. */
function tidy(pieces: Piece[]): Piece[] {
  const out: Piece[] = []
  for (const piece of pieces.sort((a, b) => a.x - b.x)) {
    const last = out.at(-1)
    if (last && last.marked.text === piece.marked.text && piece.x - last.x < STRUCK_TWICE)
      for (const [at, bits] of last.marked.bits.entries()) last.marked.bits[at] = bits | BOLD
    else out.push(piece)
  }
  return out
}

/** What one reads: as many spaces between two pieces as there is room for, two at the most. */
export function joinPieces(pieces: readonly Piece[], pitch: number): MarkedText {
  const parts: MarkedText[] = []
  let end = Number.POSITIVE_INFINITY
  for (const { x, end: next, marked } of pieces) {
    const gap = (x - end) / pitch
    if (gap >= 0.35) parts.push(plainText(gap < 1.5 ? ' ' : '  '))
    parts.push(marked)
    end = next
  }
  const out = joinMarked(parts)
  // a space between two words of the same emphasis has it, too
  for (let at = 1; at < out.text.length - 1; at++)
    if (out.text[at] === ' ') out.bits[at] = (out.bits[at - 1] ?? 0) & (out.bits[at + 1] ?? 0)
  return out
}

/** The pieces of a row as columns of it. */
export function columnsOfRow(pieces: readonly Piece[], pitch: number): Piece[] {
  const groups: Piece[][] = []
  for (const piece of pieces) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && piece.x - last.end < pitch * COLUMN_GAP) group.push(piece)
    else groups.push([piece])
  }
  return groups.map(group => joined(group, pitch))
}

/** Several pieces as one. */
export function joined(pieces: readonly Piece[], pitch: number): Piece {
  return { x: pieces[0]?.x ?? 0, end: pieces.at(-1)?.end ?? 0, marked: joinPieces(pieces, pitch) }
}

export const makeRow = (sheet: number, y: number, pieces: readonly Piece[], pitch: number): Row => ({
  sheet,
  y,
  pieces,
  text: joinPieces(pieces, pitch).text,
})

/** The rows of a sheet from top to bottom. */
export function rowsOfSheet({ texts, strokes }: Sheet, sheet: number, pitch: number): Row[] {
  const rows: Row[] = []
  let pieces: Piece[] = []
  let y = Number.NEGATIVE_INFINITY
  let size = 0
  const close = (): void => {
    if (pieces.length > 0) rows.push(makeRow(sheet, y, tidy(pieces), pitch))
    pieces = []
  }
  const nearest = [...strokes].sort((a, b) => a.y - b.y)
  let from = 0
  for (const text of [...texts].sort((a, b) => a.y - b.y)) {
    if (text.y - y > Math.max(size, text.size) * SAME_BASELINE) {
      close()
      y = text.y
      size = text.size
    }
    while ((nearest[from]?.y ?? Number.POSITIVE_INFINITY) < text.y - 1) from++
    const under: Stroke[] = []
    for (let at = from; (nearest[at]?.y ?? Number.POSITIVE_INFINITY) <= text.y + text.size * 0.35; at++)
      under.push(nearest[at] ?? { x: 0, y: 0, width: 0 })
    for (const piece of piecesOf(text)) {
      if (under.length > 0) underline(piece, text.y, text.size, under)
      pieces.push(piece)
    }
  }
  close()
  return rows
}
