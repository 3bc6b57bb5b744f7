import type { Material, Paragraph } from './narrative.ts'
import { cleanText } from './sentences.ts'
import type { Telling } from './steps.data.ts'
import { fill, momentOf } from './telling.ts'

/** A stretch of a transcript: its time as written, and what is said in it. */
export interface Cue {
  time: string
  text: string
}

const STAMP =
  /(?:^|\n)[^\S\n]*(?:\d+[^\S\n]*\n)?[^\S\n]*[[(]?((?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]?(?:[^\S\n]*-->[^\S\n]*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[^\n]*)?[^\S\n]*[-–:]?[^\S\n]*/g

/** The cues of a transcript with times (SubRip, WebVTT or '[0:12] text'), in order; none when it has fewer than two. */
export function cuesOf(source: string): Cue[] {
  const text = source.replace(/\r\n?/g, '\n')
  const stamps = [...text.matchAll(STAMP)]
  if (stamps.length < 2) return []
  return stamps.flatMap((stamp, index) => {
    const said = cleanText(
      text.slice(stamp.index + stamp[0].length, stamps[index + 1]?.index ?? text.length).replace(/<[^>\n]*>/g, ''),
    ).replaceAll('\n', ' ')
    return /[\p{L}\p{N}]/u.test(said) ? [{ time: (stamp[1] ?? '').replace(/[.,]\d+$/, ''), text: said }] : []
  })
}

/** What is seen while a transcript is heard, three ways: what it says, what it leaves out, somebody who listens. */
const SEEN: readonly [readonly string[], readonly string[], readonly string[]] = [
  [
    'We see it as it is told: {place}. {seen}',
    '{Thing}, close, for as long as the sentence lasts.',
    'Hands do what the voice says.',
    'The picture gets there a breath before the voice does.',
  ],
  [
    'We see the room after everybody has left it. {seen}',
    'Nobody is shown; only {thing}, and what has been moved since.',
    'The picture says the opposite, quietly.',
    'We stay with what the voice passes over.',
  ],
  [
    '{Hero} listens, {at}, and forgets to go on with what {he} was doing.',
    'Headphones; the sound of the street goes under.',
    'On one word {hero} looks up.',
    '{Hero} winds back and hears the sentence again.',
  ],
]

/** An audio film keeps the times of its transcript: every cue in order, with what is seen. Null for a text without times. */
export function timed(material: Material, source: string): { paragraphs: Paragraph[]; told: number } | null {
  const cues = cuesOf(source)
  if (cues.length === 0) return null
  const row = SEEN[material.telling as Telling]
  let told = 0
  const groups = grouped(cues)
  const paragraphs = groups.map((group, index): Paragraph => {
    const line = fill(row[index % row.length] ?? '', material.cast, momentOf(material.cast, index))
    if (line) told++
    const heard = group.map(({ time, text }) => `[${time}] ${text}`).join(' ')
    return { heading: false, text: line ? `${heard} — ${line}` : heard }
  })
  return { paragraphs, told }
}

/** Cues by twos and threes, so that a transcript of an hour has paragraphs that can be read. */
function grouped(cues: readonly Cue[]): Cue[][] {
  const size = Math.max(1, Math.ceil(cues.length / 40))
  return Array.from({ length: Math.ceil(cues.length / size) }, (_, index) =>
    cues.slice(index * size, (index + 1) * size),
  )
}
