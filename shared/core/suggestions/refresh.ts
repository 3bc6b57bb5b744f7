import type * as Y from 'yjs'
import { checkSuggestionTarget } from './check.ts'
import { decodeHunk } from './decode.ts'
import { takeBackDoubles } from './doubles.ts'
import { Fork } from './fork.ts'
import { acceptanceOf } from './marker.ts'
import { rebaseEdit } from './rebase.ts'
import { statusOf } from './status.ts'
import { setFields, storedSuggestions } from './store.ts'
import type { Suggestion } from './suggestion.ts'
import { lineIndex } from './target.ts'

/** Ids of the suggestions that a pass changed. */
export interface Refreshed {
  /** New bytes for the words as they are now. */
  rebased: string[]
  /** Marked for a person to settle. */
  stale: string[]
  /** Accepted twice at once, in two wordings or places: one copy was taken back. */
  takenBack: string[]
}

/**
 * The server's pass over a document: hunks whose words changed are merged with the words as they are now, or marked stale;
 * stale ones that fit again (somebody took their change back) are revived. A second pass changes nothing. Only the server
 * does this: two people who rebased one hunk at once would make two hunks that can both be accepted.
 */
export function refreshSuggestions(doc: Y.Doc, origin: unknown, clientIdFor?: (id: string) => number): Refreshed {
  const result: Refreshed = { rebased: [], stale: [], takenBack: takeBackDoubles(doc, origin) }
  const waiting = storedSuggestions(doc).filter(suggestion => isWaiting(doc, suggestion))
  if (waiting.length === 0) return result
  let fork: Fork | null = null
  const lines = lineIndex(doc)
  const changes: [string, Partial<Suggestion>][] = []
  for (const suggestion of waiting) {
    const { id } = suggestion
    const hunk = decodeHunk(suggestion.update)
    const rebased = hunk
      ? rebaseEdit(doc, suggestion.edit, lines)
      : { stale: checkSuggestionTarget(doc, suggestion) ?? 'The suggestion is damaged.' }
    if ('stale' in rebased) {
      if (suggestion.stale !== undefined) continue
      result.stale.push(id)
      changes.push([id, { stale: rebased.stale }])
    } else {
      fork ??= new Fork(doc)
      const made = fork.make(id, rebased.edit, suggestion.author, clientIdFor?.(id))
      const earlier = hunk ? [...suggestion.earlier, hunk.client] : suggestion.earlier
      result.rebased.push(id)
      // always these together: whichever of two servers wins one field wins all
      changes.push([id, { ...made, earlier, stale: undefined }])
    }
  }
  if (changes.length > 0)
    doc.transact(() => {
      for (const [id, fields] of changes) setFields(doc, id, fields)
    }, origin)
  return result
}

function isWaiting(doc: Y.Doc, suggestion: Suggestion): boolean {
  const status = statusOf(doc, suggestion)
  return status === 'rebasing' || (status === 'stale' && acceptanceOf(doc, suggestion.id) === 'never')
}
