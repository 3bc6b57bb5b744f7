import type { Author } from '../../shared/core/documents/author.ts'
import { colourIndexOf } from '../../shared/core/documents/colour.ts'

/** The colour of a person in the theme of this screen; the same person has the same place in the palette everywhere. */
export const personColour = (id: string): string => `var(--person-${colourIndexOf(id)})`

/** The colour of a person or of agents, which share one. */
export const authorColour = (author: Author): string =>
  author.kind === 'agent' ? 'var(--agent)' : personColour(author.id)

/** Up to two letters: of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const first = [...(words[0] ?? '?')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toUpperCase()
}
