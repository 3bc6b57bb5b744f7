import { looksLikeHeading } from '../../script/heading.ts'
import type { MarkedText } from '../fountain/markedText.ts'
import { columnsOfRow, joined, joinPieces, type Piece, type Row } from './rows.ts'

/** A row of the text, without what stood in its margins. */
export interface TextRow {
  sheet: number
  y: number
  /** Empty rows above it on its sheet; at the top of a sheet, and where the last row was at another's foot, 0. */
  before: number
  /** First row of its sheet. */
  atTop: boolean
  x: number
  end: number
  text: string
  marked: MarkedText
  pieces: readonly Piece[]
  columns: readonly Piece[]
  /** Scene number in the margins. */
  number?: string
  /** There was an asterisk in the right margin. */
  revised?: true
}

/** "12", "12A", "A12", "12-A", "3.14" of an episode; some programs print a dot behind. */
const SCENE_NUMBER = /^[A-Z]{0,3}-?\d{1,4}(?:[-.]?\d{1,3})?-?[A-Z]{0,3}\.?$/
const ASTERISKS = /^\*{1,3}$/
/** Characters that a row of action has at the most, by convention: 6 inches. */
const BODY_WIDTH = 60

export interface Margins {
  /** Where action and headings begin, in points. */
  left: number
  /** Where the longest rows end. */
  right: number
}

/** Where many of the numbers lie close together, the most frequent first; `step` apart is another place. */
export function places(numbers: readonly number[], step: number): { at: number; count: number }[] {
  const bins = new Map<number, { sum: number; count: number }>()
  for (const number of numbers) {
    const bin = bins.get(Math.round(number / step)) ?? { sum: 0, count: 0 }
    bins.set(Math.round(number / step), { sum: bin.sum + number, count: bin.count + 1 })
  }
  // a column may lie on the border of two bins
  return [...bins]
    .map(([bin, { sum, count }]) => ({
      at: sum / count,
      count: count + Math.max(bins.get(bin - 1)?.count ?? 0, bins.get(bin + 1)?.count ?? 0) / 2,
    }))
    .sort((a, b) => b.count - a.count)
}

/** Where the first words of a row begin that are not a number in the margin. */
function beginning(row: Row): Piece | undefined {
  const [first, second] = row.pieces
  return first && second && (SCENE_NUMBER.test(first.marked.text) || ASTERISKS.test(first.marked.text)) ? second : first
}

/** The margins of the text: where headings begin, or, where none is known, the leftmost column that many rows begin at. */
export function findMargins(rows: readonly Row[], pitch: number): Margins {
  const starts = rows.flatMap(row => {
    const piece = beginning(row)
    return piece ? [{ x: piece.x, heading: looksLikeHeading(textFrom(row, piece)) }] : []
  })
  const headings = starts.filter(({ heading }) => heading).map(({ x }) => x)
  const all = places(
    starts.map(({ x }) => x),
    pitch,
  )
  const many = all.filter(({ count }) => count >= Math.max(1, starts.length * 0.06))
  const headed = places(headings, pitch)
  // rows of a speech may begin with INT. as well: headings are what stands furthest to the left of them
  const likely = headed.filter(({ count }) => count >= (headed[0]?.count ?? 0) * 0.2)
  const left = Math.min(...(likely.length > 0 ? likely : many).map(({ at }) => at))
  const ends = rows
    .filter(row => Math.abs((beginning(row)?.x ?? 0) - left) < pitch)
    .map(row => columnsOfRow(row.pieces, pitch)[0] ?? { x: 0, end: 0 })
    .map(({ end }) => end)
    .sort((a, b) => a - b)
  const longest = ends[Math.floor(ends.length * 0.98)] ?? left
  return { left, right: Math.max(longest, left + pitch * (BODY_WIDTH - 6)) }
}

const textFrom = (row: Row, piece: Piece): string =>
  row.pieces
    .slice(row.pieces.indexOf(piece))
    .map(({ marked }) => marked.text)
    .join(' ')

/** A row without its margins; null when nothing else is on it (an asterisk beside an empty row). */
export function withoutMargins(
  row: Row,
  { left, right }: Margins,
  pitch: number,
): Omit<TextRow, 'before' | 'atTop'> | null {
  const pieces = [...row.pieces]
  let number: string | undefined
  let revised = false
  const outside = (piece: Piece | undefined): boolean => {
    if (!piece) return false
    const text = piece.marked.text
    if (ASTERISKS.test(text)) revised = true
    else if (SCENE_NUMBER.test(text)) number ??= text.replace(/\.$/, '')
    else return false
    return true
  }
  while (pieces.length > 1 && (pieces[0]?.end ?? left) < left - pitch * 0.3 && outside(pieces[0])) pieces.shift()
  while (pieces.length > 0 && (pieces.at(-1)?.x ?? 0) > right - pitch * 0.5 && outside(pieces.at(-1))) pieces.pop()
  // a number to the right that repeats the one to the left, or stands far from its heading, is one wherever it is
  const [last, before] = [pieces.at(-1), pieces.at(-2)]
  if (last && before && last.x - before.end > pitch * 1.5) {
    const heading = looksLikeHeading(joinPieces(pieces, pitch).text) && last.x - before.end > pitch * 2.5
    if ((number !== undefined || heading) && SCENE_NUMBER.test(last.marked.text) && last.x > left + pitch * 40)
      outside(pieces.pop())
  }
  if (pieces.length === 0) return null
  const whole = joined(pieces, pitch)
  return {
    sheet: row.sheet,
    y: row.y,
    x: whole.x,
    end: whole.end,
    text: whole.marked.text,
    marked: whole.marked,
    pieces,
    columns: columnsOfRow(pieces, pitch),
    ...(number === undefined ? {} : { number }),
    ...(revised ? { revised } : {}),
  }
}
