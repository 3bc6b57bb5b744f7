import type * as Y from 'yjs'
import type { ScreenplayUndo } from '../../script/binding/undo.ts'

/** The undo that a variant had when it was last shown, as long as its document is open. */
const last = new WeakMap<Y.Doc, Map<string, ScreenplayUndo>>()

/** Lets a new undo of a variant take back what was written in it before another variant was shown. */
export function goOnUndoing(doc: Y.Doc, variantId: string, undo: ScreenplayUndo): void {
  const ofDoc = last.get(doc) ?? new Map<string, ScreenplayUndo>()
  last.set(doc, ofDoc)
  const before = ofDoc.get(variantId)
  if (before) {
    undo.undoStack.push(...before.undoStack)
    undo.redoStack.push(...before.redoStack)
  }
  ofDoc.set(variantId, undo)
}
