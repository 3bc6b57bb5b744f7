import * as Y from 'yjs'
import type { UpdateScan } from './updateScan.ts'

/** Where an item is: in the type that another item holds, in a root type of this name, or nobody can tell. */
export type Place = Y.Item | string | null

/** Finds where items are, in an update that is not applied yet on top of a document. */
export class Places {
  readonly #doc: Y.Doc
  readonly #byClient = new Map<number, Y.Item[]>()
  readonly #found = new Map<Y.Item, Place>()

  constructor(doc: Y.Doc, structs: UpdateScan['structs']) {
    this.#doc = doc
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue
      const list = this.#byClient.get(struct.id.client)
      if (list) list.push(struct)
      else this.#byClient.set(struct.id.client, [struct])
    }
  }

  /** Null: what the item hangs on was deleted and collected, or hangs on itself in a circle. */
  of(item: Y.Item): Place {
    const passed: Y.Item[] = []
    let at: Y.Item | null = item
    let place: Place = null
    // siblings share their container; the first of them that names it knows
    while (at !== null) {
      const known = this.#found.get(at)
      if (known !== undefined) {
        place = known
        break
      }
      this.#found.set(at, null) // a circle ends here; such an update cannot be applied and is refused after
      passed.push(at)
      if (at.parent !== null) {
        place = this.#named(at.parent)
        break
      }
      const sibling: Y.ID | null = at.origin ?? at.rightOrigin
      at = sibling && this.#itemAt(sibling)
    }
    for (const one of passed) this.#found.set(one, place)
    return place
  }

  /** The name of the root type under which an item is, however deep. */
  rootOf(item: Y.Item): string | null {
    const passed = new Set<Y.Item>()
    let place = this.of(item)
    while (place instanceof Y.Item) {
      if (passed.has(place)) return null
      passed.add(place)
      place = this.of(place)
    }
    return place
  }

  /** The key under which an item is in a map; null when it is in a list. What is set again names only what it follows. */
  keyOf(item: Y.Item): string | null {
    const passed = new Set<Y.Item>()
    for (let at: Y.Item | null = item; at !== null && !passed.has(at); ) {
      if (at.parentSub !== null) return at.parentSub
      passed.add(at)
      const sibling: Y.ID | null = at.origin ?? at.rightOrigin
      at = sibling && this.#itemAt(sibling)
    }
    return null
  }

  #named(parent: NonNullable<Y.Item['parent']>): Place {
    if (typeof parent === 'string') return parent
    if (parent instanceof Y.ID) return this.#itemAt(parent)
    return parent._item ?? Y.findRootTypeKey(parent)
  }

  #itemAt(id: Y.ID): Y.Item | null {
    if (id.clock < Y.getState(this.#doc.store, id.client)) {
      const struct = Y.getItem(this.#doc.store, id)
      return struct instanceof Y.Item ? struct : null
    }
    const list = this.#byClient.get(id.client) ?? []
    let [low, high] = [0, list.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const item = list[middle]
      if (!item || id.clock < item.id.clock) high = middle - 1
      else if (id.clock >= item.id.clock + item.length) low = middle + 1
      else return item
    }
    return null
  }
}
