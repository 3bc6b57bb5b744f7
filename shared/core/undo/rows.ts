import * as Y from 'yjs'
import { acceptedOf } from '../suggestions/marker.ts'
import { revert } from './revert.ts'

/** A root of rows (shots, beats): a Y.Map id -> Y.Map, of which some fields are shared texts. */
export interface RowTable<Text extends string> {
  root: string
  texts: readonly Text[]
  isShown(row: Y.Map<unknown>): boolean
}

/** What an undo or redo did. */
export interface RowUndoOutcome<Text extends string = string> {
  /** Rows whose creation was undone, but which stay because a colleague's words are in them. */
  kept: string[]
  /** A text (or, without column, a row) that changed, to show it. */
  touched: { rowId: string; column: Text | null } | null
}

export interface RowUndo<Text extends string = string> {
  /** Takes back one's own last act. Null when there is none left. */
  undo(): RowUndoOutcome<Text> | null
  redo(): RowUndoOutcome<Text> | null
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

/**
 * Undo and redo of the acts made with `origin`, and only those. Undoing the creation of a row takes one's own words out of
 * it and hides it while it is empty; a row with a colleague's words stays (`kept`). Sets `doc.gc = false`: Yjs's undo
 * fails on collected structs. That a suggestion was accepted is taken back with its words, see `trackAcceptance`.
 *
 * @param captureTimeout ms within which changes are one act (typing)
 */
export function createRowUndo<Text extends string>(
  doc: Y.Doc,
  origin: unknown,
  { root, texts, isShown }: RowTable<Text>,
  captureTimeout = 500,
): RowUndo<Text> {
  doc.gc = false
  const rows = doc.getMap<Y.Map<unknown>>(root)
  const accepted = acceptedOf(doc)
  /** Rows whose creation is part of the act that is being undone. */
  let created: Y.Map<unknown>[] = []
  const listeners = new Set<() => void>()

  const fieldOf = (item: Y.Item): string | null =>
    item.parent instanceof Y.Map && item.parent.parent === rows ? item.parentSub : null

  /** Is a map one whose entries may be missing: the sources of a row, and what was accepted? */
  const mayLack = (parent: unknown): boolean =>
    parent === accepted || (parent instanceof Y.Map && parent.parent instanceof Y.Map && parent.parent.parent === rows)

  const mayDelete = (item: Y.Item): boolean => {
    if (item.parent === rows) {
      if (item.content instanceof Y.ContentType && item.content.type instanceof Y.Map) {
        created.push(item.content.type)
      }
      return false
    }
    const field = fieldOf(item)
    if (field === 'deleted' || mayLack(item.parent)) return true
    // Cells and numbers stay with their row, so that a hidden row is whole when it comes back.
    if (field !== null) return false
    // A value that stood before one's own is back already, or a colleague wrote over it: deleting would leave neither.
    return item.parentSub === null || item.left === null
  }

  const manager = new Y.UndoManager([rows, accepted], {
    trackedOrigins: new Set([origin]),
    captureTimeout,
  })

  const empty = (row: Y.Map<unknown>) => texts.every(name => textIn(row, name) === '')

  /** Hides the empty rows whose creation was undone; lets those stay that have words in them. */
  function settleRows(): string[] {
    const kept: string[] = []
    for (const row of created)
      if (empty(row)) row.set('deleted', 'undone')
      else if (isShown(row)) kept.push(rowId(row))
    for (const row of rows.values())
      if (row instanceof Y.Map && row.get('deleted') === 'undone' && !empty(row)) {
        row.delete('deleted')
        if (manager.undoing) kept.push(rowId(row))
      }
    return [...new Set(kept)]
  }

  function pop(direction: 'undo' | 'redo'): RowUndoOutcome<Text> | null {
    const stack = direction === 'undo' ? manager.undoStack : manager.redoStack
    let outcome: RowUndoOutcome<Text> | null = null
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

  const rowTouched = (row: Y.Map<unknown> | undefined): RowUndoOutcome<Text>['touched'] =>
    row ? { rowId: rowId(row), column: null } : null

  function firstTouched(types: Iterable<unknown>): RowUndoOutcome<Text>['touched'] {
    let row: RowUndoOutcome<Text>['touched'] = null
    for (const type of types) {
      if (type instanceof Y.Text && type.parent instanceof Y.Map && type.parent.parent === rows) {
        const column = texts.find(name => name === type._item?.parentSub)
        if (column) return { rowId: rowId(type.parent), column }
      } else if (type instanceof Y.Map && type.parent === rows) row = { rowId: rowId(type), column: null }
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

const rowId = (row: Y.Map<unknown>): string => row._item?.parentSub ?? ''

/** What stands in a text of a row. A foreign program may have put a plain string there. */
const textIn = (row: Y.Map<unknown>, name: string): string => {
  const value = row.get(name)
  return value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : ''
}
