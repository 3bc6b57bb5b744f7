import { SOUNDS } from '../words.ts'
import { THING_NOUNS } from './things.data.ts'

/** Sounds in capitals, as in a script; a ring that is worn and a shot that is seen are none. */
export const soundsMarked = (text: string): string =>
  text.replace(SOUNDS, (word, ...rest) => {
    const at = rest.find(value => typeof value === 'number') ?? 0
    const before = text.slice(0, at)
    if (
      /^(?:shots?|pops?|static|ticks?|tolls?|drips?|knock|snap)$/i.test(word) &&
      /\b(?:the|a|an|last|first|his|her)\s$/i.test(before)
    )
      return word
    if (THING_NOUNS.has(word.toLowerCase()) && /\b(?:the|a|an|his|her|their|wedding|gold)\s$/i.test(before)) return word
    return word.toUpperCase()
  })
