import * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { readMadeBy } from '../documents/madeBy.ts'
import { orderOfRow, type Row, readSources, rowOrder, type Source } from '../documents/rows.ts'
import { byOrder, type Ordered } from '../order.ts'
import { SHOT_SECONDS, TEXT_COLUMNS, type TextColumn } from './columns.ts'
import { labelShots } from './label.ts'
import { isShotSeconds } from './seconds.ts'

/**
 * What a row of `shots` holds. Rows are never removed from the map, since a colleague may be typing in one:
 * - `deleted: true`: deleted, for everybody, whatever is typed in it; taking the mark away brings all of its text back;
 * - `deleted: 'undone'`: its author undid creating it. That hides an empty row only: words that a colleague typed in it
 *   at the same moment keep it in the table.
 */
export type ShotRow = Row

export type ShotCells = Record<TextColumn, string>

/** A shot before it is in a document. */
export type ShotDraft = ShotCells & { duration: number; sources: readonly Source[]; rationale: string }

export interface Shot extends ShotCells {
  id: string
  order: string
  /** '3A': scene number and letters by place. */
  label: string
  /** Seconds. */
  duration: number
  /** Line id -> hash. Empty for a row made by hand. */
  sources: ReadonlyMap<string, string>
  /** Why the agent cut here; '' when nobody said. */
  rationale: string
  madeBy: Author | null
}

export const shotRows = (doc: Y.Doc): Y.Map<ShotRow> => doc.getMap('shots')

/** The row, or null when there is none or it is deleted. */
export function shotRow(doc: Y.Doc, shotId: string): ShotRow | null {
  const row = shotRows(doc).get(shotId)
  return row instanceof Y.Map && isShown(row) ? row : null
}

/** Is a row in the table? See {@link ShotRow}. */
export function isShown(row: ShotRow): boolean {
  const deleted = row.get('deleted')
  if (deleted === 'undone') return TEXT_COLUMNS.some(column => readCell(row, column) !== '')
  return deleted !== true
}

/** The shared text of a cell, to bind an editor to. Null when the row is deleted (or a foreign program made it without). */
export function cellText(doc: Y.Doc, shotId: string, column: TextColumn): Y.Text | null {
  const text = shotRow(doc, shotId)?.get(column)
  return text instanceof Y.Text ? text : null
}

/** What stands in a cell. A foreign program may have put a plain string there. */
export function readCell(row: ShotRow, column: TextColumn): string {
  const value = row.get(column)
  return value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : ''
}

/** One row as read, without its label. */
export function readShot(id: string, row: ShotRow): Omit<Shot, 'label'> {
  const duration = row.get('duration')
  const rationale = row.get('rationale')
  const cells = Object.fromEntries(TEXT_COLUMNS.map(column => [column, readCell(row, column)])) as ShotCells
  return {
    id,
    order: orderOfRow(row),
    duration: isShotSeconds(duration) ? duration : SHOT_SECONDS.default,
    sources: readSources(row),
    rationale: typeof rationale === 'string' ? rationale : '',
    madeBy: readMadeBy(row.get('madeBy')),
    ...cells,
  }
}

/** Ids and order keys of the shots in the table, in its order. */
export const shotOrder = (doc: Y.Doc): Ordered[] => rowOrder(shotRows(doc), isShown)

/** All shots in their order, labelled with the number of their scene ('3' -> '3A', '3B', ...). */
export function readShots(doc: Y.Doc, sceneNumber = ''): Shot[] {
  const shots: Omit<Shot, 'label'>[] = []
  for (const [id, row] of shotRows(doc).entries())
    if (row instanceof Y.Map && isShown(row)) shots.push(readShot(id, row))
  return labelShots(shots.sort(byOrder), sceneNumber)
}

/** Seconds of all shots together. */
export const totalSeconds = (shots: readonly Pick<Shot, 'duration'>[]): number =>
  Math.round(shots.reduce((sum, shot) => sum + shot.duration, 0) * 100) / 100
