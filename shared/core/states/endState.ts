import type * as Y from 'yjs'
import {
  addRow,
  readTable,
  replaceRowEntries,
  setRowText,
  setRowValues,
  type Table,
  type TableRow,
} from '../documents/table.ts'
import { choiceValue, flagValue, hashesIn, idValue } from '../documents/values.ts'
import { type Condition, conditionsIn } from './conditions.ts'

/**
 * How a scene ends: what inheritance, rearview mirror and risk rules read. Root `endState` of a scene document, a Y.Map
 * id -> Y.Map. A row is one part of it, so that each names what it depends on for itself: one per character and prop
 * (`element`), the `place` (location, time of day, light), the `last` action and line, the final `frame`.
 */
export const END_STATE = {
  root: 'endState',
  texts: ['position', 'location', 'time', 'light', 'lastAction', 'lastLine'],
  values: ['part', 'asset', 'instance', 'present', 'media'],
  maps: ['conditions', 'dependsOn'],
  title: 'End of the scene',
  shown: {
    present: 'Present',
    position: 'Position',
    conditions: 'Conditions',
    location: 'Location',
    time: 'Time of day',
    light: 'Light',
    lastAction: 'Last action',
    lastLine: 'Last line',
    media: 'Final frame',
  },
} as const satisfies Table

const PARTS = ['element', 'place', 'last', 'frame'] as const
type Part = (typeof PARTS)[number]

interface PartRow {
  id: string
  dependsOn: ReadonlyMap<string, string>
}
export interface EndElement extends PartRow {
  part: 'element'
  /** The master asset. */
  asset: string
  /** The asset row that is seen at the end: an instance, or the master itself. */
  instance: string
  present: boolean
  position: string
  conditions: readonly Condition[]
}
export interface EndPlace extends PartRow {
  part: 'place'
  location: string
  time: string
  light: string
}
export interface EndMoment extends PartRow {
  part: 'last'
  lastAction: string
  lastLine: string
}
export interface EndFrame extends PartRow {
  part: 'frame'
  /** Id of the stored image; null: none yet. */
  media: string | null
}
export type EndPart = EndElement | EndPlace | EndMoment | EndFrame

export interface EndState {
  elements: readonly EndElement[]
  place: EndPlace | null
  last: EndMoment | null
  frame: EndFrame | null
}

/** One part of an end state as read; null where a foreign program left no element behind. */
export function endPartOf({ id, texts, values, maps }: TableRow<typeof END_STATE>): EndPart | null {
  const row = { id, dependsOn: hashesIn(maps.dependsOn) }
  const part: Part = choiceValue(PARTS, values.part)
  if (part === 'place') return { ...row, part, location: texts.location, time: texts.time, light: texts.light }
  if (part === 'last') return { ...row, part, lastAction: texts.lastAction, lastLine: texts.lastLine }
  if (part === 'frame') return { ...row, part, media: idValue(values.media) }
  const asset = idValue(values.asset)
  if (asset === null) return null
  return {
    ...row,
    part,
    asset,
    instance: idValue(values.instance) ?? asset,
    present: flagValue(values.present),
    position: texts.position,
    conditions: conditionsIn(maps.conditions),
  }
}

/** Tells what a part is about: the asset of an element, else the part. Of two rows about the same the first counts. */
export const endKey = (part: EndPart): string => (part.part === 'element' ? part.asset : part.part)

/** The parts of the end state, each once. */
export function readEndParts(doc: Y.Doc): EndPart[] {
  const parts = new Map<string, EndPart>()
  for (const row of readTable(doc, END_STATE)) {
    const part = endPartOf(row)
    if (part && !parts.has(endKey(part))) parts.set(endKey(part), part)
  }
  return [...parts.values()]
}

export function readEndState(doc: Y.Doc): EndState {
  const parts = readEndParts(doc)
  return {
    elements: parts.filter(part => part.part === 'element'),
    place: parts.find(part => part.part === 'place') ?? null,
    last: parts.find(part => part.part === 'last') ?? null,
    frame: parts.find(part => part.part === 'frame') ?? null,
  }
}

type Without<P extends EndPart> = Omit<P, 'id' | 'dependsOn'> & { dependsOn?: ReadonlyMap<string, string> }
export type EndPartDraft = Without<EndElement> | Without<EndPlace> | Without<EndMoment> | Without<EndFrame>

/**
 * Says how a scene ends in one respect: changes the row that is about it, or adds one. Returns the row's id. What it was made
 * from replaces what it was made from before.
 */
export function writeEndPart(doc: Y.Doc, draft: EndPartDraft, origin?: unknown): string {
  const about = draft.part === 'element' ? draft.asset : draft.part
  const present = readEndParts(doc).find(part => endKey(part) === about)
  const texts = textsOf(draft)
  const values = valuesOf(draft)
  const conditions = draft.part === 'element' ? draft.conditions.map(({ id, ...rest }) => [id, rest] as const) : []
  const maps = { conditions, dependsOn: draft.dependsOn ?? [] }
  if (!present) return addRow(doc, END_STATE, { texts, values, maps }, { origin })
  doc.transact(() => {
    setRowValues(doc, END_STATE, present.id, values)
    for (const name of END_STATE.texts) {
      const text = texts[name]
      if (text !== undefined) setRowText(doc, END_STATE, present.id, name, text)
    }
    for (const name of END_STATE.maps) replaceRowEntries(doc, END_STATE, present.id, name, maps[name])
  }, origin)
  return present.id
}

function textsOf(draft: EndPartDraft): Partial<Record<(typeof END_STATE.texts)[number], string>> {
  if (draft.part === 'element') return { position: draft.position }
  if (draft.part === 'place') return { location: draft.location, time: draft.time, light: draft.light }
  if (draft.part === 'last') return { lastAction: draft.lastAction, lastLine: draft.lastLine }
  return {}
}

function valuesOf(draft: EndPartDraft): Partial<Record<(typeof END_STATE.values)[number], unknown>> {
  if (draft.part === 'frame') return { part: draft.part, media: draft.media }
  if (draft.part !== 'element') return { part: draft.part }
  return { part: draft.part, asset: draft.asset, instance: draft.instance, present: draft.present }
}
