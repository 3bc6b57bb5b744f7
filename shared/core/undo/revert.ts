import * as Y from 'yjs'

/** What one press of undo or redo takes back. */
export type StackItem = Y.UndoManager['undoStack'][number]

/** Where an item that was deleted and brought back, perhaps several times, lives now. */
export function followRedone(store: Y.Doc['store'], id: Y.ID): Y.Item {
  let next: Y.ID = id
  for (;;) {
    const item = Y.getItem(store, next)
    if (!item.redone) return item
    next = Y.createID(item.redone.client, item.redone.clock + next.clock - item.id.clock)
  }
}

/**
 * Takes one stack item back inside the transaction: brings back what it deleted, then deletes what it inserted and
 * `mayDelete` allows. Returns whether anything changed.
 *
 * This is Y.UndoManager's own work, done here because of its fault with restored items (yjs issue 794): left and right
 * neighbour of a restored item are looked up apart from each other, and when lines were themselves restored the right one
 * may lie before the left one. Colleagues then read another order than oneself. See {@link restore}.
 */
export function revert(
  tr: Y.Transaction,
  manager: Y.UndoManager,
  item: StackItem,
  mayDelete: (item: Y.Item) => boolean,
): boolean {
  const inScope = (struct: Y.Item): boolean =>
    manager.scope.some(type => type !== manager.doc && Y.isParentOf(type as Y.AbstractType<unknown>, struct))
  const inserted: Y.Item[] = []
  Y.iterateDeletedStructs(tr, item.insertions, struct => {
    if (struct instanceof Y.Item) inserted.push(struct)
  })
  const toDelete = inserted
    .flatMap(struct => livingParts(tr, struct.id, struct.length))
    .filter(part => !part.deleted && inScope(part))
  const toRestore = new Set<Y.Item>()
  Y.iterateDeletedStructs(tr, item.deletions, struct => {
    // what was made and deleted within the same stack item stays deleted
    if (struct instanceof Y.Item && inScope(struct) && !Y.isDeleted(item.insertions, struct.id)) toRestore.add(struct)
  })
  let changed = false
  for (const struct of toRestore) if (restore(tr, manager, struct, toRestore, item)) changed = true
  // children before their parents, so that the filter still sees both
  for (const struct of toDelete.reverse())
    if (!struct.deleted && mayDelete(struct)) {
      struct.delete(tr)
      changed = true
    }
  return changed
}

/**
 * What an item is now: itself, or the copies that were restored in its place. These are cut to exactly its characters: a
 * copy may have been split by later edits, and may hold characters of its neighbours (Y.UndoManager deletes too much or too
 * little then).
 */
function livingParts(tr: Y.Transaction, id: Y.ID, length: number): Y.Item[] {
  const { client } = id
  const end = id.clock + length
  const parts: Y.Item[] = []
  for (let { clock } = id; clock < end; ) {
    const part = Y.getItemCleanStart(tr, Y.createID(client, clock))
    if (clock + part.length > end) Y.getItemCleanStart(tr, Y.createID(client, end))
    clock += part.length
    if (!part.redone) parts.push(part)
    else parts.push(...livingParts(tr, part.redone, part.length))
  }
  return parts
}

/** Makes a live copy of a deleted item at its old place; returns the copy, or null when there is no place for it. */
function restore(
  tr: Y.Transaction,
  manager: Y.UndoManager,
  item: Y.Item,
  others: ReadonlySet<Y.Item>,
  popped: StackItem,
): Y.Item | null {
  if (item.redone) return Y.getItemCleanStart(tr, item.redone)
  const parent = liveParent(tr, manager, item, others, popped)
  if (!parent) return null
  let left: Y.Item | null
  let right: Y.Item | null = null
  if (item.parentSub === null) {
    left = traceInto(tr, parent, item.left, 'left')
    right = traceInto(tr, parent, item, 'right')
    // the guard: an item can only be put between neighbours that are in this order
    if (left && right && !liesBehind(left, right)) right = left.right
  } else {
    const last = latestOwn(tr, manager, item, popped)
    if (last === 'taken') return null
    left = last && last.parent === parent ? last : (parent._map.get(item.parentSub) ?? null)
  }
  const { clientID, store } = manager.doc
  const id = Y.createID(clientID, Y.getState(store, clientID))
  const copy = new Y.Item(
    id,
    left,
    left?.lastId ?? null,
    right,
    right?.id ?? null,
    parent,
    item.parentSub,
    item.content.copy(),
  )
  item.redone = id
  copy.keep = true
  copy.integrate(tr, 0)
  return copy
}

/** The parent as it lives now, restored first when this undo restores it anyway. */
function liveParent(
  tr: Y.Transaction,
  manager: Y.UndoManager,
  item: Y.Item,
  others: ReadonlySet<Y.Item>,
  popped: StackItem,
): Y.AbstractType<unknown> | null {
  const parent = item.parent as Y.AbstractType<unknown>
  let holder = parent._item
  if (!holder?.deleted) return parent
  if (!holder.redone && (!others.has(holder) || !restore(tr, manager, holder, others, popped))) return null
  while (holder.redone) holder = Y.getItemCleanStart(tr, holder.redone)
  return holder.content instanceof Y.ContentType ? holder.content.type : null
}

/**
 * The nearest neighbour on one side that lives, itself or as restored, in `parent`. A neighbour that was restored within
 * its own parent is passed over: its copy stands beside it and is met by itself, perhaps with later text in between.
 */
function traceInto(
  tr: Y.Transaction,
  parent: Y.AbstractType<unknown>,
  from: Y.Item | null,
  side: 'left' | 'right',
): Y.Item | null {
  const next = (item: Y.Item): Y.Item | null => (item.redone ? Y.getItemCleanStart(tr, item.redone) : null)
  for (let item = from; item; item = item[side]) {
    if (item.parent === parent) return item
    if (next(item)?.parent === item.parent) continue
    for (let copy = next(item); copy; copy = next(copy)) if (copy.parent === parent) return copy
  }
  return null
}

function liesBehind(left: Y.Item, right: Y.Item): boolean {
  for (let item = left.right; item; item = item.right) if (item === right) return true
  return false
}

/**
 * The last of the values that one's own undo history put behind this value of a map; 'taken' when a colleague's value
 * stands there, which undo must not replace. Null: there is none behind it.
 */
function latestOwn(
  tr: Y.Transaction,
  manager: Y.UndoManager,
  item: Y.Item,
  popped: StackItem,
): Y.Item | null | 'taken' {
  if (!item.right) return (item.parent as Y.AbstractType<unknown>)._map.get(item.parentSub ?? '') ?? null
  const history = [...manager.undoStack, ...manager.redoStack]
  let last: Y.Item = item
  while (last.right) {
    const { right }: Y.Item = last
    const own =
      right.redone || Y.isDeleted(popped.insertions, right.id) || history.some(s => Y.isDeleted(s.deletions, right.id))
    if (!own) return 'taken'
    last = right
    while (last.redone) last = Y.getItemCleanStart(tr, last.redone)
  }
  return last
}
