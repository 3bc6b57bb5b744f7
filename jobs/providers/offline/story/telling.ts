import type { StoryBrief } from '../../../agents/storyContext.ts'
import { choose, seedOf } from '../choose.ts'
import { capitalise } from '../prose.ts'
import type { Facts, Person, Place, Thing } from './facts.ts'
import { ANIMALS, OPPONENTS, TITLES } from './people.data.ts'
import { PLACE_KINDS } from './places.data.ts'
import { clauseAs, wantAs } from './speech.ts'
import { THING_KINDS } from './things.data.ts'

/** Whom a story is told about, where and with what: what the text gives, and the least that has to be invented. */
export interface Cast {
  hero: Person
  other: Person
  /** Who stands against them, where the text has somebody. */
  foe: Person | null
  /** Whom they talk about; null when nobody is left to be talked about. */
  third: Person | null
  people: Person[]
  places: [Place, ...Place[]]
  things: [Thing, ...Thing[]]
  want: string
  trouble: string | null
  /** What the text did not give, in words for the rationale. */
  invented: string[]
  seed: string
}

const WANTS: Record<string, string> = {
  action: 'get there before the others',
  adventure: 'see what lies behind the last ridge',
  animation: 'belong somewhere',
  comedy: 'be taken seriously for once',
  crime: 'know who did it',
  documentary: 'have it told as it was',
  drama: 'put right what was left unsaid',
  family: 'keep everyone together',
  fantasy: 'pay back what was borrowed',
  history: 'keep a promise made in better times',
  horror: 'get through the night',
  musical: 'be heard',
  mystery: 'find out what everyone leaves out',
  romance: 'be seen by the right person',
  'science fiction': 'find out what the signal means',
  thriller: 'stay one street ahead',
  war: 'bring everybody home',
  western: 'be left in peace',
}

const someone = (name: string, pronoun: Person['pronoun']): Person => ({
  name: `the ${name}`,
  cue: name.toUpperCase(),
  pronoun,
  role: name,
  absent: false,
  weight: 0,
})

/** Nobody makes an enemy of these without being told to. */
const KIND =
  /^(?:daughter|son|child|baby|kid|girl|boy|mother|father|mum|mom|dad|grandmother|grandfather|grandma|grandpa|sister|brother|wife|husband|friend|pupil|student|nurse|patient)$/

/** The parts that a story needs, cast from what its text says. */
export function castFrom(facts: Facts, brief: StoryBrief, seed: string): Cast {
  // what is invented is the same in every stage, so it hangs on the idea alone
  const stable = brief.idea.slice(0, 400)
  const invented: string[] = []
  const present = facts.people.filter(person => !person.absent)
  const [first] = present
  const hero = first ?? someone('caretaker', null)
  if (!first) invented.push('somebody for it to happen to (the caretaker)')
  const rest = present.filter(person => person !== hero)
  let [other] = rest
  if (!other) {
    const [role, pronoun] = choose<[string, Person['pronoun']]>(
      hero.pronoun === 'she'
        ? [
            ['watchman', 'he'],
            ['salesman', 'he'],
            ['uncle', 'he'],
          ]
        : [
            ['niece', 'she'],
            ['widow', 'she'],
            ['midwife', 'she'],
          ],
      stable,
    )
    other = someone(role, pronoun)
    invented.push(`somebody to talk to (the ${role})`)
  }
  const foe =
    rest.find(person => person !== other && OPPONENTS.has(person.role ?? '')) ??
    rest.find(person => person !== other && !KIND.test(person.role ?? '') && speaks(person)) ??
    null
  const [place = anywhere(brief, stable), ...places] = facts.places
  if (facts.places.length === 0) invented.push(`a place (${place.name})`)
  const [thing = anything(stable), ...things] = facts.things
  if (facts.things.length === 0) invented.push(`something to hold on to (${thing.name})`)
  const genre = brief.genres.find(name => name in WANTS)
  const want = facts.want ?? WANTS[genre ?? 'drama'] ?? 'put right what was left unsaid'
  if (!facts.want) invented.push(`what ${hero.name} wants (to ${want})`)
  return {
    hero,
    other,
    foe,
    third: null,
    people: [hero, other, ...rest.filter(person => person !== other)],
    places: [place, ...places],
    things: [thing, ...things],
    want,
    trouble: facts.trouble,
    invented,
    seed,
  }
}

function anywhere(brief: StoryBrief, seed: string): Place {
  const inside = (name: string, kind: Place['kind']): Place => ({ name, at: `in ${name}`, inside: true, kind })
  if (brief.genres.includes('science fiction')) return inside('the station', 'space')
  if (brief.genres.includes('western')) return { name: 'the town', at: 'in the town', inside: false, kind: 'town' }
  return choose([inside('the house', 'home'), inside('the hotel', 'inn'), inside('the workshop', 'trade')], seed)
}

const anything = (seed: string): Thing =>
  choose<Thing>(
    [
      { name: 'the key', kind: 'key', plural: false },
      { name: 'the photograph', kind: 'picture', plural: false },
      { name: 'the coat', kind: 'cloth', plural: false },
      { name: 'the list', kind: 'paper', plural: false },
    ],
    `${seed} thing`,
  )

/** Where a sentence is said: it turns to the next place and thing as a story goes on. */
export interface Moment {
  place: Place
  thing: Thing
  /** A number that is never the same twice in one text. */
  step: number
}

/** The place and the thing of the nth part of a text, so that all that the text names has its turn. */
export const momentOf = (cast: Cast, step: number, telling = 0): Moment => ({
  place: cast.places[step % Math.min(4, cast.places.length)] ?? cast.places[0],
  thing: cast.things[step % Math.min(3, cast.things.length)] ?? cast.things[0],
  step: step + telling * 2,
})

/** Can somebody say a line? A cat may be the heart of a story and has none. */
export const speaks = (person: Person): boolean => !ANIMALS.has(person.role ?? '')

/** A stairwell of a street looks like a house and not like a street. */
const detailsOf = (place: Place): Place['kind'] =>
  place.inside === PLACE_KINDS[place.kind].inside || place.kind === 'tower'
    ? place.kind
    : place.inside
      ? 'home'
      : 'town'

/** 'Adaeze' of 'Adaeze Okafor', for where others would have a pronoun. */
const shortOf = ({ name }: Person): string => {
  const [first = name, ...rest] = name.split(' ')
  return first === 'the' || rest.length === 0 || TITLES.has(first.toLowerCase()) ? name : first
}

const possessive = (person: Person): string => (/s$/.test(person.name) ? `${person.name}’` : `${person.name}’s`)
const objective = (person: Person): string =>
  person.pronoun ? { he: 'him', she: 'her', it: 'it' }[person.pronoun] : shortOf(person)
const own = (person: Person): string | null =>
  person.pronoun ? { he: 'his', she: 'her', it: 'its' }[person.pronoun] : null

const SPOKEN =
  /\{other\}[^.;]*\b(?:says?|tells?|writes?|message|asks?|promise|quotes?|notebook|bag|wants to be told|raising|overhears|lies|confesses|forgives?|speaks|answer|laughs|knows it|explains|offer)\b|\bthat \{other\} says|\{hero\} and \{other\} remember|they talk|each tells|both tell|a promise|secret, and it is the same/iu

/** A sentence with its braces filled; null where the story has nothing for one of them. */
export function fill(sentence: string, cast: Cast, moment: Moment): string | null {
  const { hero, other } = cast
  const { place, thing, step } = moment
  // a sentence that has the thing do something is written for one thing
  if (thing.plural && /\{thing\} (?:is|was|has|does|makes|takes|goes|\p{Ll}+s)\b/iu.test(sentence)) return null
  const values: Record<string, string | null> = {
    hero: hero.name,
    he: hero.pronoun ?? shortOf(hero),
    him: objective(hero),
    his: own(hero),
    other: other.name,
    ohe: other.pronoun ?? shortOf(other),
    ohim: objective(other),
    ohis: own(other),
    foe: cast.foe?.name ?? null,
    place: place.name,
    at: place.at,
    thing: thing.name,
    want: cast.want,
    trouble: cast.trouble,
    itrouble: cast.trouble === null ? null : clauseAs(cast.trouble, hero, 'I'),
    youtrouble: cast.trouble === null ? null : clauseAs(cast.trouble, hero, 'you'),
    seen: choose(PLACE_KINDS[detailsOf(place)].seen, cast.seed, step),
    heard: choose(PLACE_KINDS[detailsOf(place)].heard, cast.seed, step),
    looks: choose(THING_KINDS[thing.kind].looks, cast.seed, step)
      .replaceAll('{Thing}', capitalise(thing.name))
      .replaceAll('{thing}', thing.name),
    ohandles: choose(THING_KINDS[thing.kind].handles, cast.seed, step + 1).replaceAll('{thing}', thing.name),
    iwant: wantAs(cast.want, hero, 'I'),
    youwant: wantAs(cast.want, hero, 'you'),
    third: cast.third?.name ?? null,
    handles: choose(THING_KINDS[thing.kind].handles, cast.seed, step).replaceAll('{thing}', thing.name),
  }
  // who has no voice is given no words
  if (!speaks(other) && SPOKEN.test(sentence)) return null
  let whole = true
  const filled = sentence.replace(/\{(\p{L}+)\}(’s)?/gu, (_, key: string, owns: string | undefined) => {
    const low = key.toLowerCase()
    const person = low === 'hero' ? hero : low === 'other' ? other : low === 'foe' ? cast.foe : null
    const value = owns && person ? possessive(person) : values[low]
    if (value === null || value === undefined) {
      whole = false
      return ''
    }
    return (key === low ? value : capitalise(value)) + (owns && !person ? owns : '')
  })
  return whole ? capitalise(filled) : null
}

/** Those of a row that can be said, at most `most`, in their order; which ones depends on the story. */
export function pick(row: readonly string[], most: number, cast: Cast, moment: Moment): string[] {
  const said = row.flatMap((sentence, index) => {
    const text = fill(sentence, cast, moment)
    return text === null ? [] : [{ text, rank: rank(sentence, index, cast) }]
  })
  const kept = new Set([...said].sort((a, b) => a.rank - b.rank).slice(0, most))
  return said.flatMap(one => (kept.has(one) ? [one.text] : []))
}

/** The first sentence of a row sets it up; then come those that say most of the story at hand. */
const rank = (sentence: string, index: number, cast: Cast): number =>
  index === 0
    ? -3
    : /\{(?:want|trouble|foe)\}/i.test(sentence)
      ? -2
      : (seedOf(`${cast.seed} ${sentence}`) % 1000) / 1000
