import type { Person } from './facts.ts'
import { FIRST_NAMES, OPPONENTS, ORDINARY, type Pronoun, ROLE_ENDING, ROLES, SIBLINGS, TITLES } from './people.data.ts'
import { KNOWN_PLACES, PLACE_NAMES_END, PLACE_NOUNS } from './places.data.ts'
import { looksLikeVerb, type Word } from './words.ts'

export interface Named {
  people: Person[]
  /** Capitalised names that are no person's, with the preposition before them and their weight. */
  others: { name: string; at: string; the: boolean; place: boolean; weight: number }[]
}

interface Candidate {
  name: string
  first: number
  count: number
  inside: number
  person: number
  place: number
  the: boolean
  at: string
  title: string | null
  he: number
  she: number
  role: string | null
}

const DETERMINER = /^(?:a|an|the|his|her|their|my|our|your|one|another|this|that|two|three|some|each|every|no)$/
const BREAKS =
  /^(?:of|in|on|at|and|or|who|is|was|has|to|for|with|from|by|as|that|which|but|when|while|into|than|a|an|the|his|her|their|its)$/
const MADE = /^(?:old|new|red|blue|white|black|green|yellow|grey|rusty|used|broken|big|small|second-hand|vintage)$/
const SPEAKS =
  /^(?:said|says|asks|asked|cried|replied|whispers|whispered|shouted|shouts|answered|murmured|muttered|exclaimed)$/

/** Everybody whom a text names or calls by what they are, most important first. */
export function peopleIn(words: readonly Word[]): Named {
  const lower = new Map<string, number>()
  for (const word of words) if (!word.capital) lower.set(word.low, (lower.get(word.low) ?? 0) + 1)
  const found = new Map<string, Candidate>()
  const roles = new Map<string, { first: number; count: number; siblings: boolean; pair: boolean; absent: boolean }>()
  const linked = new Map<string, string>()
  let last: Candidate | null = null
  let before: Candidate | null = null

  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word) break
    // 'Ruben asks her': she is the one before him
    const object =
      /^(?:him|her)$/.test(word.low) && words[at - 1]?.gap === ' ' && looksLikeVerb(words[at - 1]?.low ?? '')
    const meant = object ? before : last
    if (/^(?:he|him|his|himself)$/.test(word.low) && meant) meant.he++
    if (/^(?:she|her|herself)$/.test(word.low) && meant) meant.she++
    if (word.capital && !/^I(?:['’]|$)/u.test(word.text)) {
      const end = endOfName(words, at, lower)
      if (end > at) {
        const candidate = meet(found, words, at, end)
        if ((candidate.place === 0 || candidate.person > 0) && candidate !== last) {
          before = last
          last = candidate
        }
        at = end - 1
        continue
      }
    }
    const role = roleAt(words, at)
    if (!role) continue
    const noun = role.noun
    const known = roles.get(noun) ?? { first: at, count: 0, siblings: SIBLINGS.has(noun), pair: false, absent: false }
    known.count++
    known.pair ||= role.pair
    known.absent ||= role.absent
    roles.set(noun, known)
    const name = nameBeside(words, at, role, found, lower)
    if (name && !linked.has(noun)) linked.set(noun, name)
  }

  const people: (Person & { first: number })[] = []
  const others: Named['others'] = []
  for (const one of found.values()) {
    const low = one.name.toLowerCase().split(' ')
    const [head = '', tail = ''] = [low[0], low.at(-1)]
    const given = FIRST_NAMES.get(head) ?? FIRST_NAMES.get(tail)
    const elsewhere =
      KNOWN_PLACES.has(tail) || (low.length > 1 && PLACE_NAMES_END.test(one.name)) || PLACE_NOUNS.has(low.join(' '))
    const isPerson =
      one.title !== null ||
      [...linked.values()].includes(one.name) ||
      (given !== undefined && !elsewhere) ||
      (!elsewhere && !one.the && one.person > 0 && one.person >= one.place)
    if (!isPerson) {
      others.push({ name: one.name, at: one.at, the: one.the, place: one.place >= 1 || elsewhere, weight: one.count })
      continue
    }
    const role = one.role ?? [...linked].find(([, name]) => name === one.name)?.[0] ?? null
    const byRole = role ? (ROLES.get(role) ?? null) : null
    const voted: Pronoun | null = one.he > one.she ? 'he' : one.she > one.he ? 'she' : null
    const pronoun = (one.title ? TITLES.get(one.title) : null) ?? byRole ?? given ?? voted
    people.push({
      name: one.name,
      cue: one.name.toUpperCase(),
      pronoun,
      role,
      absent: false,
      weight: one.count * 2 + one.inside + 2,
      first: one.first,
    })
  }
  for (const [noun, { first, count, pair, siblings, absent }] of roles) {
    if (linked.has(noun)) {
      const owner = people.find(person => person.name === linked.get(noun))
      if (owner) owner.weight += count
      continue
    }
    const pronoun = ROLES.get(noun) ?? null
    const weight = count * 2 - (OPPONENTS.has(noun) ? 1 : 0) - (absent ? 3 : 0)
    const as = (name: string, less: number) =>
      people.push({
        name: `the ${name}`,
        cue: name.toUpperCase(),
        pronoun,
        role: noun,
        absent,
        weight: weight - less,
        first: first + less,
      })
    if (pair) {
      as(siblings ? `older ${noun}` : `first ${noun}`, 0)
      as(siblings ? `younger ${noun}` : `second ${noun}`, 0.5)
    } else as(noun, 0)
  }
  const named = people.filter(person => !person.name.startsWith('the '))
  unite(people, named, words)
  for (const group of [people, named]) {
    const begin = Math.min(...group.map(person => person.first))
    for (const person of group) if (person.first === begin) person.weight += 2.5
  }
  people.sort((a, b) => b.weight - a.weight || a.first - b.first)
  return { people: merged(people).map(({ first: _, ...person }) => person), others }
}

/** 'A ferryman cannot swim. Every night Tomas rows': whoever opens a text by trade, and the name that takes over, are one. */
function unite(
  people: (Person & { first: number })[],
  named: readonly (Person & { first: number })[],
  words: readonly Word[],
): void {
  const opener = people.find(
    person => person.first === 0 && person.name.startsWith('the ') && /^an?$/.test(words[0]?.low ?? ''),
  )
  const [next] = [...named].sort((a, b) => a.first - b.first)
  if (!opener || !next || next.role !== null || (opener.pronoun && next.pronoun && opener.pronoun !== next.pronoun))
    return
  if (words.slice(0, next.first).filter(word => word.first).length > 2) return
  next.role = opener.role
  next.pronoun ??= opener.pronoun
  next.weight += opener.weight
  next.first = 0
  people.splice(people.indexOf(opener), 1)
}

/** 'Ahab' and 'Captain Ahab' are one. */
function merged(people: (Person & { first: number })[]): (Person & { first: number })[] {
  const out: (Person & { first: number })[] = []
  for (const person of people) {
    const same = out.find(
      other =>
        !other.name.startsWith('the ') &&
        !person.name.startsWith('the ') &&
        (` ${other.name} `.includes(` ${person.name} `) || ` ${person.name} `.includes(` ${other.name} `)),
    )
    if (!same) out.push(person)
    else {
      same.weight += person.weight
      same.pronoun ??= person.pronoun
      same.role ??= person.role
    }
  }
  return out.sort((a, b) => b.weight - a.weight || a.first - b.first)
}

/** The index behind a name that begins at `at`; `at` itself when no name begins there. */
function endOfName(words: readonly Word[], at: number, lower: ReadonlyMap<string, number>): number {
  const word = words[at]
  if (!word || word.text.length < 2 || /\d/.test(word.text)) return at
  const next = words[at + 1]
  const joined = word.gap === ' ' && next?.capital === true
  if (ORDINARY.has(word.low) && !(joined && TITLES.has(word.low))) return at
  if (word.text === word.text.toUpperCase() && word.text.length > 3 && (lower.get(word.low) ?? 0) > 0) return at
  const common = (lower.get(word.low) ?? 0) > 0 || ROLES.has(word.low) || PLACE_NOUNS.has(word.low)
  if (word.first && !joined) {
    if (common && !FIRST_NAMES.has(word.low)) return at
    const named = FIRST_NAMES.has(word.low) || KNOWN_PLACES.has(word.low)
    if (!named && !(next && (looksLikeVerb(next.low) || word.gap.startsWith(','))) && !/^[.!?]?$/.test(word.gap.trim()))
      return at
  }
  if (!word.first && common && TITLES.get(word.low) === undefined && ROLES.has(word.low) && !joined) return at
  let end = at + 1
  while (
    end < words.length &&
    end - at < 4 &&
    words[end - 1]?.gap === ' ' &&
    words[end]?.capital &&
    words[end - 1]?.owns === false &&
    !/^I(?:['’]|$)/.test(words[end]?.text ?? '')
  )
    end++
  const starts =
    word.first && joined && common && !TITLES.has(word.low) && !PLACE_NAMES_END.test(words[end - 1]?.text ?? '')
  return starts ? at : end
}

function meet(found: Map<string, Candidate>, words: readonly Word[], at: number, end: number): Candidate {
  const parts = words.slice(at, end).map(word => word.text)
  const title = TITLES.has(parts[0]?.toLowerCase() ?? '') && parts.length > 1 ? (parts[0]?.toLowerCase() ?? null) : null
  // a transcript writes who speaks in capitals
  const name = parts
    .map(part => (part.length > 3 && part === part.toUpperCase() ? `${part[0]}${part.slice(1).toLowerCase()}` : part))
    .join(' ')
  const one = found.get(name) ?? {
    name,
    first: at,
    count: 0,
    inside: 0,
    person: 0,
    place: 0,
    the: false,
    at: 'in',
    title,
    he: 0,
    she: 0,
    role: null,
  }
  found.set(name, one)
  const [before, after, beyond] = [words[at - 1], words[end], words[end + 1]]
  const gap = words[end - 1]?.gap ?? ''
  one.count++
  if (!words[at]?.first) one.inside++
  const touching = before !== undefined && before.gap.trim() === '' && !words[at]?.first
  const preposition = before?.low === 'the' ? (words[at - 2]?.low ?? '') : (before?.low ?? '')
  if (touching && before.low === 'the') one.the = true
  // 'one old Citroën' is no person
  const thing =
    touching && MADE.test(before.low) && words[at - 2]?.gap === ' ' && DETERMINER.test(words[at - 2]?.low ?? '')
  if (thing || (touching && /^(?:an?|one)$/.test(before.low))) one.the = true
  if (
    touching &&
    /^(?:in|at|near|across|around|into|outside|inside|aboard|on|onto|through|over|beyond|toward|towards|off)$/.test(
      preposition,
    )
  ) {
    const looked =
      preposition === 'at' && /^(?:look|star|laugh|shout|smil|wav|point|glanc)/.test(words[at - 2]?.low ?? '')
    if (!looked) {
      one.place++
      one.at = /^(?:at|on|aboard)$/.test(preposition) ? preposition : 'in'
    }
  } else if (touching && /^(?:from|to)$/.test(preposition)) one.place += 0.5
  if (
    touching &&
    (SPEAKS.test(before.low) || /^(?:named|called|with|and|for|meets|loves|tells|asks|calls|me)$/.test(before.low))
  )
    one.person++
  if (gap === ' ' && after && !after.capital && looksLikeVerb(after.low)) one.person += 1.2
  if (words[end - 1]?.owns || (gap.startsWith(',') && after && /^(?:an?|the|who|his|her|whose|\d+)$/.test(after.low)))
    one.person++
  if (gap === ' ' && after?.low === 'and' && beyond?.capital) one.person += 0.5
  if (before?.gap === ', ' && gap.startsWith(',') && !words[at]?.first) one.person += 0.8
  const role = roleBehind(words, end, gap)
  if (role) one.role ??= role
  return one
}

/** 'Tomas, a widowed ferryman' and 'Tomas is a ferryman' -> ferryman. */
function roleBehind(words: readonly Word[], end: number, gap: string): string | null {
  const start = gap.startsWith(',') ? end : words[end]?.low === 'is' ? end + 1 : -1
  if (start < 0 || !/^(?:an?|the|his|her)$/.test(words[start]?.low ?? '')) return null
  for (let at = start + 1; at < start + 5; at++) {
    const word = words[at]
    if (!word || BREAKS.test(word.low)) return null
    if (isRole(word.low)) return word.low
    if (word.gap !== ' ') return null
  }
  return null
}

const isRole = (low: string): boolean => ROLES.has(low) || ROLE_ENDING.test(low)

/** A determiner at `at` with a person's noun behind it: 'an old ferryman', 'two brothers'. */
function roleAt(
  words: readonly Word[],
  at: number,
): { noun: string; end: number; pair: boolean; absent: boolean } | null {
  const word = words[at]
  if (!word || !DETERMINER.test(word.low) || word.gap !== ' ') return null
  if (/^(?:is|was|are|as|be|becomes|became|also|like)$/.test(words[at - 1]?.low ?? '') && words[at - 1]?.gap === ' ')
    return null
  const pair = word.low === 'two'
  let absent = false
  for (let index = at + 1; index < Math.min(at + 5, words.length); index++) {
    const next = words[index]
    if (!next || BREAKS.test(next.low) || next.capital) return null
    absent ||= /^(?:late|dead|deceased|missing|murdered|vanished|lost)$/.test(next.low)
    const singular = pair ? next.low.replace(/s$/, '').replace(/ie$/, 'y') : next.low
    const follows = words[index + 1]
    const goesOn = next.gap === ' ' && follows !== undefined && (isRole(follows.low) || PLACE_NOUNS.has(follows.low))
    const lost =
      follows !== undefined &&
      /^(?:he|she|they)$/.test(follows.low) &&
      /^(?:lost|left|buried|abandoned|never)$/.test(words[index + 2]?.low ?? '')
    if (/^(?:previous|former|next|usual)$/.test(next.low)) return null
    if (isRole(singular) && !goesOn && (!pair || next.low !== singular))
      return { noun: singular, end: index + 1, pair, absent: absent || lost }
    if (next.gap !== ' ') return null
  }
  return null
}

/** The name that a role is given: 'a girl named Mila', 'her daughter Mila', 'the ferryman, Tomas,'. */
function nameBeside(
  words: readonly Word[],
  at: number,
  role: { noun: string; end: number },
  found: ReadonlyMap<string, Candidate>,
  lower: ReadonlyMap<string, number>,
): string | null {
  const owner = [...found.values()].find(one => one.role === role.noun)
  if (owner) return owner.name
  const called = /^(?:named|called)$/.test(words[role.end]?.low ?? '')
  // 'the keeper on Mars, Adaeze Okafor,'
  const far = [role.end + 1, role.end + 2, role.end + 3].find(
    index =>
      words[index - 1]?.gap === ', ' &&
      words[role.end - 1]?.gap === ' ' &&
      /^(?:on|of|in|at|from)$/.test(words[role.end]?.low ?? ''),
  )
  const start = called ? role.end + 1 : (far ?? role.end)
  const gap = words[start - 1]?.gap ?? ''
  if (!called && gap !== ' ' && gap !== ', ') return null
  const next = words[start]
  if (!next?.capital || /^I(?:['’]|$)/.test(next.text) || at < 0) return null
  const end = endOfName(words, start, lower)
  if (end === start) return null
  const after = words[end - 1]?.gap ?? ''
  if (gap === ', ' && !called && !/^[,.]/.test(after)) return null
  return words
    .slice(start, end)
    .map(word => word.text)
    .join(' ')
}
