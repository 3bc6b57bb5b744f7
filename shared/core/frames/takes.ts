import type * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { addRow, readTable, setRowValues, type Table, type TableRow } from '../documents/table.ts'
import { amountValue } from '../documents/values.ts'
import { approvalOf, chosenOf, GENERATED_VALUES, type Generated, type GeneratedDraft, generatedOf } from './media.ts'

/** Stage 12: the clips of shots. Root `takes` of a scene document, a Y.Map id -> Y.Map: one row per clip, as frames are. */
export const TAKES = {
  root: 'takes',
  texts: [],
  values: [...GENERATED_VALUES, 'seconds'],
  maps: ['dependsOn'],
  title: 'Takes',
  shown: {
    media: 'Clip',
    seconds: 'Seconds',
    model: 'Model',
    credits: 'Credits',
    approved: 'Approved',
    invalidated: 'To be approved again',
    guidance: 'Guidance',
  },
} as const satisfies Table

export interface Take extends Generated {
  seconds: number
}

export function takeOf(row: TableRow<typeof TAKES>): Take | null {
  const made = generatedOf(row)
  return made && { ...made, seconds: amountValue(row.values.seconds) }
}

/** All clips that were made, oldest first. */
export const readTakes = (doc: Y.Doc): Take[] => readTable(doc, TAKES).flatMap(row => takeOf(row) ?? [])

export const takeFor = (takes: readonly Take[], shot: string): Take | null =>
  chosenOf(takes.filter(take => take.shot === shot))

export function addTake(
  doc: Y.Doc,
  { dependsOn, ...values }: GeneratedDraft & { seconds: number },
  { madeBy = null, origin }: { madeBy?: Author | null; origin?: unknown } = {},
): string {
  return addRow(doc, TAKES, { values, maps: { dependsOn: dependsOn ?? [] }, madeBy }, { origin })
}

/** Approves a clip, and no other one of its shot. */
export function approveTake(doc: Y.Doc, id: string, origin?: unknown): void {
  const takes = readTakes(doc)
  const shot = takes.find(take => take.id === id)?.shot
  if (shot === undefined) return
  doc.transact(() => {
    for (const take of takes) if (take.shot === shot) setRowValues(doc, TAKES, take.id, approvalOf(take.id === id))
  }, origin)
}

/** Takes the approval back: the last clip of the shot counts then. */
export const unapproveTake = (doc: Y.Doc, id: string, origin?: unknown): void =>
  setRowValues(doc, TAKES, id, approvalOf(false), origin)
