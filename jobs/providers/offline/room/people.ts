import { cueName, names } from '../../../../shared/core/agents/cast.ts'
import type { NumberedElement, RoomContext } from '../../../agents/roomContext.ts'
import { FIRST_NAMES } from '../story/people.data.ts'
import { KNOWN_PLACES } from '../story/places.data.ts'
import { readFacts } from '../story/readFacts.ts'

/** Somebody of the story, and where they are. */
export interface Somebody {
  /** As a sentence says it. */
  name: string
  /** Elements that they speak in or are named in, in order. */
  at: readonly NumberedElement[]
  /** Their cues. */
  cues: readonly NumberedElement[]
  /** Dead or missing from the beginning, by the text. */
  absent: boolean
}

/** The elements of the stage that is looked at. */
export const ownElements = ({ stage, elements }: RoomContext): NumberedElement[] =>
  elements.filter(element => element.stage === stage)

/** Cues that are nobody in particular. */
const ANYBODY =
  /^(?:ALL|BOTH|EVERYBODY|EVERYONE|CROWD|VOICES?|MAN|WOMAN|BOY|GIRL|RADIO|TV|PHONE|NARRATOR|ANNOUNCER|SOMEBODY)(?: \d+| #\d+)?$/

const isNamed = (name: string): boolean => !ANYBODY.test(name)

/** 'JON SNOW' -> 'Jon Snow': as a sentence says the name of a cue. */
const inProse = (cue: string): string =>
  cue.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, letter => letter.toUpperCase())

/** Everybody of the story, those who are there most first. In a script those who speak; elsewhere those who are named. */
export function peopleOf(context: RoomContext): Somebody[] {
  const own = ownElements(context)
  const people = context.stage === 'script' ? speakers(own) : named(own, context.brief.idea)
  return people.filter(({ at }) => at.length > 0).sort((a, b) => b.at.length - a.at.length)
}

function speakers(own: readonly NumberedElement[]): Somebody[] {
  const cues = new Map<string, NumberedElement[]>()
  for (const element of own)
    if (element.type === 'character') {
      const name = cueName(element.text)
      if (name !== '' && isNamed(name)) cues.set(name, [...(cues.get(name) ?? []), element])
    }
  return [...cues].map(([cue, spoken]) => ({
    name: inProse(cue),
    cues: spoken,
    at: own.filter(element => (element.type === 'character' ? cueName(element.text) === cue : isToldIn(element, cue))),
    absent: false,
  }))
}

/** Does the action, or the text, name somebody? What others say of them does not bring them in. */
const isToldIn = ({ type, text }: NumberedElement, name: string): boolean =>
  type !== 'dialogue' && type !== 'parenthetical' && type !== 'character' && names(text, name)

/** A name that stands within a sentence, or that people have: a capital at the beginning of one says nothing. */
function isSurelyNamed(name: string, text: string): boolean {
  if (name.startsWith('the ')) return true
  const [first = name] = name.split(' ')
  if (KNOWN_PLACES.has(name.toLowerCase())) return false
  return FIRST_NAMES.has(first.toLowerCase()) || new RegExp(`[\\p{Ll},;] ${escaped(first)}(?!\\p{L})`, 'u').test(text)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function named(own: readonly NumberedElement[], idea: string): Somebody[] {
  const prose = own.filter(({ type }) => type !== 'section')
  const text = prose.map(element => element.text).join('\n\n')
  const elsewhere = new Set(readFacts(idea).places.map(({ name }) => name))
  const people = readFacts(text).people.filter(({ name }) => !elsewhere.has(name) && isSurelyNamed(name, text))
  return people.map(({ name, absent }) => {
    const bare = name.replace(/^the /, '')
    const short = bare.split(' ').at(0) ?? bare
    return {
      name,
      cues: [],
      absent,
      at: prose.filter(({ text }) => names(text, bare) || (!name.startsWith('the ') && names(text, short))),
    }
  })
}

/** How far into the story an element is, from 0 to 1. */
export function farIn(own: readonly NumberedElement[], element: NumberedElement | undefined): number {
  const place = element ? own.indexOf(element) : -1
  return place < 0 || own.length < 2 ? 0 : place / (own.length - 1)
}
