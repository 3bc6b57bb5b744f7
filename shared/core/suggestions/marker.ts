import type * as Y from 'yjs'

/**
 * Every hunk also sets `accepted[id]`, under the same client id as its words. That is how everybody knows that it was
 * accepted, even one that only deletes (deletions leave no trace in a state vector); and because the accepting person's
 * undo takes the marker back together with the words, that it was undone. See {@link trackAcceptance}.
 */
export const acceptedOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('accepted')

export type Acceptance = 'never' | 'accepted' | 'undone'

export function acceptanceOf(doc: Y.Doc, id: string): Acceptance {
  const marker = acceptedOf(doc)._map.get(id)
  return marker === undefined ? 'never' : marker.deleted ? 'undone' : 'accepted'
}

/** Makes a person's undo manager take back what they accept under `origin`: the words, and that they were accepted. */
export function trackAcceptance(undoManager: Y.UndoManager, origin: unknown): void {
  undoManager.addTrackedOrigin(origin)
  undoManager.addToScope(acceptedOf(undoManager.doc))
}
