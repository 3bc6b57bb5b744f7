import * as Y from 'yjs'
import { Places } from './places.ts'
import type { UpdateScan } from './updateScan.ts'

/**
 * Names of the root types in which applying the update would change something: add to them, set in them, delete from them.
 * What the document has already, and what is deleted there already, changes nothing.
 */
export function touchedRoots(doc: Y.Doc, { structs, deletes }: UpdateScan): Set<string> {
  const touched = new Set<string>()
  const places = new Places(doc, structs)
  const touch = (item: Y.Item) => {
    const root = places.rootOf(item)
    if (root !== null) touched.add(root)
  }
  for (const struct of structs)
    if (struct instanceof Y.Item && struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client))
      touch(struct)
  for (const [client, ranges] of deletes) {
    const known = doc.store.clients.get(client) ?? []
    for (const { clock, len } of ranges) {
      const to = Math.min(clock + len, Y.getState(doc.store, client))
      if (clock >= to) continue
      for (let at = Y.findIndexSS(known, clock); at < known.length; at++) {
        const struct = known[at]
        if (!struct || struct.id.clock >= to) break
        if (struct instanceof Y.Item && !struct.deleted) touch(struct)
      }
    }
  }
  return touched
}
