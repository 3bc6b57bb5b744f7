import { cueName, names, pronounsOf } from '../../../../shared/core/agents/cast.ts'
import type { NumberedElement, RoomContext } from '../../../agents/roomContext.ts'
import { seedOf } from '../choose.ts'
import { RESOLUTIONS } from '../story/beat.data.ts'
import type { Ending } from '../story/endings.data.ts'
import type { Facts, Person } from '../story/facts.ts'
import { readFacts } from '../story/readFacts.ts'
import { registersOf } from '../story/registers.ts'
import { sentencesIn } from '../story/sentences.ts'
import { type Cast, castFrom, fill, momentOf } from '../story/telling.ts'
import { turnOf, turnWords, withoutTurn } from '../story/turns.ts'
import { ownElements, peopleOf, type Somebody } from './people.ts'
import type { Remark } from './remark.ts'

const KINDS: readonly { kind: Ending; label: string; meaning: string }[] = [
  { kind: 'won', label: 'Won', meaning: 'What was wanted is there, and it has cost something.' },
  { kind: 'lost', label: 'Lost', meaning: 'What was wanted is gone, and somebody knows now what it was worth.' },
  { kind: 'turned', label: 'Turned', meaning: 'What was wanted was not the point: something else comes of it.' },
]

const PROSE: ReadonlySet<string> = new Set(['general', 'action', 'beat'])
/** Sentences that an ending has beside the one that leads to it. */
const SENTENCES = 2

/** Three other ends of the story, won, lost and turned, of its own people, places and things: nobody is invented for them. */
export function endingsOf(context: RoomContext): Remark[] {
  const own = ownElements(context)
  const last = own.findLast(({ type }) => PROSE.has(type))
  const people = peopleOf(context).filter(({ absent }) => !absent)
  if (!last || people.length === 0) return []
  const facts = ownFacts(context, own, people)
  const cast = castFrom(facts, context.brief, last.text)
  const seed = seedOf(last.text + context.guidance)
  const [lead] = sentencesIn(withoutTurn(bodyOf(last)))
  return KINDS.flatMap(({ kind, label, meaning }, index): Remark[] => {
    const rows = RESOLUTIONS[kind]
      .filter(row => isOwn(row, facts, cast))
      .flatMap(row => fill(row, cast, momentOf(cast, (seed % 5) + index)) ?? [])
    const start = seed % Math.max(1, rows.length)
    const said = [...rows.slice(start), ...rows.slice(0, start)].slice(0, SENTENCES)
    const [first] = said
    if (!first) return []
    const planted = plantedIn(said.join(' '), own, last, facts)
    return [
      {
        severity: 'idea',
        title: `${label}: ${first.replace(/\.$/, '')}`,
        reason: `${meaning} ${planted ? `It is planted in ${planted.place.toLowerCase()}.` : ''}`.trim(),
        at: planted ? [last, planted] : [last],
        change: { element: last, text: [lead ?? '', ...said, turnFor(context, said, kind, cast)].join(' ').trim() },
      },
    ]
  })
}

const bodyOf = ({ type, text }: NumberedElement): string =>
  type === 'beat' ? text.split('\n').slice(1).join(' ') : text

/** What the story itself has: people as it calls them, and things and places that are named in it. */
function ownFacts({ stage }: RoomContext, own: readonly NumberedElement[], people: readonly Somebody[]): Facts {
  const facts = readFacts(own.map(bodyOf).join('\n\n'))
  const lines = own.flatMap(({ type, text }) => (type === 'beat' ? [] : [{ type, text }]))
  const { he, she } = pronounsOf(
    lines,
    people.map(({ name }) => name),
  )
  return {
    ...facts,
    people: people.map(({ name }): Person => {
      const read = facts.people.find(person => person.name === name)
      const pronoun = he.includes(name) ? 'he' : she.includes(name) ? 'she' : (read?.pronoun ?? null)
      return { name, cue: cueName(name), pronoun, role: read?.role ?? null, absent: false, weight: 1 }
    }),
    places: stage === 'script' ? [] : facts.places,
  }
}

/** Sentences that are about two. */
const TWO = /\{(?:other|ohe|ohim|ohis)\}|\bboth of them\b|\bthey change\b/i

/** Can a sentence be said with what the story has? Otherwise somebody or something would be made up for it. */
function isOwn(row: string, facts: Facts, cast: Cast): boolean {
  if (TWO.test(row) && facts.people.length < 2) return false
  if (/\{foe\}/i.test(row) && cast.foe === null) return false
  if (/\{thing\}/i.test(row) && facts.things.length === 0) return false
  return !/\{(?:at|place)\}/i.test(row) || facts.places.length > 0
}

/** A beat says what turns in it. */
function turnFor({ stage, brief }: RoomContext, said: readonly string[], kind: Ending, cast: Cast): string {
  if (stage !== 'beats') return ''
  const text = said.join(' ')
  const who = cast.people.find(({ name }) => names(text, name))?.name ?? cast.hero.name
  return turnWords(turnOf(text, kind === 'lost', registersOf(brief, null)[0], null), who)
}

/** Where a thing of an end is named before; otherwise whom it is about. */
function plantedIn(
  text: string,
  own: readonly NumberedElement[],
  last: NumberedElement,
  { things, people }: Facts,
): NumberedElement | undefined {
  const before = own.filter(element => element !== last && element.type !== 'scene_heading')
  for (const { name } of [...things, ...people]) {
    const bare = name.replace(/^the /, '')
    const noun = things.some(thing => thing.name === name) ? (bare.split(' ').at(-1) ?? bare) : bare
    if (!names(text, noun)) continue
    const found = before.find(element => names(element.text, noun))
    if (found) return found
  }
  return undefined
}
