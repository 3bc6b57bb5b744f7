import type * as Y from 'yjs'
import { isOpen, readSuggestions } from './status.ts'
import type { Suggestion, SuggestionEdit } from './suggestion.ts'

/** An answer of an agent that people have decided about to its end. */
export interface Decided {
  /** Any of its suggestions: who made it, for whom and why. */
  suggestion: Suggestion
  /** What was accepted of it. */
  taken: SuggestionEdit[]
  /** All of it was taken. */
  isWhole: boolean
}

/** The last answer of an agent when nothing of it is open any more and something of it was accepted; else null. */
export function decidedAnswer(doc: Y.Doc, agent: string): Decided | null {
  const all = readSuggestions(doc).filter(
    ({ suggestion: { author } }) => author.kind === 'agent' && author.agent === agent,
  )
  const last = all.at(-1)?.suggestion
  if (!last) return null
  const answer = all.filter(({ suggestion }) => suggestion.group === last.group)
  const taken = answer.filter(({ status }) => status === 'accepted').map(({ suggestion }) => suggestion.edit)
  if (taken.length === 0 || answer.some(({ status }) => isOpen(status))) return null
  return { suggestion: last, taken, isWhole: taken.length === answer.length }
}
