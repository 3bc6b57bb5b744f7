import * as Y from 'yjs'

/** A hunk's bytes, read. */
export interface Decoded {
  /** The fork's client id; every struct has it. */
  client: number
  structs: Y.Item[]
  /** Of ids of others. */
  deletes: { client: number; clock: number; length: number }[]
  /** Does accepting delete this id? */
  isDeleted(client: number, clock: number): boolean
}

const known = new WeakMap<Uint8Array, Decoded | null>()

/** The structs and deletions in an update, null when it is not one fork's update. Read once per array of bytes. */
export function decodeHunk(update: Uint8Array): Decoded | null {
  let decoded = known.get(update)
  if (decoded === undefined) {
    decoded = decode(update)
    known.set(update, decoded)
  }
  return decoded
}

function decode(update: Uint8Array): Decoded | null {
  try {
    const { structs, ds } = Y.decodeUpdate(update)
    const items = structs.filter(struct => struct instanceof Y.Item)
    const [first] = items
    if (!first || items.length !== structs.length || first.id.clock !== 0) return null
    let next = 0
    for (const item of items) {
      if (item.id.client !== first.id.client || item.id.clock !== next) return null
      // Yjs throws in the middle of applying what names something that its own fork is yet to make
      if (referencesOf(item).some(id => id.client === item.id.client && id.clock >= item.id.clock)) return null
      next += item.length
    }
    const { client } = first.id
    // what a fork deletes of its own is its own affair
    const deletes = [...ds.clients].flatMap(([of, ranges]) =>
      of === client ? [] : ranges.map(range => ({ client: of, clock: range.clock, length: range.len })),
    )
    return {
      client,
      structs: items,
      deletes,
      isDeleted: (of, clock) => Y.isDeleted(ds, Y.createID(of, clock)),
    }
  } catch {
    return null
  }
}

/** What an item says that it stands beside or in. */
export const referencesOf = (item: Y.Item): Y.ID[] =>
  [item.origin, item.rightOrigin, parentIdOf(item)].filter(id => id !== null)

/** `decodeUpdate` leaves parents unresolved: an id, the name of a root, or nothing where a neighbour tells. */
export const parentIdOf = (item: Y.Item): Y.ID | null => {
  const parent: unknown = item.parent
  return parent instanceof Y.ID ? parent : null
}
export const parentRootOf = (item: Y.Item): string | null => {
  const parent: unknown = item.parent
  return typeof parent === 'string' ? parent : null
}
