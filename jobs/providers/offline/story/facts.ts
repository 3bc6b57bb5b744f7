import type { Pronoun } from './people.data.ts'
import type { PlaceKind } from './places.data.ts'
import type { ThingKind } from './things.data.ts'

/** Somebody in a story, as its own words call them. */
export interface Person {
  /** As a sentence says it: 'Mila', 'the ferryman'. */
  name: string
  /** As a cue says it: 'MILA', 'FERRYMAN'. */
  cue: string
  pronoun: Pronoun | null
  /** The noun that says what somebody is, where the text gives one: 'ferryman'. */
  role: string | null
  /** Late or missing: a story may be about them, but they are not there to talk to. */
  absent: boolean
  /** How much the text is about them. */
  weight: number
}

export interface Place {
  /** As a sentence says it: 'the old harbour', 'Lisbon'. */
  name: string
  /** What may stand before it: 'at the harbour', 'in Lisbon', 'on the bridge'. */
  at: string
  inside: boolean
  kind: PlaceKind
}

export interface Thing {
  /** With its article: 'the letter'. */
  name: string
  kind: ThingKind
  plural: boolean
}

/** What the words of a text say about its story. Pure reading, no invention. */
export interface Facts {
  people: Person[]
  places: Place[]
  things: Thing[]
  /** What the first person wants, as it follows 'to': 'cross the river'; null when the text does not say. */
  want: string | null
  /** What stands in the way, as a clause or with 'cannot': 'the far bank is not what it was'. */
  trouble: string | null
  /** The text is told by an 'I'. */
  firstPerson: boolean
  sentences: string[]
}
