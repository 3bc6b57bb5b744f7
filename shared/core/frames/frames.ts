import type * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { addRow, readTable, setRowValues, type Table, type TableRow } from '../documents/table.ts'
import { choiceValue } from '../documents/values.ts'
import { approvalOf, chosenOf, GENERATED_VALUES, type Generated, type GeneratedDraft, generatedOf } from './media.ts'

/**
 * Stage 10: start and end frames. Root `frames` of a scene document, a Y.Map id -> Y.Map. A row is one picture as it was made;
 * rollback approves an earlier one.
 */
export const FRAMES = {
  root: 'frames',
  texts: [],
  values: [...GENERATED_VALUES, 'end'],
  maps: ['dependsOn'],
  title: 'Frames',
  shown: {
    end: 'Frame',
    media: 'Picture',
    model: 'Model',
    credits: 'Credits',
    approved: 'Approved',
    invalidated: 'To be approved again',
    guidance: 'Guidance',
  },
} as const satisfies Table

export const FRAME_ENDS = ['start', 'end'] as const
export type FrameEnd = (typeof FRAME_ENDS)[number]

export interface Frame extends Generated {
  /** Of the shot. */
  end: FrameEnd
}

export function frameOf(row: TableRow<typeof FRAMES>): Frame | null {
  const made = generatedOf(row)
  return made && { ...made, end: choiceValue(FRAME_ENDS, row.values.end) }
}

/** All frames that were made, oldest first. */
export const readFrames = (doc: Y.Doc): Frame[] => readTable(doc, FRAMES).flatMap(row => frameOf(row) ?? [])

/** The frame that counts at one end of a shot. */
export const frameFor = (frames: readonly Frame[], shot: string, end: FrameEnd): Frame | null =>
  chosenOf(frames.filter(frame => frame.shot === shot && frame.end === end))

export function addFrame(
  doc: Y.Doc,
  { dependsOn, ...values }: GeneratedDraft & { end: FrameEnd },
  { madeBy = null, origin }: { madeBy?: Author | null; origin?: unknown } = {},
): string {
  return addRow(doc, FRAMES, { values, maps: { dependsOn: dependsOn ?? [] }, madeBy }, { origin })
}

/** Approves a frame, and no other one at that end of its shot. */
export function approveFrame(doc: Y.Doc, id: string, origin?: unknown): void {
  const frames = readFrames(doc)
  const approved = frames.find(frame => frame.id === id)
  if (!approved) return
  doc.transact(() => {
    for (const frame of frames)
      if (frame.shot === approved.shot && frame.end === approved.end)
        setRowValues(doc, FRAMES, frame.id, approvalOf(frame.id === id))
  }, origin)
}

/** Takes the approval back: the last frame at that end of the shot counts then. */
export const unapproveFrame = (doc: Y.Doc, id: string, origin?: unknown): void =>
  setRowValues(doc, FRAMES, id, approvalOf(false), origin)
