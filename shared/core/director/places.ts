import { WHY_LENGTH } from '../stages/why.ts'
import type { DirectorAct } from './acts.ts'
import type { NamedPlace, Situation } from './situation.ts'

/** A part of a document that a message names, and what changing it means. */
export interface FoundPlace {
  place: NamedPlace
  act(instruction: string): DirectorAct
}

/** Lines that an agent is asked about at once. */
const MOST_LINES = 400

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')
const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')

const NAMED = new RegExp(
  `\\b(?:(?<ordinal>last|${ORDINALS.join('|')}|\\d+(?:st|nd|rd|th)) (?<a>scene|beat|paragraph)|(?<b>scene|beat|paragraph) (?:no\\.? |number |#)?(?<number>\\d+[a-z]?|${NUMBERS.join('|')}))\\b`,
)

/** The number that was said, as it is printed; 'last' for the last one. */
function numberOf({ ordinal, number }: Record<string, string | undefined>): string {
  if (ordinal === 'last') return 'last'
  const said = number ?? ordinal ?? ''
  const place = Math.max(NUMBERS.indexOf(said), ORDINALS.indexOf(said))
  return place >= 0 ? String(place + 1) : said.replace(/(?<=\d)(?:st|nd|rd|th)$/, '').toUpperCase()
}

const find = (places: readonly NamedPlace[], number: string): NamedPlace | undefined =>
  number === 'last' ? places.at(-1) : places.find(place => place.number.toUpperCase() === number)

/** The scene, beat or paragraph that is named by its number. 'none': one was named that is not there. Null: none was named. */
export function placeIn(words: string, situation: Situation): FoundPlace | 'none' | null {
  const named = NAMED.exec(words)?.groups
  if (!named) return null
  const number = numberOf(named)
  const kind = named.a ?? named.b ?? ''
  const places = { scene: situation.scenes, beat: situation.beats, paragraph: situation.paragraphs }[kind] ?? []
  const place = find(places, number)
  if (!place) return 'none'
  return foundPlace(kind === 'scene' ? 'scene' : kind === 'beat' ? 'beat' : 'paragraph', place, situation, words)
}

/** A place, and what changing it means; `words`: what was said of it. */
export function foundPlace(
  kind: 'scene' | 'beat' | 'paragraph',
  place: NamedPlace,
  { stages }: Situation,
  words: string,
): FoundPlace {
  const idOf = (stage: string): string => stages.find(({ id }) => id === stage)?.documentId ?? ''
  const said = `${kind} ${place.number}`
  if (kind === 'beat')
    return {
      place,
      act: instruction => ({
        kind: 'beat',
        documentId: idOf('beats'),
        rowId: place.id,
        place: said,
        task: beatTask(words, instruction),
        instruction,
      }),
    }
  const stage = kind === 'scene' ? 'script' : 'treatment'
  return {
    place,
    act: instruction => ({
      kind: 'refine',
      stage,
      documentId: idOf(stage),
      place: said,
      lineIds: place.lineIds.slice(0, MOST_LINES),
      instruction,
    }),
  }
}

function beatTask(words: string, instruction: string): 'add' | 'brainstorm' | 'expand' {
  if (/\b(?:add|insert|new beat)\b/.test(words) && instruction.trim().length >= WHY_LENGTH.least) return 'add'
  return /\b(?:expand|split|take .+ apart|into two|two beats)\b/.test(words) ? 'expand' : 'brainstorm'
}
