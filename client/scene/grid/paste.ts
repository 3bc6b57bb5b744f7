import type { CellRange } from '../../../shared/core/shots/clipboard.ts'
import { SHOT_COLUMNS, type ShotColumn } from '../../../shared/core/shots/columns.ts'
import { formatSeconds, parseSeconds, ShotSecondsError } from '../../../shared/core/shots/seconds.ts'
import type { Shot } from '../../../shared/core/shots/shots.ts'
import type { CellWrite } from '../../../shared/core/shots/write.ts'
import { COLUMN_KEYS, isOneCell, type Rect } from './selection.ts'

/** What a paste will do. Rows are places in the table; places past its end are rows to be added. */
export interface PastePlan {
  writes: ({ row: number } & CellValue)[]
  /** Durations that are no seconds between the bounds: what was pasted, and what is wrong with it. */
  refused: { row: number; text: string; message: string }[]
  /** Rows to add at the end. */
  added: number
  /** Pasted columns that fell off the right edge. */
  dropped: number
  /** The pasted range. */
  rect: Rect
}
type CellValue =
  | { column: Exclude<ShotColumn, 'label' | 'duration'>; text: string }
  | { column: 'duration'; seconds: number }

export const cellValue = (shot: Shot, column: ShotColumn): string =>
  column === 'duration' ? formatSeconds(shot.duration) : shot[column]

/** The cells of a range as text, for the clipboard. */
export const rangeText = (shots: readonly Shot[], rect: Rect): CellRange =>
  shots
    .slice(rect.top, rect.bottom + 1)
    .map(shot => COLUMN_KEYS.slice(rect.left, rect.right + 1).map(column => cellValue(shot, column)))

/**
 * Lays pasted cells over the selection as spreadsheets do: one cell fills the whole selection; a range repeats itself when the
 * selection is a whole multiple of it; otherwise it starts at the upper left, past the last row too. A first row with the
 * titles of our columns is left out. Shot labels are computed and take nothing.
 */
export function planPaste(pasted: CellRange, selection: Rect, rowCount: number): PastePlan {
  const cells = withoutTitles(pasted, selection.left)
  const height = cells.length
  const width = Math.max(0, ...cells.map(row => row.length))
  const plan: PastePlan = { writes: [], refused: [], added: 0, dropped: 0, rect: selection }
  if (height === 0 || width === 0) return plan
  const tall = selection.bottom - selection.top + 1
  const wide = selection.right - selection.left + 1
  const repeats = !isOneCell(selection) && tall % height === 0 && wide % width === 0
  const rows = repeats ? tall : height
  const columns = repeats ? wide : width
  const fitting = Math.min(columns, COLUMN_KEYS.length - selection.left)
  plan.dropped = columns - fitting
  plan.added = Math.max(0, selection.top + rows - rowCount)
  plan.rect = {
    top: selection.top,
    left: selection.left,
    bottom: selection.top + rows - 1,
    right: selection.left + fitting - 1,
  }
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < fitting; x++) {
      const text = cells[y % height]?.[x % width]
      const column = COLUMN_KEYS[selection.left + x]
      if (text === undefined || column === undefined || column === 'label') continue
      const row = selection.top + y
      if (column !== 'duration') plan.writes.push({ row, column, text })
      else if (text.trim() !== '') {
        try {
          plan.writes.push({ row, column, seconds: parseSeconds(text) })
        } catch (error) {
          if (!(error instanceof ShotSecondsError)) throw error
          plan.refused.push({ row, text, message: error.message })
        }
      }
    }
  return plan
}

function withoutTitles(pasted: CellRange, left: number): CellRange {
  const titles = SHOT_COLUMNS.slice(left).map(column => column.title)
  const first = pasted[0] ?? []
  const isTitles = pasted.length > 1 && first.length > 1 && first.every((text, x) => text.trim() === titles[x])
  return isTitles ? pasted.slice(1) : pasted
}

/** The plan's writes for rows that exist now: `ids` are those of the table, the added rows at its end. */
export function writesOf(plan: PastePlan, ids: readonly string[]): CellWrite[] {
  return plan.writes.flatMap(({ row, ...value }): CellWrite[] => {
    const shotId = ids[row]
    return shotId === undefined ? [] : [{ shotId, ...value }]
  })
}

/** Writes that empty the text cells of a range. A shot always has a duration, so seconds stay. */
export function clearWrites(ids: readonly string[], rect: Rect): CellWrite[] {
  const columns = COLUMN_KEYS.slice(rect.left, rect.right + 1)
  return ids
    .slice(rect.top, rect.bottom + 1)
    .flatMap(shotId =>
      columns.flatMap((column): CellWrite[] =>
        column === 'label' || column === 'duration' ? [] : [{ shotId, column, text: '' }],
      ),
    )
}

/**
 * Behind which row a block of rows goes: `by` one place up or down, or to the gap before the row at `gap`.
 * Undefined when it cannot go there; null is the top.
 */
export function reorderTarget(
  rows: readonly string[],
  block: ReadonlySet<string>,
  to: { by: -1 | 1 } | { gap: number },
): string | null | undefined {
  const rest = rows.filter(id => !block.has(id))
  if ('gap' in to) {
    const before = rows.slice(0, to.gap).filter(id => !block.has(id))
    return before.at(-1) ?? null
  }
  const first = rows.findIndex(id => block.has(id))
  const last = rows.findLastIndex(id => block.has(id))
  if (to.by < 0) {
    if (first <= 0) return undefined
    const place = rest.indexOf(rows[first - 1] ?? '')
    return place <= 0 ? null : rest[place - 1]
  }
  return rows[last + 1]
}
