import type * as Y from 'yjs'

/**
 * Forgets what came ahead of what it follows. On a connection that ended it would wait for ever if the server lost what it
 * follows, and a handshake would send it as if it were ours; the next connection brings all there is.
 */
export function forgetPending(doc: Y.Doc): void {
  doc.store.pendingStructs = null
  doc.store.pendingDs = null
}
