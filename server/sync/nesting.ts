import * as Y from 'yjs'
import { Places } from './places.ts'
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
  const places = new Places(doc, structs)
  for (const type of types) {
    let place = places.of(type)
    for (let levels = 1; place instanceof Y.Item; levels++) {
      if (levels > MOST_LEVELS) throw new Refusal('badFrame', 'Things in things in things, deeper than any document.')
      place = places.of(place)
    }
  }
}
