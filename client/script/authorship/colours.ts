import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { clientSpans } from '../../../shared/core/history/clientSpans.ts'
import type { LineRecord } from '../binding/lines.ts'
import { colourOf } from '../suggestions/lineDecorations.ts'
import { type Hand, keyOf, nameOf } from './hand.ts'
import type { AuthorLayer } from './layer.ts'

export const authorColoursKey = new PluginKey<DecorationSet>('author-colours')

/**
 * Words in the colours of their authors: `.written` with the style variable `--hand`, and `.is-agent` for those of agents.
 * What {@link AuthorLayer} sets; own typing only moves it along until the layer has looked, before the next frame.
 */
export function authorColours(layer: AuthorLayer): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: authorColoursKey,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        const next: unknown = tr.getMeta(authorColoursKey)
        if (next instanceof DecorationSet) return next
        return tr.docChanged && set !== DecorationSet.empty ? set.map(tr.mapping, tr.doc) : set
      },
    },
    props: {
      decorations: state => authorColoursKey.getState(state) ?? null,
      handleDOMEvents: {
        compositionend: () => {
          layer.compositionEnded()
          return false
        },
      },
    },
    view: view => layer.attach(view),
  })
}

/** Characters side by side in one hand; null: nobody knows yet. */
export interface HandSpan {
  hand: Hand | null
  length: number
}

/** A line by hand: the spans of one person's several tabs are one. */
export function handSpans(line: LineRecord, handOf: (client: number) => Hand | null): HandSpan[] {
  const spans: HandSpan[] = []
  for (const { client, length } of clientSpans(line.text)) {
    const hand = handOf(client)
    const last = spans.at(-1)
    if (last && (last.hand && keyOf(last.hand)) === (hand && keyOf(hand))) last.length += length
    else spans.push({ hand, length })
  }
  return spans
}

/** The decorations of a line whose text begins at `from`. Words that are nobody's stay as they are. */
export function spanDecorations(spans: readonly HandSpan[], from: number, me: string): Decoration[] {
  const decorations: Decoration[] = []
  let at = from
  for (const { hand, length } of spans) {
    if (hand?.kind === 'person' || hand?.kind === 'agent') {
      const attributes = {
        class: hand.kind === 'agent' ? 'written is-agent' : 'written',
        style: `--hand: ${colourOf(hand)}`,
        title: nameOf(hand, me),
      }
      // what one types behind one's own words is in their colour without anything being drawn anew
      const inclusiveEnd = hand.kind === 'person' && hand.id === me
      decorations.push(Decoration.inline(at, at + length, attributes, { key: keyOf(hand), inclusiveEnd }))
    }
    at += length
  }
  return decorations
}
