import * as Y from 'yjs'
import type { Author } from '../../shared/core/documents/author.ts'
import type { Room } from './room.ts'
import { extendedClients, scanUpdate } from './updateScan.ts'

/**
 * Has a reader what the document has not, and is all of it somebody else's? Updates are broadcast before they are durable: when
 * the process dies in between, whoever wrote them hands them back, and a reader would go on showing them for ever. What is the
 * reader's own, or nobody's we know, was written in an earlier role and is not ours to drop.
 */
export function isAhead(
  { document, attribution }: Pick<Room, 'document' | 'attribution'>,
  handshake: Uint8Array,
  reader: Author,
): boolean {
  if (Y.snapshotContainsUpdate(Y.snapshot(document), handshake)) return false
  const extended = [...extendedClients(document, scanUpdate(handshake)).keys()]
  // deletions say nothing of who made them: they are somebody else's when this reader never wrote
  return extended.length > 0
    ? extended.every(id => !attribution.isFreeOrOwn(id, reader))
    : !attribution.clientsOf(reader).some(id => Y.getState(document.store, id) > 0)
}
