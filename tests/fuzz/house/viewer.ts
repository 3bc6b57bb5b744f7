import * as Y from 'yjs'
import type { Random } from '../binding/random.ts'

/** What a viewer may send who has the document and no editor of ours: writes, deletes, under an own or somebody's client id. */
export function forgedUpdate(doc: Y.Doc, word: string, random: Random): Uint8Array {
  const forged = new Y.Doc()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(doc))
  forged.clientID = random.chance(0.3) ? 11 : 90_000 + random.below(1000)
  const before = Y.encodeStateVector(forged)
  const script = forged.getXmlFragment('script')
  forged.transact(() => {
    if (random.chance(0.3) && script.length > 0) script.delete(random.below(script.length), 1)
    else forged.getMap(random.pick(['scenes', 'shots', 'suggestions', 'accepted'])).set(word, word)
    const line: unknown = script.length > 0 ? script.get(random.below(script.length)) : null
    const text: unknown = line instanceof Y.XmlElement ? line.get(0) : null
    if (text instanceof Y.XmlText) text.insert(0, word)
  })
  return Y.encodeStateAsUpdate(forged, before)
}
