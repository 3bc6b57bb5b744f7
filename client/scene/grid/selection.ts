import { SHOT_COLUMNS, type ShotColumn } from '../../../shared/core/shots/columns.ts'

/** A cell is named by its row's id, not by its place: colleagues add, move and delete rows meanwhile. */
export interface CellRef {
  shotId: string
  column: ShotColumn
}

/** The range from `anchor` to `head`, and in it the active cell, which has the focus and takes what is typed. */
export interface Selection {
  anchor: CellRef
  head: CellRef
  active: CellRef
}

/** Places in the table, both ends included. */
export interface Rect {
  top: number
  bottom: number
  left: number
  right: number
}

export const COLUMN_KEYS: readonly ShotColumn[] = SHOT_COLUMNS.map(column => column.key)

export type Move =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'row-start'
  | 'row-end'
  | 'table-start'
  | 'table-end'
  | 'page-up'
  | 'page-down'

/** Rows that Page Up and Page Down pass. */
const PAGE = 10

export const at = (cell: CellRef): Selection => ({ anchor: cell, head: cell, active: cell })

/** The selected places; a cell whose row is gone counts as the first row. */
export function rectOf({ anchor, head }: Selection, rows: readonly string[]): Rect {
  const row = (cell: CellRef) => Math.max(0, rows.indexOf(cell.shotId))
  const column = (cell: CellRef) => COLUMN_KEYS.indexOf(cell.column)
  return {
    top: Math.min(row(anchor), row(head)),
    bottom: Math.max(row(anchor), row(head)),
    left: Math.min(column(anchor), column(head)),
    right: Math.max(column(anchor), column(head)),
  }
}

export const isOneCell = (rect: Rect): boolean => rect.top === rect.bottom && rect.left === rect.right

/** The cell at a place, held inside the table; null when the table is empty. */
export function cellAt(rows: readonly string[], row: number, column: number): CellRef | null {
  const shotId = rows[Math.min(Math.max(row, 0), rows.length - 1)]
  const key = COLUMN_KEYS[Math.min(Math.max(column, 0), COLUMN_KEYS.length - 1)]
  return shotId === undefined || key === undefined ? null : { shotId, column: key }
}

/** Arrows and their relatives. `extend` (Shift) moves the head only, so that the range grows from where it began. */
export function moved(selection: Selection, move: Move, rows: readonly string[], extend = false): Selection {
  const from = extend ? selection.head : selection.active
  const row = Math.max(0, rows.indexOf(from.shotId))
  const column = COLUMN_KEYS.indexOf(from.column)
  const to = cellAt(rows, ...placeAfter(move, row, column, rows.length - 1))
  if (!to) return selection
  return extend ? { ...selection, head: to } : at(to)
}

function placeAfter(move: Move, row: number, column: number, lastRow: number): [row: number, column: number] {
  switch (move) {
    case 'up':
      return [row - 1, column]
    case 'down':
      return [row + 1, column]
    case 'left':
      return [row, column - 1]
    case 'right':
      return [row, column + 1]
    case 'row-start':
      return [row, 0]
    case 'row-end':
      return [row, COLUMN_KEYS.length - 1]
    case 'table-start':
      return [0, 0]
    case 'table-end':
      return [lastRow, COLUMN_KEYS.length - 1]
    case 'page-up':
      return [row - PAGE, column]
    case 'page-down':
      return [row + PAGE, column]
  }
}

export type Step = 'tab' | 'shift-tab' | 'enter' | 'shift-enter'

/**
 * Tab and Enter: one cell on in reading order, or one row on. In a range the active cell goes round inside it, as in a
 * spreadsheet. Null for Tab at either end of the table: the focus may leave the grid.
 */
export function stepped(selection: Selection, step: Step, rows: readonly string[]): Selection | null {
  const rect = rectOf(selection, rows)
  const row = Math.max(0, rows.indexOf(selection.active.shotId))
  const column = COLUMN_KEYS.indexOf(selection.active.column)
  if (!isOneCell(rect)) {
    const active = cellAt(rows, ...roundInside(rect, row, column, step))
    return active ? { ...selection, active } : selection
  }
  if (step === 'enter') return moved(selection, 'down', rows)
  if (step === 'shift-enter') return moved(selection, 'up', rows)
  const columns = COLUMN_KEYS.length
  const index = row * columns + column + (step === 'tab' ? 1 : -1)
  if (index < 0 || index >= rows.length * columns) return null
  const cell = cellAt(rows, Math.floor(index / columns), index % columns)
  return cell ? at(cell) : null
}

function roundInside(rect: Rect, row: number, column: number, step: Step): [row: number, column: number] {
  const width = rect.right - rect.left + 1
  const height = rect.bottom - rect.top + 1
  const [x, y] = [column - rect.left, row - rect.top]
  const byRow = step === 'tab' || step === 'shift-tab'
  const back = step === 'shift-tab' || step === 'shift-enter'
  const index = ((byRow ? y * width + x : x * height + y) + (back ? -1 : 1) + width * height) % (width * height)
  return byRow
    ? [rect.top + Math.floor(index / width), rect.left + (index % width)]
    : [rect.top + (index % height), rect.left + Math.floor(index / height)]
}

/**
 * The selection after the rows became others. A row that is gone gives its part to the row that took its place, so that the
 * focus stays where the person was working. Null when no row is left.
 */
export function repaired(selection: Selection, before: readonly string[], now: readonly string[]): Selection | null {
  const repair = (cell: CellRef): CellRef | null => {
    if (now.includes(cell.shotId)) return cell
    const was = before.indexOf(cell.shotId)
    const next = before.slice(was).find(id => now.includes(id)) ?? before.slice(0, was).findLast(id => now.includes(id))
    const shotId = next ?? now.at(-1)
    return shotId === undefined ? null : { ...cell, shotId }
  }
  const [anchor, head, active] = [repair(selection.anchor), repair(selection.head), repair(selection.active)]
  if (!anchor || !head || !active) return null
  const same = anchor === selection.anchor && head === selection.head && active === selection.active
  return same ? selection : { anchor, head, active }
}
