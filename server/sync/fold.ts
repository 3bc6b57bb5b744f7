import * as Y from 'yjs'
import { unpackUpdates } from '../../shared/node/updates.ts'
import type { FoldTask } from './compaction.ts'

/** Snapshot and log in one V2 update. What waits for missing dependencies is carried along: the encoding includes it. */
export function fold({ snapshot, payloads }: FoldTask): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    Y.applyUpdateV2(doc, snapshot)
    for (const payload of payloads) for (const update of unpackUpdates(payload)) Y.applyUpdate(doc, update)
  })
  const state = Y.encodeStateAsUpdateV2(doc)
  doc.destroy()
  return state
}
