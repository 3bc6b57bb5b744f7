import type { CSSProperties } from 'react'
import { type Hand, keyOf, nameOf } from './hand.ts'
import { written } from './written.ts'
import './authorship.css'

interface AuthorLegendProps {
  hands: readonly Hand[]
  /** The reader's id. */
  me: string
  /** Whose words the caret or the focus is in, as a sentence. */
  here: string | null
}

/** Whose colour is whose, and whose words are here. */
export function AuthorLegend({ hands, me, here }: AuthorLegendProps) {
  return (
    <section className="author-legend" aria-label="Who wrote what">
      <ul>
        {hands.map(hand => (
          <li key={keyOf(hand)}>
            <Sample of={hand} />
            {nameOf(hand, me)}
          </li>
        ))}
      </ul>
      <p role="status">{here}</p>
    </section>
  )
}

/** Two letters as they are on the page. */
function Sample({ of }: { of: Hand }) {
  const look = written(of, '')
  return (
    <span
      className={look?.className}
      style={look ? ({ '--hand': look.colour } as CSSProperties) : undefined}
      aria-hidden="true"
    >
      Aa
    </span>
  )
}
