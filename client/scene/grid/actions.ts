import type * as Y from 'yjs'
import type { Author } from '../../../shared/core/documents/author.ts'
import type { CellRange } from '../../../shared/core/shots/clipboard.ts'
import type { Shot } from '../../../shared/core/shots/shots.ts'
import type { ShotUndo } from '../../../shared/core/shots/undo.ts'
import {
  addShot,
  deleteShots,
  duplicateShot,
  moveShots,
  restoreShots,
  setCells,
} from '../../../shared/core/shots/write.ts'
import { clearWrites, type PastePlan, planPaste, reorderTarget, writesOf } from './paste.ts'
import type { Rect } from './selection.ts'

/** Whose hand is on the table. Every act below is one step of this person's undo. */
export interface Hand {
  doc: Y.Doc
  undo: ShotUndo
  origin: object
  author: Author
}

function act<T>({ doc, undo, origin }: Hand, change: () => T): T {
  undo.endAct()
  const result = doc.transact(change, origin)
  undo.endAct()
  return result
}

export const addRow = (hand: Hand, after: string | null): string =>
  act(hand, () => addShot(hand.doc, after, { madeBy: hand.author }, hand.origin))

/** Copies shots, each to the place behind it; returns the ids of the copies. */
export const duplicateRows = (hand: Hand, ids: readonly string[]): string[] =>
  act(hand, () => ids.flatMap(id => duplicateShot(hand.doc, id, hand.author, hand.origin) ?? []))

export const removeRows = (hand: Hand, ids: readonly string[]): void =>
  act(hand, () => deleteShots(hand.doc, ids, hand.origin))

export const restoreRows = (hand: Hand, ids: readonly string[]): void =>
  act(hand, () => restoreShots(hand.doc, ids, hand.origin))

/** Moves a block of rows; false when it is at the end already. */
export function reorderRows(
  hand: Hand,
  rows: readonly string[],
  block: ReadonlySet<string>,
  to: { by: -1 | 1 } | { gap: number },
): boolean {
  const after = reorderTarget(rows, block, to)
  if (after === undefined) return false
  act(hand, () => moveShots(hand.doc, block, after, hand.origin))
  return true
}

export const clearRange = (hand: Hand, rows: readonly string[], rect: Rect): void =>
  act(hand, () => setCells(hand.doc, clearWrites(rows, rect), hand.origin))

/** Pastes a range over a selection, adding rows at the end when it is longer than the table. */
export function pasteRange(
  hand: Hand,
  shots: readonly Shot[],
  pasted: CellRange,
  rect: Rect,
): { plan: PastePlan; ids: string[] } {
  const plan = planPaste(pasted, rect, shots.length)
  const ids = shots.map(shot => shot.id)
  act(hand, () => {
    for (let n = 0; n < plan.added; n++)
      ids.push(addShot(hand.doc, ids.at(-1) ?? null, { madeBy: hand.author }, hand.origin))
    setCells(hand.doc, writesOf(plan, ids), hand.origin)
  })
  return { plan, ids }
}
