import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, type DecorationSet } from '@tiptap/pm/view'
import { keyOf } from '../../authorship/hand.ts'
import { type HandSpan, written } from '../../authorship/written.ts'
import { drawnSet } from '../editor/drawnSet.ts'
import type { AuthorLayer } from './layer.ts'

export const authorColoursKey = new PluginKey<DecorationSet>('author-colours')

/**
 * Words in the colours of their authors: `.written` with the style variable `--hand`, and `.is-agent` for those of agents.
 * What {@link AuthorLayer} sets; own typing only moves it along until the layer has looked, before the next frame.
 */
export function authorColours(layer: AuthorLayer): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: authorColoursKey,
    state: drawnSet(authorColoursKey),
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

/** The decorations of a line whose text begins at `from`. Words that are nobody's stay as they are. */
export function spanDecorations(spans: readonly HandSpan[], from: number, me: string): Decoration[] {
  const decorations: Decoration[] = []
  let at = from
  for (const { hand, length } of spans) {
    const look = written(hand, me)
    if (hand && look) {
      const attributes = { class: look.className, style: `--hand: ${look.colour}`, title: look.title }
      // what one types behind one's own words is in their colour without anything being drawn anew
      const inclusiveEnd = hand.kind === 'person' && hand.id === me
      decorations.push(Decoration.inline(at, at + length, attributes, { key: keyOf(hand), inclusiveEnd }))
    }
    at += length
  }
  return decorations
}
