import * as Y from 'yjs'
import { checkSuggestionTarget } from './check.ts'
import { decodeHunk } from './decode.ts'
import { isOpen, readSuggestions, statusOf } from './status.ts'
import { findSuggestion, setFields } from './store.ts'
import { type Suggestion, SuggestionError, type SuggestionStatus } from './suggestion.ts'

/** What a person does with a suggestion: accept it or reject it, alone or with its group. */

/** The suggestion with this id. Throws a {@link SuggestionError} 'missing'. */
export function requireSuggestion(doc: Y.Doc, id: string): Suggestion {
  const suggestion = findSuggestion(doc, id)
  if (!suggestion) throw new SuggestionError('missing', 'This suggestion is no longer in the document.')
  return suggestion
}

/**
 * Applies a suggestion as the person's own act: `origin` is one that their undo manager tracks (see trackAcceptance).
 * Two people may accept at once; the words come once. Throws a {@link SuggestionError} and changes nothing when it is
 * settled, waits for the server, or would change more than it shows. Not to be called inside a transaction.
 */
export function acceptSuggestion(doc: Y.Doc, id: string, origin: unknown): void {
  const suggestion = requireSuggestion(doc, id)
  requireAcceptable(doc, suggestion)
  apply(doc, suggestion.update, origin)
}

/** Inside a transaction of one's own, applyUpdate would give the document another client id. */
function apply(doc: Y.Doc, update: Uint8Array, origin: unknown): void {
  if (doc._transaction) throw new Error('A suggestion cannot be accepted inside a transaction.')
  Y.applyUpdate(doc, update, origin)
}

const WHY_NOT: Record<Exclude<SuggestionStatus, 'pending'>, [SuggestionError['code'], string]> = {
  accepted: ['settled', 'This suggestion was accepted already.'],
  rejected: ['settled', 'This suggestion was rejected already.'],
  undone: ['settled', 'This suggestion was accepted and taken back. Propose it again to accept it again.'],
  rebasing: ['changed', 'The words changed meanwhile. The suggestion is being fitted to them; try again in a moment.'],
  stale: ['stale', 'The words changed so much that this suggestion no longer fits. Edit it, ask again, or dismiss it.'],
}

function requireAcceptable(doc: Y.Doc, suggestion: Suggestion): void {
  const status = statusOf(doc, suggestion)
  if (status !== 'pending') throw new SuggestionError(...WHY_NOT[status])
  const problem = checkSuggestionTarget(doc, suggestion)
  if (problem) throw new SuggestionError('invalid', problem)
}

/** What became of the hunks of a group. */
export interface GroupResult {
  accepted: string[]
  refused: { id: string; error: SuggestionError }[]
}

/** Accepts all open hunks of a group that may be accepted, as one step of undo. */
export function acceptGroup(doc: Y.Doc, group: string, origin: unknown): GroupResult {
  const result: GroupResult = { accepted: [], refused: [] }
  const chosen: Suggestion[] = []
  for (const { suggestion, status } of readSuggestions(doc)) {
    if (suggestion.group !== group || !isOpen(status)) continue
    try {
      requireAcceptable(doc, suggestion)
      if (chosen.some(other => overlap(other, suggestion))) throw new SuggestionError(...WHY_NOT.rebasing)
      chosen.push(suggestion)
      result.accepted.push(suggestion.id)
    } catch (error) {
      if (!(error instanceof SuggestionError)) throw error
      result.refused.push({ id: suggestion.id, error })
    }
  }
  if (chosen.length > 0) apply(doc, Y.mergeUpdates(chosen.map(suggestion => suggestion.update)), origin)
  return result
}

/** Do two hunks delete the same characters? */
function overlap(a: Suggestion, b: Suggestion): boolean {
  const [one, other] = [decodeHunk(a.update), decodeHunk(b.update)]
  if (!one || !other) return false
  return one.deletes.some(x =>
    other.deletes.some(y => x.client === y.client && x.clock < y.clock + y.length && y.clock < x.clock + x.length),
  )
}

/** Stores that a person does not want an open or undone suggestion. Does nothing to a settled one. */
export function rejectSuggestion(doc: Y.Doc, id: string, userId: string, origin: unknown = null): void {
  const suggestion = requireSuggestion(doc, id)
  const status = statusOf(doc, suggestion)
  if (status === 'accepted' || status === 'rejected') return
  doc.transact(() => setFields(doc, id, { rejectedBy: userId }), origin)
}

/** Rejects all open hunks of a group and returns their ids. */
export function rejectGroup(doc: Y.Doc, group: string, userId: string, origin: unknown = null): string[] {
  const ids = readSuggestions(doc)
    .filter(({ suggestion, status }) => suggestion.group === group && isOpen(status))
    .map(({ suggestion }) => suggestion.id)
  doc.transact(() => {
    for (const id of ids) setFields(doc, id, { rejectedBy: userId })
  }, origin)
  return ids
}
