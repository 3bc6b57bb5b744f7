import type * as Y from 'yjs'
import { isOpen, readSuggestions } from './status.ts'
import type { Suggestion } from './suggestion.ts'

/** An answer of an agent that people have decided about to its end. */
export interface Decided {
  /** Any of its suggestions: who made it, for whom and why. */
  suggestion: Suggestion
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
  const statuses = all.flatMap(({ suggestion, status }) => (suggestion.group === last.group ? [status] : []))
  if (statuses.some(isOpen) || !statuses.includes('accepted')) return null
  return { suggestion: last, isWhole: statuses.every(status => status === 'accepted') }
}
