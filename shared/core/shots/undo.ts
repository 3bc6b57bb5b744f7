import type * as Y from 'yjs'
import { createRowUndo, type RowTable, type RowUndo } from '../undo/rows.ts'
import { TEXT_COLUMNS, type TextColumn } from './columns.ts'
import { isShown } from './shots.ts'

export type ShotUndo = RowUndo<TextColumn>

const SHOTS: RowTable<TextColumn> = { root: 'shots', texts: TEXT_COLUMNS, isShown }

/** Undo of one's own acts in a shot table: see {@link createRowUndo}. */
export const createShotUndo = (doc: Y.Doc, origin: unknown, captureTimeout?: number): ShotUndo =>
  createRowUndo(doc, origin, SHOTS, captureTimeout)

/** Sentence for the person whose undo left rows in place. */
export const keptMessage = (kept: readonly string[]): string =>
  kept.length === 1
    ? 'Your words were taken out. The row stays, because a colleague wrote in it. Delete the row to remove it for everyone.'
    : `Your words were taken out. ${kept.length} rows stay, because colleagues wrote in them. Delete the rows to remove them for everyone.`
