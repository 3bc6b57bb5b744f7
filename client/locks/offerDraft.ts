import type * as Y from 'yjs'
import { proposeEdits } from '../../shared/core/suggestions/propose.ts'
import { addSuggestions } from '../../shared/core/suggestions/store.ts'
import { type SuggestionEdit, SuggestionError } from '../../shared/core/suggestions/suggestion.ts'
import type { HeldDraft } from '../sync/heldDrafts.ts'

/**
 * Offers what a lock held back to everybody, as suggestions of the person who wrote it. Returns the edits that no longer
 * fit the document: somebody changed the same words, or the line is gone.
 */
export function offerDraft(doc: Y.Doc, draft: HeldDraft, person: { id: string; name: string }): SuggestionEdit[] {
  const author = { kind: 'person', ...person } as const
  const group = draft.id
  const left: SuggestionEdit[] = []
  const suggestions = draft.edits.flatMap(edit => {
    try {
      return proposeEdits(doc, [edit], { author, group, rationale: `Written before ${draft.lockedBy} locked this.` })
    } catch (error) {
      if (!(error instanceof SuggestionError)) throw error
      left.push(edit)
      return []
    }
  })
  addSuggestions(doc, suggestions, 'offer a draft')
  return left
}
