import * as Y from 'yjs'
import { newClientId } from '../../shared/core/ids.ts'

/** The V1 update of what `write` does to a copy of `doc`, under a client id of its own. */
export function updateOf(doc: Y.Doc, write: (copy: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  copy.clientID = newClientId()
  const updates: Uint8Array[] = []
  copy.on('update', (update: Uint8Array) => updates.push(update))
  copy.transact(() => write(copy))
  copy.destroy()
  return Y.mergeUpdates(updates)
}
