import type * as Y from 'yjs'
import { isApplicable } from './applicable.ts'
import { acceptanceOf, acceptedOf } from './marker.ts'
import { storedSuggestions } from './store.ts'
import type { Suggestion, SuggestionStatus } from './suggestion.ts'

/** Where a suggestion stands, derived from the document alone: everybody with the same document sees the same. */
export function statusOf(doc: Y.Doc, suggestion: Suggestion): SuggestionStatus {
  const acceptance = acceptanceOf(doc, suggestion.id)
  // accepting beats everything that was said at the same time: the words are in the text
  if (acceptance === 'accepted') return 'accepted'
  if (suggestion.rejectedBy !== undefined || suggestion.supersededBy !== undefined) return 'rejected'
  if (suggestion.stale !== undefined) return 'stale'
  if (acceptance === 'undone') return 'undone'
  return isApplicable(doc, suggestion) ? 'pending' : 'rebasing'
}

/** All suggestions of a document, settled ones too, oldest first. */
export function readSuggestions(doc: Y.Doc): { suggestion: Suggestion; status: SuggestionStatus }[] {
  return storedSuggestions(doc).map(suggestion => ({ suggestion, status: statusOf(doc, suggestion) }))
}

/** Those that a person still has to decide, oldest first. Settled ones, of which there may be hundreds, are not even read. */
export function openSuggestions(doc: Y.Doc): { suggestion: Suggestion; status: SuggestionStatus }[] {
  const accepted = acceptedOf(doc)
  return storedSuggestions(doc, id => !accepted.has(id))
    .map(suggestion => ({ suggestion, status: statusOf(doc, suggestion) }))
    .filter(({ status }) => isOpen(status))
}

/** Does a person still have to decide? */
export const isOpen = (status: SuggestionStatus): boolean =>
  status === 'pending' || status === 'rebasing' || status === 'stale'
