import type { Thing } from './facts.ts'
import { THING_NOUNS } from './things.data.ts'
import type { Word } from './words.ts'

const DETERMINER = /^(?:the|a|an|his|her|their|its|my|our|this|that|one|another|every|each|no|single|some|any)$/

/** Things of a text that can be held or looked at, in order of weight. A noun counts when a determiner belongs to it. */
export function thingsIn(words: readonly Word[]): Thing[] {
  const found = new Map<string, { thing: Thing; weight: number; first: number }>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word || (word.capital && !word.first)) continue
    const kind = THING_NOUNS.get(word.low)
    const next = words[at + 1]
    // 'the letter box', 'a record company', 'the clock tower': the noun belongs to another one
    const modifies =
      word.gap === ' ' &&
      next !== undefined &&
      /^(?:keeper|maker|player|seller|tower|shop|company|box|robbery|bank|tuner|factory|case|driver|owner|store|restorer|repairer|hole|starter|chain|book|page|club|dealer|wound|light|player)$/.test(
        next.low,
      )
    if (!kind || modifies || isVerb(words, at)) continue
    const own = adjectivesBefore(words, at)
    // 'the soldiers watch', 'the docking ring'
    if (
      /^(?:docking|outer)$|[^s]s$/.test(words[at - 1]?.low ?? '') &&
      !DETERMINER.test(words[at - 1]?.low ?? '') &&
      !words[at - 1]?.owns
    )
      continue
    if (own === null && !/^(?:s|es)$/.test(word.low.slice(-1))) continue
    const name = `the ${[...(own ?? []), word.low].join(' ')}`
    const plural = /[^s]s$/.test(word.low) && !/^(?:glass|compass|cross|dress|press)$/.test(word.low)
    const known = found.get(word.low)
    if (known) known.weight++
    else found.set(word.low, { thing: { name, kind, plural }, weight: 1 - (plural ? 0.4 : 0), first: at })
  }
  return [...found.values()].sort((a, b) => b.weight - a.weight || a.first - b.first).map(({ thing }) => thing)
}

/** 'he cooks', 'to book', 'will': the same word as something that is done. */
const isVerb = (words: readonly Word[], at: number): boolean => {
  const [before, word] = [words[at - 1], words[at]]
  return (
    before !== undefined &&
    before.gap === ' ' &&
    (/^(?:to|he|she|it|they|i|we|you|who|must|can|will|not|would)$/.test(before.low) ||
      (word?.low === 'will' && !/^(?:the|his|her|a|last)$/.test(before.low)))
  )
}

/** Up to one word between the determiner and the noun; null when no determiner stands there. */
function adjectivesBefore(words: readonly Word[], at: number): string[] | null {
  const [one, two] = [words[at - 1], words[at - 2]]
  if (one?.gap !== ' ') return null
  if (DETERMINER.test(one.low) || one.owns) return []
  if (
    two?.gap === ' ' &&
    DETERMINER.test(two.low) &&
    /^\p{Ll}[\p{Ll}-]+$/u.test(one.text) &&
    !/^(?:docking|outer|\p{L}+s|of|only|same|own|first|last|next|other|whole|single|best|new)$/u.test(one.low)
  )
    return [one.low]
  if (two?.gap === ' ' && DETERMINER.test(two.low)) return []
  return null
}
