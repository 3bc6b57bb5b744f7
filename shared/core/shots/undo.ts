import * as Y from 'yjs'
import { revert } from '../undo/revert.ts'
import { TEXT_COLUMNS, type TextColumn } from './columns.ts'
import { isShown, readCell, type ShotRow, shotRows } from './shots.ts'

/** What an undo or redo did. */
export interface ShotUndoOutcome {
  /** Rows whose creation was undone, but which stay because a colleague's words are in them. */
  kept: string[]
  /** A cell (or, without column, a row) that changed, to show it. */
  touched: { shotId: string; column: TextColumn | null } | null
}

export interface ShotUndo {
  /** Takes back one's own last act. Null when there is none left. */
  undo(): ShotUndoOutcome | null
  redo(): ShotUndoOutcome | null
  canUndo(): boolean
  canRedo(): boolean
  /** How many acts can be undone: undo down to an earlier depth takes back all since. */
  depth(): number
  /** The next change starts an act of its own, however soon it follows. */
  endAct(): void
  addTrackedOrigin(origin: unknown): void
  /** Called when what can be undone or redone has changed; returns how to stop. */
  onChange(listener: () => void): () => void
  destroy(): void
}

/** Sentence for the person whose undo left rows in place. */
export const keptMessage = (kept: readonly string[]): string =>
  kept.length === 1
    ? 'Your words were taken out. The row stays, because a colleague wrote in it. Delete the row to remove it for everyone.'
    : `Your words were taken out. ${kept.length} rows stay, because colleagues wrote in them. Delete the rows to remove them for everyone.`

/**
 * Undo and redo of the acts made with `origin`, and only those. Undoing the creation of a row takes one's own words out of
 * it and hides it while it is empty; a row with a colleague's words stays (`kept`). Sets `doc.gc = false`: Yjs's undo
 * fails on collected structs.
 *
 * @param captureTimeout ms within which changes are one act (typing)
 */
export function createShotUndo(doc: Y.Doc, origin: unknown, captureTimeout = 500): ShotUndo {
  doc.gc = false
  const shots = shotRows(doc)
  /** Rows whose creation is part of the act that is being undone. */
  let created: ShotRow[] = []
  const listeners = new Set<() => void>()

  const fieldOf = (item: Y.Item): string | null =>
    item.parent instanceof Y.Map && item.parent.parent === shots ? item.parentSub : null

  const mayDelete = (item: Y.Item): boolean => {
    if (item.parent === shots) {
      if (item.content instanceof Y.ContentType && item.content.type instanceof Y.Map) {
        created.push(item.content.type)
      }
      return false
    }
    const field = fieldOf(item)
    if (field === 'deleted') return true
    // Cells and numbers stay with their row, so that a hidden row is whole when it comes back.
    if (field !== null) return false
    // A value that stood before one's own is back already, or a colleague wrote over it: deleting would leave neither.
    return item.parentSub === null || item.left === null
  }

  const manager = new Y.UndoManager([shots], {
    trackedOrigins: new Set([origin]),
    captureTimeout,
  })

  const empty = (row: ShotRow) => TEXT_COLUMNS.every(column => readCell(row, column) === '')

  /** Hides the empty rows whose creation was undone; lets those stay that have words in them. */
  function settleRows(): string[] {
    const kept: string[] = []
    for (const row of created)
      if (empty(row)) row.set('deleted', 'undone')
      else if (isShown(row)) kept.push(rowId(row))
    for (const row of shots.values())
      if (row instanceof Y.Map && row.get('deleted') === 'undone' && !empty(row)) {
        row.delete('deleted')
        if (manager.undoing) kept.push(rowId(row))
      }
    return [...new Set(kept)]
  }

  function pop(direction: 'undo' | 'redo'): ShotUndoOutcome | null {
    const stack = direction === 'undo' ? manager.undoStack : manager.redoStack
    let outcome: ShotUndoOutcome | null = null
    manager.undoing = direction === 'undo'
    manager.redoing = direction === 'redo'
    try {
      // One transaction, hence one update: a colleague never sees the words gone and the row still there.
      doc.transact(transaction => {
        // an act that colleagues have overtaken changes nothing any more: the one before it is meant then
        for (let act = stack.pop(); act && !outcome; act = outcome ? undefined : stack.pop()) {
          created = []
          const changed = revert(transaction, manager, act, mayDelete)
          if (!changed && created.length === 0) continue
          const kept = settleRows()
          outcome = { kept, touched: firstTouched(transaction.changed.keys()) ?? rowTouched(created[0]) }
        }
        for (const [type, keys] of transaction.changed)
          if (keys.has(null) && type._searchMarker) type._searchMarker.length = 0
      }, manager)
    } finally {
      manager.undoing = false
      manager.redoing = false
    }
    if (outcome) for (const listener of [...listeners]) listener()
    return outcome
  }

  const rowTouched = (row: ShotRow | undefined): ShotUndoOutcome['touched'] =>
    row ? { shotId: rowId(row), column: null } : null

  function firstTouched(types: Iterable<unknown>): ShotUndoOutcome['touched'] {
    let row: ShotUndoOutcome['touched'] = null
    for (const type of types) {
      if (type instanceof Y.Text && type.parent instanceof Y.Map && type.parent.parent === shots) {
        const column = TEXT_COLUMNS.find(name => name === type._item?.parentSub)
        if (column) return { shotId: rowId(type.parent), column }
      } else if (type instanceof Y.Map && type.parent === shots) row = { shotId: rowId(type), column: null }
    }
    return row
  }

  return {
    undo: () => pop('undo'),
    redo: () => pop('redo'),
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    depth: () => manager.undoStack.length,
    endAct: () => manager.stopCapturing(),
    addTrackedOrigin: added => manager.addTrackedOrigin(added),
    onChange(listener) {
      listeners.add(listener)
      for (const event of ['stack-item-added', 'stack-cleared'] as const) manager.on(event, listener)
      return () => {
        listeners.delete(listener)
        for (const event of ['stack-item-added', 'stack-cleared'] as const) manager.off(event, listener)
      }
    },
    destroy: () => manager.destroy(),
  }
}

const rowId = (row: ShotRow): string => row._item?.parentSub ?? ''
