import * as Y from 'yjs'
import { Random } from '../../fuzz/binding/random.ts'

/**
 * A document that was typed key by key: a run of words here, a correction there, and every tenth key deletes. `edits` transactions
 * by one client, as the trace of a paper that CRDTs are compared with has 260,000.
 */
export function typedDocument(edits: number): Y.Doc {
  const random = new Random(7).next
  const doc = new Y.Doc()
  doc.clientID = 1
  const text = doc.getText('t')
  let at = 0
  for (let edit = 0; edit < edits; edit++) {
    if (random() < 0.02) at = Math.floor(random() * (text.length + 1))
    if (at > 0 && random() < 0.1) text.delete(--at, 1)
    else text.insert(at++, 'abcdefghijklmnopqrstuvwxyz '[Math.floor(random() * 27)] ?? ' ')
  }
  return doc
}
