import type { NumberedElement, RoomContext } from '../../../agents/roomContext.ts'
import { readFacts } from '../story/readFacts.ts'
import { farIn, ownElements, peopleOf, type Somebody } from './people.ts'
import type { Remark } from './remark.ts'

/** How many people a story is about, for these rules. */
const MAIN = 3
/** Of the story, between two appearances of somebody whom it is about; prose says 'she' for long. */
const LONG_AWAY = { treatment: 0.5, beats: 0.4, script: 0.35 } as const
const LAST_QUARTER = 0.75
/** Of all that is said, by one of several. */
const MOST_WORDS = 0.65
/** Words of dialogue before shares mean anything. */
const ENOUGH_WORDS = 60
const LONG_ENOUGH = 8

/** What counting says about the people. What they feel, these rules do not know. */
export function arcsIn(context: RoomContext): Remark[] {
  const own = ownElements(context)
  const main = peopleOf(context)
    .filter(({ at, absent }) => at.length >= 3 && !absent)
    .slice(0, MAIN)
  return [
    ...notAtTheEnd(own, main),
    ...longAway(context, own, main),
    ...neverTogether(context, main),
    ...unsettledWant(own),
    ...oneVoice(context),
  ]
}

function notAtTheEnd(own: readonly NumberedElement[], main: readonly Somebody[]): Remark[] {
  const [first] = main
  const last = first?.at.at(-1)
  if (own.length < LONG_ENOUGH || !first || !last || farIn(own, last) >= LAST_QUARTER) return []
  return [
    {
      severity: 'high',
      title: `The end is without ${first.name}`,
      reason: `${first.name} is in the story more than anybody else and is last seen in ${last.place.toLowerCase()}. What becomes of the one whom it is about is what an end is for.`,
      at: [last, ...own.slice(-1)],
    },
  ]
}

function longAway({ stage }: RoomContext, own: readonly NumberedElement[], main: readonly Somebody[]): Remark[] {
  if (own.length < LONG_ENOUGH) return []
  return main.flatMap(({ name, at }): Remark[] => {
    const gaps = at.slice(1).map((element, index) => {
      const before = at[index] ?? element
      return { before, element, away: farIn(own, element) - farIn(own, before) }
    })
    const [longest] = gaps.sort((a, b) => b.away - a.away)
    if (!longest || longest.away < LONG_AWAY[stage]) return []
    return [
      {
        severity: 'medium',
        title: `${name} is away from ${longest.before.place.toLowerCase()} to ${longest.element.place.toLowerCase()}`,
        reason: `That is ${Math.round(longest.away * 100)} % of the story. If something happens to ${name} meanwhile, show it; if not, ask what the time does to them.`,
        at: [longest.before, longest.element],
      },
    ]
  })
}

function neverTogether({ stage }: RoomContext, main: readonly Somebody[]): Remark[] {
  const [one, other] = main
  const [first, second] = [one?.at[0], other?.at[0]]
  if (!one || !other || !first || !second || stage === 'treatment') return []
  const places = new Set(one.at.map(({ place }) => place))
  if (other.at.some(({ place }) => places.has(place))) return []
  return [
    {
      severity: 'medium',
      title: `${one.name} and ${other.name} never meet`,
      reason: `The two of whom the story tells most are in no ${stage === 'script' ? 'scene' : 'beat'} together, so nothing can turn between them.`,
      at: [first, second],
    },
  ]
}

/** What somebody wants by the beginning, and whether the last quarter still speaks of it. */
function unsettledWant(own: readonly NumberedElement[]): Remark[] {
  if (own.length < LONG_ENOUGH) return []
  const beginning = own.slice(0, Math.ceil(own.length / 2))
  const { want, people } = readFacts(beginning.map(({ text }) => text).join('\n\n'))
  const words = (want ?? '').toLowerCase().match(/\p{L}{5,}/gu) ?? []
  const said = beginning.find(({ text }) => words.length > 0 && words.every(word => text.toLowerCase().includes(word)))
  const end = own.slice(Math.floor(own.length * LAST_QUARTER))
  if (want === null || !said || end.some(({ text }) => words.some(word => text.toLowerCase().includes(word)))) return []
  const who = people[0]?.name ?? 'Somebody'
  return [
    {
      severity: 'medium',
      title: `${who} wants to ${want}, and the end does not speak of it`,
      reason:
        'None of the words of this want stands in the last quarter. Let it be won, lost, or given up for something better, and let us see which.',
      at: [said, ...own.slice(-1)],
    },
  ]
}

function oneVoice({ scenes, elements }: RoomContext): Remark[] {
  const words = new Map<string, number>()
  for (const { spoken } of scenes) for (const [name, count] of spoken) words.set(name, (words.get(name) ?? 0) + count)
  const all = [...words.values()].reduce((sum, count) => sum + count, 0)
  const [most] = [...words].sort((a, b) => b[1] - a[1])
  if (!most || words.size < 2 || all < ENOUGH_WORDS || most[1] / all < MOST_WORDS) return []
  const cue = elements.find(
    ({ type, text }) => type === 'character' && text.toUpperCase().includes(most[0].toUpperCase()),
  )
  if (!cue) return []
  return [
    {
      severity: 'low',
      title: `${most[0]} says ${Math.round((most[1] / all) * 100)} % of all words`,
      reason: `${words.size} people speak, and one of them speaks for all. Where the others only answer, give them something that they want from the scene.`,
      at: [cue],
    },
  ]
}
