import { type CSSProperties, useSyncExternalStore } from 'react'
import { colourOf } from '../suggestions/lineDecorations.ts'
import { caretSentence, type Hand, keyOf, nameOf } from './hand.ts'
import type { AuthorLayer } from './layer.ts'
import './authorship.css'

/** Whose colour is whose, and in whose words the caret is. */
export function AuthorLegend({ layer }: { layer: AuthorLayer }) {
  const { hands, caret } = useSyncExternalStore(layer.subscribe, layer.getSnapshot)
  return (
    <section className="author-legend" aria-label="Who wrote what">
      <ul>
        {hands.map(hand => (
          <li key={keyOf(hand)}>
            <Sample of={hand} />
            {nameOf(hand, layer.me)}
          </li>
        ))}
      </ul>
      <p role="status">{caret && caretSentence(caret, layer.me)}</p>
    </section>
  )
}

/** Two letters as they are in the script. */
function Sample({ of }: { of: Hand }) {
  const isColoured = of.kind === 'person' || of.kind === 'agent'
  return (
    <span
      className={isColoured ? `written ${of.kind === 'agent' ? 'is-agent' : ''}` : undefined}
      style={isColoured ? ({ '--hand': colourOf(of) } as CSSProperties) : undefined}
      aria-hidden="true"
    >
      Aa
    </span>
  )
}
