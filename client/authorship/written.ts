import type { ClientSpan } from '../../shared/core/history/clientSpans.ts'
import { authorColour } from '../ui/people.ts'
import { type Hand, keyOf, nameOf } from './hand.ts'

/** Characters side by side in one hand; null: nobody knows yet. */
export interface HandSpan {
  hand: Hand | null
  length: number
}

/** A text by hand: the spans of one person's several tabs are one. */
export function handSpans(text: readonly ClientSpan[], handOf: (client: number) => Hand | null): HandSpan[] {
  const spans: HandSpan[] = []
  for (const { client, length } of text) {
    const hand = handOf(client)
    const last = spans.at(-1)
    if (last && (last.hand && keyOf(last.hand)) === (hand && keyOf(hand))) last.length += length
    else spans.push({ hand, length })
  }
  return spans
}

/** How words in a hand look, and what their tooltip says. */
export interface Written {
  className: string
  colour: string
  title: string
}

/** Null: words that are nobody's, and those of accounts that are gone, stay as they are. */
export function written(hand: Hand | null, me: string): Written | null {
  if (hand?.kind !== 'person' && hand?.kind !== 'agent') return null
  return {
    className: hand.kind === 'agent' ? 'written is-agent' : 'written',
    colour: authorColour(hand),
    title: nameOf(hand, me),
  }
}
