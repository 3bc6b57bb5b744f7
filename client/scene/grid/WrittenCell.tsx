import type { CSSProperties } from 'react'
import { type HandSpan, written } from '../../authorship/written.ts'

interface WrittenWordsProps {
  text: string
  spans: readonly HandSpan[]
  /** The reader's id. */
  me: string
}

/** The words of a cell in the colours of who wrote them. */
export function WrittenWords({ text, spans, me }: WrittenWordsProps) {
  let at = 0
  const words = spans.map(({ hand, length }) => {
    const from = at
    at += length
    return <Written key={from} by={hand} me={me} words={text.slice(from, at)} />
  })
  return (
    <>
      {words}
      {text.slice(at)}
    </>
  )
}

function Written({ by, me, words }: { by: HandSpan['hand']; me: string; words: string }) {
  const look = written(by, me)
  if (!look) return words
  return (
    <span className={look.className} style={{ '--hand': look.colour } as CSSProperties} title={look.title}>
      {words}
    </span>
  )
}

/** A number with a thin line under it in the colour of who set it last. */
export function WrittenValue({ value, by, me }: { value: string; by: HandSpan['hand']; me: string }) {
  const look = written(by, me)
  if (!look) return value
  return (
    <span
      className={`${look.className} is-value`}
      style={{ '--hand': look.colour } as CSSProperties}
      title={look.title}
    >
      {value}
    </span>
  )
}
