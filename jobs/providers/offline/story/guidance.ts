import { GENRES } from '../../../../shared/core/brief/brief.ts'
import type { Ending } from './endings.data.ts'
import type { Facts } from './facts.ts'
import { REGISTERS, type Register } from './moods.data.ts'
import { readFacts } from './readFacts.ts'
import type { Telling } from './steps.data.ts'

/** What a person's guidance asks for, as far as rules can read it. */
export interface Wishes {
  ending: Ending | null
  /** 0 in order, 1 from the end, 2 in two lines. */
  telling: Telling | null
  register: Register | null
  genre: string | null
  /** Times the usual length. */
  length: number
  /** People, places and things that it names. */
  facts: Facts
  /** What was understood, in words: 'ended it lost'. */
  understood: string[]
}

const ENDED: readonly [Ending, RegExp][] = [
  ['turned', /\b(?:bittersweet|ambiguous|open ending|ambivalent|mixed ending|twist ending|sacrific\w*)/i],
  [
    'won',
    /\b(?:happ(?:y|ier)|hopeful|uplifting|positive|triumph\w*) (?:end\w*|finale|conclusion)|\bend(?:s|ing)? (?:happily|well|in hope)|\b(?:wins?|succeeds?|survives?) (?:at|in) the end/i,
  ],
  [
    'lost',
    /\b(?:sad(?:der)?|tragic|dark(?:er)?|bleak(?:er)?|unhappy|bad|bitter) (?:end\w*|finale|conclusion)|\bend(?:s|ing)? (?:badly|in (?:tragedy|defeat|failure|loss))|\b(?:loses?|dies?|fails?|drowns?) (?:at|in) the end|\btragedy\b/i,
  ],
]
const TOLD: readonly [Telling, RegExp][] = [
  [1, /\b(?:flash-?backs?|backwards?|(?:open|start|begin)(?:s|ing)? (?:at|with|from) the end|in reverse|frame story)/i],
  [
    2,
    /\b(?:parallel|alternat\w*|inter-?cut\w*|cross-?cut\w*|two (?:strands|lines|timelines|perspectives)|both (?:sides|perspectives))/i,
  ],
  [0, /\b(?:linear\w*|chronological\w*|in order|straightforward\w*)/i],
]

export function wishesOf(guidance: string): Wishes {
  const understood: string[] = []
  const say = <T>(value: T | null, words: (value: T) => string): T | null => {
    if (value !== null) understood.push(words(value))
    return value
  }
  const ending = say(ENDED.find(([, asks]) => asks.test(guidance))?.[0] ?? null, end => `the ending is ${end}`)
  const told = TOLD.find(([, asks]) => asks.test(guidance))?.[0] ?? null
  const telling = say(told, way => `it is told ${CHRONOLOGY[way]}`)
  const register = say(REGISTERS.find(([, asks]) => asks.test(guidance))?.[0] ?? null, tone => `the tone is ${tone}`)
  const genre = say(
    GENRES.find(name => new RegExp(`\\b${name}\\b`, 'i').test(guidance)) ?? null,
    name => `it leans to ${name}`,
  )
  const shorter = /\b(?:shorter|tighter|cut it|trim|condense|less text|brief(?:er)?)\b/i.test(guidance)
  const longer = /\b(?:longer|more detail\w*|expand|elaborate|richer)\b/i.test(guidance)
  const length = shorter ? 0.65 : longer ? 1.4 : 1
  if (length !== 1) understood.push(length < 1 ? 'it is shorter' : 'it is longer')
  return { ending, telling, register, genre, length, facts: readFacts(guidance), understood }
}

export const CHRONOLOGY: readonly [string, string, string] = [
  'in the order of events',
  'from its end, then back to the beginning',
  'in two lines that cross',
]

/** The facts of a story with those of the guidance: what it names comes to the front, whom it names is cast. */
export function guided(facts: Facts, wishes: Wishes, guidance: string): Facts {
  if (guidance.trim() === '') return facts
  const low = guidance.toLowerCase()
  const named = (name: string) => low.includes(name.replace(/^the /, '').toLowerCase())
  const lead =
    /\b(?:point of view|perspective|protagonist|lead|main character|focus|cent(?:er|re)|story of|about|follow)\b/i.test(
      guidance,
    )
  const known = facts.people.filter(person => named(person.name))
  const fresh = wishes.facts.people.filter(
    person => !facts.people.some(other => other.cue === person.cue) && person.name !== 'the narrator',
  )
  for (const person of [...known, ...fresh]) wishes.understood.push(`${person.name} has more room`)
  const rest = facts.people.filter(person => !known.includes(person))
  const chosen = [...known, ...fresh]
  const [hero, ...others] = rest
  const people = lead || !hero || known.length > 1 ? [...chosen, ...rest] : [hero, ...chosen, ...others]
  const front = <T extends { name: string }>(own: T[], more: T[]): T[] => {
    const wished = [...more, ...own.filter(one => named(one.name))]
    for (const one of more)
      if (!own.some(known => known.name === one.name)) wishes.understood.push(`${one.name} is in it`)
    return [...wished, ...own.filter(one => !wished.some(other => other.name === one.name))].filter(
      (one, index, all) => all.findIndex(other => other.name === one.name) === index,
    )
  }
  return {
    ...facts,
    people,
    places: front(facts.places, wishes.facts.places),
    things: front(facts.things, wishes.facts.things),
    want: wishes.facts.want ?? facts.want,
  }
}
