import type { LineType } from './lineTypes.ts'

/** Elements made of sentences. */
const SENTENCES: ReadonlySet<LineType> = new Set([
  'action',
  'dialogue',
  'general',
  'lyrics',
  'note',
  'synopsis',
  'section',
])

const ABBREVIATION =
  /(?:^|[\s("'“‘])(?:mrs?|ms|dr|st|jr|sr|vs|etc|prof|capt|lt|sgt|col|gen|no|vol|approx|e\.g|i\.e|z\.b|d\.h|\p{L})\.$/iu

/** Does a letter typed behind `before` begin a sentence? Ellipses and abbreviations end none. */
export function beginsSentence(before: string): boolean {
  const opened = before.replace(/["'“‘«(¿¡[]+$/u, '')
  const ended = opened.trimEnd()
  if (ended === '') return true
  // 'Wait."' goes on with a space before anything begins
  if (ended === opened) return false
  const bare = ended.replace(/["'”’»)\]]+$/u, '')
  if (/(?:\.\.\.|…)$/.test(bare)) return false
  if (!/[.!?。！？]$/u.test(bare)) return false
  return !ABBREVIATION.test(bare)
}

/** One lower-case letter as it is written behind `before` in an element of this type. */
export function withCapital(letter: string, before: string, type: LineType): string {
  if (!SENTENCES.has(type) || !/^\p{Ll}$/u.test(letter) || !beginsSentence(before)) return letter
  const capital = letter.toUpperCase()
  return capital.length === letter.length ? capital : letter
}
