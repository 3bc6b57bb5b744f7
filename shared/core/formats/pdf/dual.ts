import { type Indents, isAdjacent, looksLikeCue } from './indents.ts'
import type { TextRow } from './margins.ts'
import { columnsOfRow, joined, type Piece } from './rows.ts'

/** Two who speak at once: what the left and the right column say, row by row. */
export interface DualSpeech {
  left: TextRow[]
  right: TextRow[]
  /** How many rows it takes. */
  length: number
}

/** Characters from the margin, beyond which the right-hand column begins. */
const RIGHT_HALF = 26

/** Dual dialogue that begins at `start`: two cues on one row, and what stands under them without an empty row. */
export function readDual(rows: readonly TextRow[], start: number, { left, pitch }: Indents): DualSpeech | null {
  const cues = rows[start]
  if (cues?.columns.length !== 2 || !cues.columns.every(({ marked }) => looksLikeCue(marked.text))) return null
  if ((cues.columns[1]?.x ?? 0) < left + pitch * RIGHT_HALF || !isAdjacent(rows[start + 1])) return null
  let end = start + 1
  while (isAdjacent(rows[end])) end++
  const region = rows.slice(start, end)
  const border = borderOf(region, left + pitch * RIGHT_HALF, pitch)
  const side = (row: TextRow, wanted: (piece: Piece) => boolean): TextRow[] => {
    const pieces = row.pieces.filter(wanted)
    if (pieces.length === 0) return []
    const { x, end, marked } = joined(pieces, pitch)
    return [{ ...row, x, end, marked, text: marked.text, pieces, columns: columnsOfRow(pieces, pitch) }]
  }
  const isRight = ({ x }: Piece): boolean => x >= border - pitch * 0.6
  return {
    left: region.flatMap(row => side(row, piece => !isRight(piece))),
    right: region.flatMap(row => side(row, isRight)),
    length: region.length,
  }
}

/** Where the right-hand column begins: the leftmost place behind a gap, in the right half. */
function borderOf(region: readonly TextRow[], half: number, pitch: number): number {
  const starts = region.flatMap(({ pieces }) =>
    pieces.flatMap((piece, index) => {
      const before = pieces[index - 1]
      const apart = before ? piece.x - before.end > pitch * 1.5 : true
      return apart && piece.x > half ? [piece.x] : []
    }),
  )
  return Math.min(...starts)
}
