import * as Y from 'yjs'
import { TEXT_COLUMNS, type TextColumn } from '../shots/columns.ts'
import { readCell, readShots, type Shot, type ShotRow, shotRows } from '../shots/shots.ts'
import { type AuthoredRun, authoredRuns } from './authored.ts'

export interface StateShot extends Shot {
  authored: Readonly<Record<TextColumn, readonly AuthoredRun[]>>
}

/** All that a shot table says, with who wrote it. */
export interface ShotsState {
  shots: readonly StateShot[]
}

export function readShotsState(doc: Y.Doc): ShotsState {
  const rows = shotRows(doc)
  return {
    shots: readShots(doc).map(shot => {
      const row = rows.get(shot.id)
      const authored = Object.fromEntries(
        TEXT_COLUMNS.map(column => [column, row ? authoredCell(row, column) : []]),
      ) as unknown as StateShot['authored']
      return { ...shot, authored }
    }),
  }
}

function authoredCell(row: ShotRow, column: TextColumn): AuthoredRun[] {
  const cell = row.get(column)
  if (cell instanceof Y.Text) return authoredRuns(cell)
  // a foreign program put a plain text there; whose it is, the row does not say
  const text = readCell(row, column)
  return text === '' ? [] : [{ text, marks: [], client: -1 }]
}
