import * as Y from 'yjs'
import { isLineElement, REQUIRED_ATTRIBUTES } from '../../../shared/core/script/line.ts'
import type { SceneEntry, ScriptRoots } from '../../../shared/core/script/scenes.ts'
import { followRedone, revert, type StackItem } from '../../../shared/core/undo/revert.ts'

/**
 * Undo and redo of one's own edits to a screenplay, or to prose. Whatever one takes back, a colleague's text stays: a line that one
 * made is kept while a colleague has live text in it.
 */
export class ScreenplayUndo extends Y.UndoManager {
  /** While true, undo and redo do nothing. */
  locked = false
  /** Called after the editor shows what was taken back; Y's own event comes before that. */
  onReverted: (item: StackItem) => void = () => {}
  readonly #script: Y.XmlFragment
  readonly #scenes: Y.Map<SceneEntry>

  constructor({ script, scenes }: ScriptRoots, origin: unknown, captureTimeout: number) {
    super([script, scenes], { trackedOrigins: new Set([origin]), captureTimeout })
    // Restoring needs the deleted structs that its neighbours refer to; collected ones make Yjs throw or diverge.
    this.doc.gc = false
    this.#script = script
    this.#scenes = scenes
  }

  override undo(): StackItem | null {
    return this.#pop('undo')
  }

  override redo(): StackItem | null {
    return this.#pop('redo')
  }

  #pop(type: 'undo' | 'redo'): StackItem | null {
    if (this.locked) return null
    const stack = type === 'undo' ? this.undoStack : this.redoStack
    let popped: StackItem | null = null
    let changed: Y.Transaction['changedParentTypes'] = new Map()
    this.undoing = type === 'undo'
    this.redoing = type === 'redo'
    try {
      // one transaction, hence one update: colleagues never see a line without its attributes
      this.doc.transact(tr => {
        changed = tr.changedParentTypes
        for (let item = stack.pop(); item && !popped; item = popped ? undefined : stack.pop())
          if (revert(tr, this, item, this.#mayDelete(tr, item))) popped = item
        if (popped && tr.changed.get(this.#script as never)?.has(null)) this.#mendAttributes()
        for (const [parent, keys] of tr.changed)
          if (keys.has(null) && parent._searchMarker) parent._searchMarker.length = 0
      }, this)
    } finally {
      this.undoing = false
      this.redoing = false
    }
    if (popped) {
      this.onReverted(popped)
      this.emit('stack-item-popped', [{ stackItem: popped, type, changedParentTypes: changed, origin: this }, this])
    }
    return popped
  }

  /** What taking back `stackItem` may delete. Attributes, text and the line itself stand or fall together. */
  #mayDelete(tr: Y.Transaction, stackItem: StackItem): (item: Y.Item) => boolean {
    let mine: Set<Y.Item> | null = null
    const isMine = (item: Y.Item): boolean => {
      mine ??= this.#itemsOf(tr, stackItem)
      return mine.has(item)
    }
    const hasOthersText = (line: Y.XmlElement): boolean => {
      for (const text of line.toArray() as unknown[])
        if (text instanceof Y.XmlText)
          for (let item = text._start; item; item = item.right)
            if (!item.deleted && item.countable && !isMine(item)) return true
      return false
    }
    return item => {
      const type = item.content instanceof Y.ContentType ? item.content.type : null
      if (isLineElement(type)) return !hasOthersText(type)
      const parent = item.parent
      if (isLineElement(parent)) {
        if (item.parentSub === null) return !hasOthersText(parent)
        if (item.parentSub === 'revised') return !isAlsoOthers(item)
        if (!isRequired(item.parentSub)) return true
        // A value that is still live was not replaced by the one before it: a colleague wrote the attribute at the same
        // time and lost. Deleting it would leave none at all, so it stays, unless the line itself goes.
        return parent._item !== null && isMine(parent._item) && !hasOthersText(parent)
      }
      // A scene's entry and its place stay: a colleague may have put lines in it, and an empty scene shows nothing.
      if (parent === (this.#scenes as unknown)) return false
      return item.parentSub !== 'order'
    }
  }

  /** The items that a stack item inserted, as they live now. */
  #itemsOf(tr: Y.Transaction, { insertions }: StackItem): Set<Y.Item> {
    const items = new Set<Y.Item>()
    Y.iterateDeletedStructs(tr, insertions, struct => {
      if (!(struct instanceof Y.Item)) return
      for (let i = 0; i < struct.length; i++)
        items.add(followRedone(this.doc.store, Y.createID(struct.id.client, struct.id.clock + i)))
    })
    return items
  }

  /**
   * A line brought back lacks an attribute that a colleague wrote while the line was deleted: Yjs does not restore a value
   * that has a foreign successor. Take the last value of the deleted original.
   */
  #mendAttributes(): void {
    const isPoor = (line: Y.XmlElement): boolean => REQUIRED_ATTRIBUTES.some(name => !line.getAttribute(name))
    const poor = new Set<Y.Item>()
    for (const node of this.#script.toArray() as unknown[])
      if (isLineElement(node) && node._item && isPoor(node)) poor.add(node._item)
    if (poor.size === 0) return
    const originals = new Map<Y.Item, Y.Item[]>()
    for (let item = this.#script._start; item; item = item.right) {
      if (!item.redone) continue
      const now = followRedone(this.doc.store, item.id)
      if (poor.has(now)) originals.set(now, [item, ...(originals.get(now) ?? [])])
    }
    for (const holder of poor) {
      const line = typeOf(holder)
      for (const name of REQUIRED_ATTRIBUTES) {
        if (!line || line.getAttribute(name)) continue
        const value = (originals.get(holder) ?? []).map(old => lastValue(typeOf(old), name)).find(v => v !== null)
        if (value) line.setAttribute(name, value)
      }
    }
  }
}

/**
 * Did a colleague say the same of the line, before or at the same time? Then the mark is theirs as well. A mark too many asks
 * for a look; one too few sends wrong pages to the set.
 */
function isAlsoOthers(mark: Y.Item): boolean {
  const said = markOf(mark)
  for (let item = mark.left; item; item = item.left)
    if (item.id.client !== mark.id.client && markOf(item) === said) return true
  return false
}

const markOf = (item: Y.Item): unknown => (item.content instanceof Y.ContentAny ? item.content.arr.at(-1) : undefined)

const isRequired = (name: string): boolean => (REQUIRED_ATTRIBUTES as readonly string[]).includes(name)

const typeOf = (item: Y.Item): Y.XmlElement | null =>
  item.content instanceof Y.ContentType && isLineElement(item.content.type) ? item.content.type : null

function lastValue(line: Y.XmlElement | null, name: string): string | null {
  for (let item = line?._map.get(name); item; item = item.left ?? undefined) {
    const value = markOf(item)
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}
