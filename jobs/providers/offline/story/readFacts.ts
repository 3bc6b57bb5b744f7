import type { Facts, Person } from './facts.ts'
import { peopleIn } from './people.ts'
import { placesIn } from './places.ts'
import { cleanText, sentencesIn, wordCount } from './sentences.ts'
import { thingsIn } from './things.ts'
import { wordsIn } from './words.ts'

/** Reads people, places, things, the want and the trouble out of a text. */
export function readFacts(text: string): Facts {
  const clean = cleanText(text)
  const sentences = sentencesIn(clean)
  const words = wordsIn(clean)
  const { people, others } = peopleIn(words)
  const firstPerson =
    words.filter(word => /^(?:i|i['’](?:m|ve|ll|d)|my|me)$/.test(word.low)).length > sentences.length / 4
  const named = /\bcall me (\p{Lu}\p{Ll}+)/iu.exec(clean)?.[1]
  const wishes = wantsIn(sentences, people)
  const [first] = people
  // one who is only 'the brother' gives way to the one who wants something
  const own = wishes.find(({ owner }) => owner === undefined || owner === first)
  const wanted = own ?? (first?.name.startsWith('the ') ? wishes[0] : undefined)
  const told = firstPerson
    ? atHead(people, named ?? 'the narrator')
    : wanted?.owner
      ? atHead(people, wanted.owner.name)
      : people
  for (const person of buried(clean, told)) person.absent = true
  const hero = told[0]
  return {
    people: told,
    places: placesIn(words, others),
    things: thingsIn(words),
    want: wanted?.want ?? null,
    trouble: troubleIn(sentences, hero),
    firstPerson,
    sentences,
  }
}

/** Whoever a text buries: 'his funeral', 'the king is dead'. They may haunt a story, but not answer in it. */
function buried(text: string, people: readonly Person[]): Person[] {
  const short = text.slice(0, 8_000)
  const last = (upTo: number, pronoun: string): Person | undefined =>
    people
      .filter(person => person.pronoun === null || person.pronoun === pronoun)
      .map(person => ({
        person,
        at: short.toLowerCase().lastIndexOf(person.name.replace(/^the /, '').toLowerCase(), upTo),
      }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => b.at - a.at)[0]?.person
  const owned = [
    ...short.matchAll(/\b(?:after|since|at|from|attends?|before)\s+(his|her) (?:funeral|death|burial|grave)\b/gi),
  ].map(match => last(match.index, match[1]?.toLowerCase() === 'his' ? 'he' : 'she'))
  const named = people.filter(person =>
    new RegExp(
      `(?<!\\p{L})${person.name.replace(/^the /, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:['’]s (?:funeral|death|grave|burial)| (?:is|was) (?:dead|buried)| has died| died years)(?!\\p{L})`,
      'iu',
    ).test(short),
  )
  return [...owned.filter(person => person !== undefined), ...named]
}

function atHead(people: readonly Person[], name: string): Person[] {
  const teller = people.find(person => person.name === name) ?? {
    name,
    cue: name.replace(/^the /, '').toUpperCase(),
    pronoun: null,
    role: null,
    absent: false,
    weight: 9,
  }
  return [teller, ...people.filter(person => person !== teller)]
}

/** At most so many words are put behind 'to'. */
const CLAUSE = 13
const STOP = String.raw`(?=[,.;:!?…()"“”—–]|\s(?:but|because|before|until|unless|when|while|although|though|if|so that|and (?:he|she|it|they|then|finds?|discovers?|learns?|realis?z?es))\b|$)`
const WANTS = new RegExp(
  String.raw`\b(?:(?:wants?|wanted|needs|needed|tries|tried|hopes|hoped|longs|longed|decides|decided|plans|planned|vows|vowed|dreams of|sets out|sworn|swears|determined|chance|has|have|had) to|must|wants? nothing more than to)\s+(?!be\b|have\b)(\p{Ll}[^,.;:!?…()"“”—–]*?)${STOP}`,
  'iu',
)

interface Wanted {
  want: string
  /** Whose want it is: the last one named before it; undefined where only a pronoun stands there. */
  owner: Person | undefined
}

/** All that somebody wants, those of the first person first. */
function wantsIn(sentences: readonly string[], people: readonly Person[]): Wanted[] {
  return sentences.slice(0, 80).flatMap(sentence => {
    const match = WANTS.exec(sentence)
    const want = match?.[1]?.trim()
    if (!match || !want || wordCount(want) < 2 || wordCount(want) > CLAUSE) return []
    const before = sentence.slice(0, match.index).toLowerCase()
    const where = (person: Person) => before.lastIndexOf(person.name.toLowerCase())
    const [owner] = people.filter(person => !person.absent && where(person) >= 0).sort((a, b) => where(b) - where(a))
    return [{ want: thirdPersonOf(want), owner }]
  })
}

/** 'find my father' -> 'find the father': a want is told about somebody. */
const thirdPersonOf = (clause: string): string =>
  clause.replace(/\b(?:my|our|your)\b/gi, 'the').replace(/\b(?:me|us)\b/gi, 'them')

const BUT =
  /\b(?:but|however,?|except that|only to (?:find|learn|discover) that|discovers? that|finds? (?:out )?that|learns? that|realis?z?es that|the trouble is(?: that)?|the problem is(?: that)?)\s+((?:the|a|an|he|she|it|they|nobody|no one|somebody|someone|everyone|everybody|all|his|her|their|one|\p{Lu}\p{Ll}+)\s[^.;:!?…()"“”]*?)(?=[.;:!?…()"“”]|$)/iu
const CANNOT =
  /\b(cannot|can['’]t|can not|could not|is not allowed to|is unable to|has never|never)\s+(\p{Ll}[^,.;:!?…()"“”]*?)(?=[,.;:!?…()"“”]|\s(?:but|because|and)\b|$)/iu

/** 'the far bank is not what it was', or 'Tomas cannot swim'. */
function troubleIn(sentences: readonly string[], hero: Person | undefined): string | null {
  for (const sentence of sentences.slice(0, 80)) {
    const but = BUT.exec(sentence)?.[1]?.trim()
    if (but && wordCount(but) >= 3 && wordCount(but) <= CLAUSE + 2 && !/\b(?:my|me|our|I)\b/.test(but)) return but
  }
  for (const sentence of sentences.slice(0, 80)) {
    const secret = /\b(?:hid(?:es|ing)|conceal(?:s|ing)|never told \p{L}+) that ([^,.;:!?…()"“”]+)/iu
      .exec(sentence)?.[1]
      ?.trim()
    if (secret && wordCount(secret) >= 3 && wordCount(secret) <= CLAUSE) return secret
  }
  for (const sentence of sentences.slice(0, 80)) {
    const [, , what] = CANNOT.exec(sentence) ?? []
    const never = /never/i.test(CANNOT.exec(sentence)?.[1] ?? '')
    if (hero && what && wordCount(what) <= CLAUSE && !never && !/\b(?:my|me|our|I)\b/.test(what))
      return `${hero.name} cannot ${what}`
  }
  return null
}
