import type { SceneContext } from '../../../agents/storyContext.ts'
import { capitalise } from '../prose.ts'
import {
  ABSENT_TALK,
  ALONE,
  BY_AUDIENCE,
  BY_REGISTER,
  CLOSERS,
  OPENERS,
  PLACE_TALK,
  PRESSING,
  REVEALING,
  THING_TALK,
  TROUBLE_TALK,
  WANT_TALK,
} from './dialogue.data.ts'
import type { Person, Place } from './facts.ts'
import { fitsPlace } from './fitsPlace.ts'
import type { Register } from './moods.data.ts'
import type { Turn } from './speech.ts'
import { type Cast, fill, type Moment } from './telling.ts'

/** A few turns of talk, and where in a scene they belong: 0 at its beginning, 9 at its end. */
export interface Talk {
  phase: number
  turns: Turn[]
}

interface Asked {
  context: SceneContext
  /** `hero` is A and `other` is B. */
  cast: Cast
  moment: Moment
  register: Register
  talkers: [Person, Person] | null
  /** Is there at least one who can speak? */
  alone: boolean
  third: readonly Person[]
  /** A is who the story is about, and has its want. */
  mine: boolean
  place: Place
  seed: number
}

/** All talk that fits a scene, what it cannot do without first. Neighbouring scenes begin at other rows of the tables. */
export function talksFor({ context, cast, moment, register, talkers, alone, third, seed, mine, place }: Asked): Talk[] {
  const about = {
    ...cast,
    third: third[0] ?? cast.people.find(person => person !== cast.hero && person !== cast.other) ?? null,
  }
  const from = (all: readonly string[], phase: number, step: number): Talk[] => {
    const rows = all.filter(line => fitsPlace(line, place))
    const row = rows[Math.abs(seed + context.scene * 4 + step) % rows.length]
    const turns = row === undefined ? null : turnsOf(row, about, moment)
    return turns ? [{ phase, turns }] : []
  }
  if (!talkers) return alone ? Array.from({ length: 3 }, (_, step) => from(ALONE, 4 + step, step)).flat() : []
  const audience = context.brief.rating ?? 'PG'
  const spot = context.brief.type === 'commercial'
  const wants = mine && context.scene % 3 === 0
  const rounds = (round: number): Talk[] => [
    ...from(PRESSING, 5, round),
    ...from(THING_TALK, 2, round),
    ...from(REVEALING, 7, round),
    ...from(BY_REGISTER[register], 3, round + 1),
    ...from(PLACE_TALK, 2, round),
    ...(about.third ? from(ABSENT_TALK, 6, round) : []),
    ...from(PRESSING, 6, round + 11),
    ...from(OPENERS, 1, round + 1),
    ...from(BY_AUDIENCE[audience], 5, round + 1),
  ]
  // now and then a scene opens as only this audience may hear it
  const opener =
    context.scene % 3 === 1
      ? from(BY_AUDIENCE[audience], 0, -3 * context.scene - Math.ceil(context.scene / 3))
      : from(OPENERS, 0, 0)
  const first = [...opener, ...from(BY_REGISTER[register], 3, 0)]
  if (spot) return unlike([...first.slice(0, 1), ...from(CLOSERS, 9, 0)])
  return unlike([
    ...first,
    ...from(CLOSERS, 9, 0),
    ...(wants ? from(WANT_TALK, 4, 0) : []),
    ...(mine && cast.trouble !== null && context.scene % 4 === 1 ? from(TROUBLE_TALK, 6, 0) : []),
    ...Array.from({ length: 12 }, (_, round) => rounds(round)).flat(),
  ])
}

/** Nobody says the same thing twice in a scene. */
function unlike(talks: readonly Talk[]): Talk[] {
  const said = new Set<string>()
  return talks.filter(({ turns }) => {
    const lines = turns.map(({ text }) => text).filter(text => text.length > 9)
    if (lines.some(line => said.has(line))) return false
    for (const line of lines) said.add(line)
    return true
  })
}

function turnsOf(row: string, cast: Cast, moment: Moment): Turn[] | null {
  const turns: Turn[] = []
  for (const part of row.split(' / ')) {
    const who = part.startsWith('A:') ? 'A' : 'B'
    const text = fill(part.slice(2).trim(), cast, moment)
    if (text === null) return null
    turns.push({
      who,
      text: text.startsWith('(')
        ? text.replace(
            /^(\([^)]*\)\s*)(.*)$/s,
            (_, aside: string, said: string) =>
              aside.replace(/^\(\p{Lu}/u, start => start.toLowerCase()) + capitalise(said),
          )
        : capitalise(text),
    })
  }
  return turns
}
