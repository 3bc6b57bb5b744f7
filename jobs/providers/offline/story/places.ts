import type { Place } from './facts.ts'
import { ROLES } from './people.data.ts'
import type { Named } from './people.ts'
import { OUTSIDE, PLACE_KINDS, PLACE_NOUNS, type PlaceKind } from './places.data.ts'
import { THING_NOUNS } from './things.data.ts'
import type { Word } from './words.ts'

const BEFORE =
  /^(?:in|at|on|to|into|from|inside|outside|near|across|through|over|under|behind|beside|by|toward|towards|beyond|around|along|aboard|onto|of|leaves|enters|reaches|crosses|runs|owns|inherits|buys)$/
/** Words before a place that tell it from others; judgements ('failing') would grow stale. */
const TELLING =
  /^(?:old|far|other|north|south|east|west|upper|lower|back|front|abandoned|empty|little|small|ruined|burnt|night|train|bus|fishing|mountain|railway|coal|small-town|chess|village|summer|winter|deserted|flooded|frozen|haunted|dry|salt|red|white|black)$/
const STANDS = /^(?:the|a|an|his|her|their|its|my|our|this|that|another|one|every)$/
const NOT_BEFORE = /^(?:of|in|and|or|to|is|was|with|for|at|on|by|from|who|that|than|as|it)$/

/** Places of a text in order of weight: nouns that mean one, and names that stand where places stand. */
export function placesIn(words: readonly Word[], others: Named['others']): Place[] {
  const found = new Map<string, { place: Place; weight: number; first: number }>()
  const add = (place: Place, weight: number, first: number) => {
    const known = found.get(place.name)
    if (known) known.weight += weight
    else found.set(place.name, { place, weight, first })
  }
  for (let at = 0; at < words.length; at++) {
    const hit = nounAt(words, at)
    if (!hit) continue
    const { noun, kind, end } = hit
    const { name, article, preposition } = phraseBefore(words, at, noun)
    // 'to pass' is something to do; 'to school' is somewhere to go
    if (
      !article &&
      preposition === 'to' &&
      !/^(?:town|school|church|prison|court|sea|university|hospital|college|jail|camp)$/.test(noun)
    )
      continue
    const plain = article || preposition !== '' || words.length < 6
    if (!plain) continue
    add(placeOf(`the ${name}`, noun, kind, preposition), preposition === '' ? 1 : 2, at)
    at = end - 1
  }
  for (const { name, at, the, place, weight } of others) {
    const low = name.toLowerCase().split(' ')
    const last = low.at(-1) ?? ''
    if (!place || [...found.keys()].some(known => known.includes(name))) continue
    const kind =
      PLACE_NOUNS.get(last) ??
      (/vltava|danube|thames|seine|rhine|nile|volga|amazon|mississippi/.test(last)
        ? 'water'
        : at === 'aboard' || (at === 'on' && the)
          ? 'vehicle'
          : 'town')
    const full = the ? `the ${name}` : name
    add({ ...placeOf(full, last, kind, at), name: full }, weight * 1.5, words.length)
  }
  return [...found.values()].sort((a, b) => b.weight - a.weight || a.first - b.first).map(({ place }) => place)
}

function nounAt(words: readonly Word[], at: number): { noun: string; kind: PlaceKind; end: number } | null {
  const word = words[at]
  if (!word || (word.capital && !word.first)) return null
  const next = words[at + 1]
  if (next && (word.gap === ' ' || word.gap === '-')) {
    const two = `${word.low} ${next.low}`
    const kind = PLACE_NOUNS.get(two)
    if (kind) return { noun: two, kind, end: at + 2 }
  }
  const kind = PLACE_NOUNS.get(word.low)
  // 'the bakery oven', 'a bank robber': the place only says of what kind something else is
  const modifies =
    word.gap === ' ' &&
    next !== undefined &&
    (THING_NOUNS.has(next.low) ||
      ROLES.has(next.low) ||
      /^(?:keeper|owner|robber|manager|guard|door|window|table|light|lights|bell|clock|robbery|worker|teacher|driver|party|trip|chain|club)$/.test(
        next.low,
      ))
  // a bank beside a river has no counters
  const far =
    word.low === 'bank' && /^(?:far|other|opposite|left|right|river|north|south)$/.test(words[at - 1]?.low ?? '')
  return kind && !modifies ? { noun: word.low, kind: far ? 'water' : kind, end: at + 1 } : null
}

/** The words that belong to the noun, whether a determiner stands before them, and the preposition before that. */
function phraseBefore(
  words: readonly Word[],
  at: number,
  noun: string,
): { name: string; article: boolean; preposition: string } {
  const own: string[] = []
  let skipped = 0
  let index = at - 1
  while (index >= 0 && at - index <= 3) {
    const word = words[index]
    if (word?.gap !== ' ' || (word.capital && word.first) || NOT_BEFORE.test(word.low)) break
    // 'the Nevada desert'
    if (word.capital) {
      own.unshift(word.text)
      index--
      continue
    }
    if (STANDS.test(word.low)) {
      const before = words[index - 1]
      const preposition = before?.gap === ' ' && BEFORE.test(before.low) ? before.low : ''
      return { name: [...own, noun].join(' '), article: true, preposition }
    }
    if (BEFORE.test(word.low)) return { name: noun, article: false, preposition: word.low }
    if (word.owns) return { name: [...own, noun].join(' '), article: true, preposition: '' }
    if (TELLING.test(word.low) || PLACE_NOUNS.has(word.low)) own.unshift(word.low)
    else skipped++
    index--
  }
  const first = words[at - 1 - own.length - skipped]
  if (first && STANDS.test(first.low) && first.capital)
    return { name: [...own, noun].join(' '), article: true, preposition: '' }
  const before = words[at - 1]
  return { name: noun, article: false, preposition: before?.gap === ' ' && BEFORE.test(before.low) ? before.low : '' }
}

function placeOf(name: string, noun: string, kind: PlaceKind, preposition: string): Place {
  const outside = OUTSIDE.has(noun) || (noun === 'court' && kind === 'law')
  const bare = !name.startsWith('the ')
  const on =
    /^(?:on|onto|aboard)$/.test(preposition) ||
    /(?:bridge|pier|roof|platform|beach|island|ship|train|boat|ferry|street|road|moon|stage|mountain|farm|raft|dock|quay|shore|coast|path|field|balcony|porch)$/.test(
      noun,
    )
  const at =
    kind === 'water' && !on
      ? 'by'
      : on
        ? 'on'
        : bare || PLACE_KINDS[kind].inside
          ? 'in'
          : /town|wild/.test(kind)
            ? 'in'
            : 'at'
  return { name, at: `${at} ${name}`, inside: PLACE_KINDS[kind].inside && !outside, kind }
}
