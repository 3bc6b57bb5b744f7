import * as Y from 'yjs'
import { Refusal } from './refusal.ts'
import type { UpdateScan } from './updateScan.ts'

/** Types in types. Our deepest is a text in a row; deleting a chain of ten thousand would overflow every stack. */
const MOST_LEVELS = 16

/** Throws a {@link Refusal} when the update puts types into types beyond any schema. Call it before applying. */
export function checkNesting(doc: Y.Doc, { structs }: UpdateScan): void {
  const types = structs.filter(
    (struct): struct is Y.Item =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentType && typeof struct.parent !== 'string',
  )
  if (types.length === 0) return
  const containers = new Containers(doc, structs)
  for (const type of types) {
    let container = containers.of(type)
    for (let levels = 1; container !== null; levels++) {
      if (levels > MOST_LEVELS) throw new Refusal('badFrame', 'Things in things in things, deeper than any document.')
      container = containers.of(container)
    }
  }
}

/** Finds the item whose type holds an item, in an update that is not applied yet on top of a document. */
class Containers {
  readonly #doc: Y.Doc
  readonly #byClient = new Map<number, Y.Item[]>()
  readonly #found = new Map<Y.Item, Y.Item | null>()

  constructor(doc: Y.Doc, structs: UpdateScan['structs']) {
    this.#doc = doc
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue
      const list = this.#byClient.get(struct.id.client)
      if (list) list.push(struct)
      else this.#byClient.set(struct.id.client, [struct])
    }
  }

  /** Null: the item is in a root type, or what it hangs on was deleted and collected. */
  of(item: Y.Item): Y.Item | null {
    const passed: Y.Item[] = []
    let at: Y.Item | null = item
    let container: Y.Item | null = null
    // siblings share their container; the first of them that names it knows
    while (at !== null) {
      const known = this.#found.get(at)
      if (known !== undefined) {
        container = known
        break
      }
      this.#found.set(at, null) // a circle ends here; such an update cannot be applied and is refused after
      passed.push(at)
      if (at.parent instanceof Y.ID) {
        container = this.#itemAt(at.parent)
        break
      }
      if (at.parent !== null) {
        container = at.parent instanceof Y.AbstractType ? at.parent._item : null
        break
      }
      const sibling: Y.ID | null = at.origin ?? at.rightOrigin
      at = sibling && this.#itemAt(sibling)
    }
    for (const one of passed) this.#found.set(one, container)
    return container
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
