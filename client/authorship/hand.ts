import type { Author } from '../../shared/core/documents/author.ts'

/** Whose words: an author's, those of an account that is gone, or nobody's (they came with a file or the sample). */
export type Hand = Author | { kind: 'gone' } | { kind: 'imported' }

export const GONE: Hand = { kind: 'gone' }
export const IMPORTED: Hand = { kind: 'imported' }

/** The same for all words of one person, whatever tab they were typed in, and of one agent, whatever it was asked. */
export const keyOf = (hand: Hand): string =>
  hand.kind === 'person' ? `person ${hand.id}` : hand.kind === 'agent' ? `agent ${hand.agent}` : hand.kind

/** How the legend and the tooltips name them. `me` is the reader's id. */
export function nameOf(hand: Hand, me: string): string {
  if (hand.kind === 'agent') return `${hand.name} (agent)`
  if (hand.kind === 'person') return hand.id === me ? `${hand.name} (you)` : hand.name
  return hand.kind === 'gone' ? 'Deleted account' : 'Imported'
}

/** In whose words the caret is, as a sentence. */
export function caretSentence(hand: Hand, me: string): string {
  if (hand.kind === 'agent') return `The caret is in words of the agent ${hand.name}.`
  if (hand.kind === 'person') return `The caret is in ${hand.id === me ? 'your' : possessive(hand.name)} words.`
  return hand.kind === 'gone'
    ? 'The caret is in words of a deleted account.'
    : 'The caret is in words that were imported.'
}

/** Whose words stand in a cell of the shot table, or who set its number; null in an empty one. */
export function cellSentence(hands: readonly Hand[], me: string): string | null {
  const names = new Set(hands.map(hand => nameOf(hand, me)))
  return names.size > 0 ? `In this cell: ${[...names].join(', ')}.` : null
}

const possessive = (name: string): string => (/s$/i.test(name) ? `${name}’` : `${name}’s`)

const ORDER: readonly Hand['kind'][] = ['person', 'agent', 'gone', 'imported']

/** Oneself, then people by name, agents, and last the words that are in nobody's colour. */
export const inOrder = (hands: Iterable<Hand>, me: string): Hand[] => {
  const place = (hand: Hand): number => (hand.kind === 'person' && hand.id === me ? -1 : ORDER.indexOf(hand.kind))
  return [...hands].sort((a, b) => place(a) - place(b) || nameOf(a, me).localeCompare(nameOf(b, me)))
}
