import { z } from 'zod'
import { ROOM_STAGES, type RoomElement } from './elements.ts'

/** How much hangs on it; 'idea': nothing is wrong, it could also be otherwise. */
export const SEVERITIES = ['high', 'medium', 'low', 'idea'] as const
export type Severity = (typeof SEVERITIES)[number]

/** What a finding rests on: an element by its id, with the words of it that are meant. */
export const evidence = z.object({
  stage: z.enum(ROOM_STAGES),
  id: z.string(),
  /** 'Scene 3' when it was found. */
  place: z.string(),
  quote: z.string(),
})
export type Evidence = z.infer<typeof evidence>

/** A finding that was checked: everything that it points to was there. */
export interface CheckedFinding {
  severity: Severity
  title: string
  reason: string
  /** At least one. */
  evidence: Evidence[]
  /** Other words for an element of the stage that was looked at; null: it is a note. */
  change: { id: string; text: string } | null
}

/** Characters of each part, and findings of one look. */
export const FINDING_LENGTH = { title: 120, reason: 1200, quote: 200, change: 4000 } as const
export const MOST_FINDINGS = 12

/** - there: the words stand where they were found. - changed: the element is there and reads otherwise. - gone: it is not. */
export const EVIDENCE_STATES = ['there', 'changed', 'gone'] as const
export type EvidenceState = (typeof EVIDENCE_STATES)[number]

/** Words as they are compared: white space and the form of quotation marks do not matter. */
export const plainWords = (text: string): string =>
  text
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()

/** Does an element say these words? */
export const says = (text: string, quote: string): boolean => plainWords(text).includes(plainWords(quote))

/** Where a piece of evidence stands now. `elements`: those that are there, by stage and id. */
export function evidenceNow(
  { stage, id, quote, place }: Evidence,
  elements: ReadonlyMap<string, RoomElement>,
): { state: EvidenceState; place: string } {
  const element = elements.get(elementKey({ stage, id }))
  if (!element) return { state: 'gone', place }
  return { state: says(element.text, quote) ? 'there' : 'changed', place: element.place }
}

export const elementKey = ({ stage, id }: Pick<RoomElement, 'stage' | 'id'>): string => `${stage} ${id}`

/** Nothing that a finding points to is there any more. */
export const isStale = (states: readonly { state: EvidenceState }[]): boolean =>
  states.length > 0 && states.every(({ state }) => state === 'gone')
