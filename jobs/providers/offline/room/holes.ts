import { cueName, names } from '../../../../shared/core/agents/cast.ts'
import type { CountedScene, NumberedElement, RoomContext } from '../../../agents/roomContext.ts'
import { thingsIn } from '../story/things.ts'
import { wordsIn } from '../story/words.ts'
import { farIn, ownElements, peopleOf, type Somebody } from './people.ts'
import { listed, type Remark } from './remark.ts'

/** Elements that a story has at least before its beginning and its end can be told apart. */
const LONG_ENOUGH = 8
const LAST_THIRD = 0.66
const LAST_QUARTER = 0.75

/** Words that take somebody out of a story. */
const LEAVES =
  /\b(?:dies?|dead|dying|killed|drowns?|drowned|funeral|buried|leaves?|left|gone|goodbye|farewell|departs?|walks? (?:off|away|out)|runs? (?:off|away)|exits?|disappears?|vanish\w*|arrested)\b/i

/** What does not hold, as far as counting and comparing can tell. */
export function holesIn(context: RoomContext): Remark[] {
  const own = ownElements(context)
  const people = peopleOf(context)
  return [
    ...unplayedBeats(context),
    ...untoldPassages(context),
    ...vanished(own, people),
    ...lateThings(own),
    ...latePeople(own, people),
    ...jumps(context),
    ...unseenSpeakers(own, people),
    ...doubledNames(people),
  ]
}

function unplayedBeats({ played, elements }: RoomContext): Remark[] {
  if (played === null) return []
  return elements
    .filter(({ stage, id }) => stage === 'beats' && !played.has(id))
    .map(beat => ({
      severity: 'high' as const,
      title: `${beat.place} is played by no scene`,
      reason:
        'Every scene of this script says which beat it plays, and none says this one. Either its turn is lost, or the beat is not needed any more.',
      at: [beat],
    }))
}

function untoldPassages({ told, elements }: RoomContext): Remark[] {
  if (told === null) return []
  const left = elements.filter(({ stage, type, id }) => stage === 'treatment' && type !== 'section' && !told.has(id))
  const [first] = left
  if (!first) return []
  return [
    {
      severity: 'medium',
      title:
        left.length === 1
          ? `${first.place} of the treatment is told by no beat`
          : `${left.length} paragraphs of the treatment are told by no beat`,
      reason:
        'What stands there is not on the sheet, so the script will not have it. Add a beat, or take the passage out of the treatment.',
      at: left.slice(0, 4),
    },
  ]
}

function vanished(own: readonly NumberedElement[], people: readonly Somebody[]): Remark[] {
  if (own.length < LONG_ENOUGH) return []
  return people.flatMap((somebody, rank): Remark[] => {
    const { name, at, absent } = somebody
    const [first, last] = [at[0], at.at(-1)]
    if (!first || !last || first === last || absent || at.length < 3 || farIn(own, last) > LAST_THIRD) return []
    const lastWords = own.slice(own.indexOf(last), own.indexOf(last) + 3)
    if ([...at.slice(-2), ...lastWords].some(({ text }) => LEAVES.test(text))) return []
    return [
      {
        severity: rank < 2 ? 'high' : 'medium',
        title: `${capital(name)} is not heard of again after ${last.place.toLowerCase()}`,
        reason: `${capital(name)} is in the story ${at.length} times and then no more, and nothing says why. Tell where they go, or bring them back before the end.`,
        at: [first, last],
      },
    ]
  })
}

function lateThings(own: readonly NumberedElement[]): Remark[] {
  if (own.length < LONG_ENOUGH) return []
  const text = own.map(element => element.text).join('\n\n')
  return thingsIn(wordsIn(text))
    .flatMap(({ name }): Remark[] => {
      const noun = name.split(' ').at(-1) ?? name
      const at = own.filter(element => element.type !== 'scene_heading' && names(element.text, noun))
      const [first, last] = [at[0], at.at(-1)]
      if (!first || !last || at.length < 2 || farIn(own, first) < LAST_QUARTER) return []
      return [
        {
          severity: 'medium',
          title: `${capital(name)} turns up first in ${first.place.toLowerCase()}`,
          reason: `It is named ${at.length} times near the end and never before. If something hangs on it, let somebody see it earlier.`,
          at: [first, last],
        },
      ]
    })
    .slice(0, 2)
}

function latePeople(own: readonly NumberedElement[], people: readonly Somebody[]): Remark[] {
  if (own.length < LONG_ENOUGH) return []
  return people
    .filter(({ at }) => at.length >= 2 && farIn(own, at[0]) >= LAST_QUARTER)
    .slice(0, 2)
    .map(({ name, at }) => ({
      severity: 'medium' as const,
      title: `${capital(name)} comes in first in ${at[0]?.place.toLowerCase()}`,
      reason:
        'Somebody who matters at the end and was never there before is felt as help from outside. Name them earlier, even in passing.',
      at: [at[0], at.at(-1)].filter(one => one !== undefined),
    }))
}

/** Headings that say the time goes on without a break. */
const GOES_ON = /\b(?:CONTINUOUS|SAME|MOMENTS? LATER)\b/i
const DAY = /\b(?:DAY|MORNING|NOON|AFTERNOON)\b/i
const NIGHT = /\b(?:NIGHT|MIDNIGHT)\b/i

function jumps(context: RoomContext): Remark[] {
  const { scenes, elements } = context
  const peopleIn = (scene: CountedScene) => [...scene.spoken.keys()]
  const textOf = (scene: CountedScene) =>
    elements.filter(({ stage, place }) => stage === 'script' && place === scene.place).map(({ text }) => text)
  const headingOf = (scene: CountedScene) => elements.filter(({ id }) => id === scene.lineId)
  return scenes.slice(1).flatMap((scene, index): Remark[] => {
    const before = scenes[index]
    if (!before) return []
    const at = [...headingOf(before), ...headingOf(scene)]
    if (at.length === 0) return []
    const known = peopleIn(before)
    const isHere = known.some(name => peopleIn(scene).includes(name) || textOf(scene).some(text => names(text, name)))
    if (GOES_ON.test(scene.time) && before.location !== scene.location && known.length > 0 && !isHere)
      return [
        {
          severity: 'medium',
          title: `${scene.place} goes on without a break, and nobody of ${before.place.toLowerCase()} is in it`,
          reason: `The heading says ${scene.time}, yet ${listed(known)} stayed behind. Give it a time of its own, or let somebody come through the door.`,
          at,
        },
      ]
    const flips = (DAY.test(before.time) && NIGHT.test(scene.time)) || (NIGHT.test(before.time) && DAY.test(scene.time))
    if (flips && before.location === scene.location)
      return [
        {
          severity: 'low',
          title: `From ${before.time} to ${scene.time} in the same place, from ${before.place.toLowerCase()} to ${scene.place.toLowerCase()}`,
          reason:
            'Nothing stands between the two, so the light jumps in one cut. A scene somewhere else, or a word in the action, tells the time that passes.',
          at,
        },
      ]
    return []
  })
}

/** Speakers who are in nobody's sight: neither the heading nor the action of their first scene brings them in. */
function unseenSpeakers(own: readonly NumberedElement[], people: readonly Somebody[]): Remark[] {
  return people.flatMap(({ name, cues }): Remark[] => {
    const [cue] = cues
    if (!cue || /\((?:[^)]*\b)?(?:V\.?\s?O|O\.?\s?S|O\.?\s?C|FILTERED|ON (?:PHONE|RADIO|TV))/i.test(cue.text)) return []
    const before = own.slice(0, own.indexOf(cue))
    const scene = own.filter(({ place }) => place === cue.place)
    const isSeen = (element: NumberedElement) =>
      element.type !== 'dialogue' && element.type !== 'character' && names(element.text, cueName(cue.text))
    if (before.some(isSeen) || scene.some(isSeen)) return []
    const action = scene.findLast(element => element.type === 'action' && before.includes(element))
    return [
      {
        severity: 'low',
        title: `${name} speaks in ${cue.place.toLowerCase()} and nobody has seen them come in`,
        reason:
          'No action names them in their first scene or before. A reader does not know who speaks, and the shot list does not know that they are there.',
        at: [cue],
        ...(action ? { change: { element: action, text: `${action.text.trimEnd()} ${name} is here.` } } : {}),
      },
    ]
  })
}

function doubledNames(people: readonly Somebody[]): Remark[] {
  return people.flatMap((one, index) =>
    people.slice(index + 1).flatMap((other): Remark[] => {
      const [a, b] = [one.name.toLowerCase(), other.name.toLowerCase()]
      const [first, second] = [one.cues[0], other.cues[0]]
      if (!first || !second || Math.min(a.length, b.length) < 4 || !isOneLetterApart(a, b)) return []
      return [
        {
          severity: 'medium',
          title: `${one.name} and ${other.name} may be one person`,
          reason:
            'Their names differ by one letter. If they are one, rename one of the cues; if not, the audience will mix them up.',
          at: [first, second],
        },
      ]
    }),
  )
}

function isOneLetterApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  let at = 0
  while (at < short.length && long[at] === short[at]) at++
  return long.slice(at + 1) === short.slice(long.length === short.length ? at + 1 : at)
}

const capital = (text: string): string => text.replace(/^\p{Ll}/u, letter => letter.toUpperCase())
