import type { Person } from './facts.ts'
import type { Step } from './steps.data.ts'

/** Where each of a person's own sentences stands in the steps of a story: in their order, moved on by what they say. */

/** What starts a story, where an idea says so. */
const STARTS =
  /\b(?:one (?:day|night|morning|evening|winter|summer|week)|then|suddenly|when|after|until|receives?|arrives?|is invited|discovers?|asks?|finds?|inherits?|wakes? up|returns?|dies|is (?:accused|forced|sent|asked|told))\b/i
const ENDS = /\b(?:in the end|finally|at last|eventually|ends? (?:with|up|when)|last scene)\b/i

/** A step of a story, and the two that its ending decides. */
export type Place = Step | 'climax' | 'final'

/** Sentences by step. An idea tells the beginning and the trouble; its end is kept for the end only where it says so. */
export function placed(sentences: readonly string[], steps: readonly Place[]): Map<Place, string[]> {
  const out = new Map<Place, string[]>()
  const found = sentences.findIndex((sentence, index) => index > 0 && STARTS.test(sentence))
  const start =
    found < 0
      ? Math.min(sentences.length, Math.max(1, Math.ceil(sentences.length / 3)))
      : Math.min(found, Math.max(1, Math.ceil(sentences.length * 0.6)))
  const [catalyst, low] = [nearest(steps, 'catalyst'), nearest(steps, 'low')]
  let at = 0
  for (const [index, sentence] of sentences.entries()) {
    const share = (index - start) / Math.max(1, sentences.length - 1 - start)
    const usual =
      index < start ? Math.floor((index / start) * catalyst) : catalyst + Math.round(share * (low - catalyst))
    at = Math.max(at, index > start && ENDS.test(sentence) ? nearest(steps, 'climax') : usual)
    const name = steps[at] ?? steps[0]
    if (name) out.set(name, [...(out.get(name) ?? []), sentence])
  }
  return out
}

/** All of them, as long films have them. */
export const ORDER: readonly Place[] = [
  'opening',
  'world',
  'catalyst',
  'debate',
  'crossing',
  'tests',
  'midpoint',
  'bad',
  'low',
  'plan',
  'climax',
  'final',
]
function nearest(steps: readonly Place[], wanted: Place): number {
  const from = ORDER.indexOf(wanted)
  const at = steps.findIndex(step => ORDER.indexOf(step) >= from)
  return at < 0 ? steps.length - 1 : at
}

/** 'He must choose' away from the sentence before it says whom it means: the name that the pronoun stood for. */
export function named(sentences: readonly string[], people: readonly Person[]): Map<string, string> {
  const out = new Map<string, string>()
  let recent: Person[] = []
  for (const sentence of sentences) {
    const pronoun = /^(He|She|It)\b/.exec(sentence)?.[1]?.toLowerCase()
    const who = pronoun
      ? (recent.find(person => person.pronoun === pronoun) ?? people.find(person => person.pronoun === pronoun))
      : undefined
    if (who && (pronoun !== 'it' || who.role !== null)) {
      const name = who.name.replace(/^the /, 'The ')
      out.set(sentence, sentence.replace(/^(?:He|She|It)\b/, name))
    }
    const here = people.filter(person =>
      new RegExp(`(?<!\\p{L})${escaped(person.name.replace(/^the /, ''))}(?!\\p{L})`, 'iu').test(sentence),
    )
    recent = [...new Set([...here, ...(who ? [who] : []), ...recent])]
  }
  return out
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
