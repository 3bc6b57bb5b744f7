import type * as Y from 'yjs'
import { ASSETS, readAssets } from '../assets/assets.ts'
import { setRowValues } from '../documents/table.ts'
import { FRAMES, readFrames } from '../frames/frames.ts'
import { readTakes, TAKES } from '../frames/takes.ts'
import { readStates, STATES } from '../states/states.ts'

/**
 * Invalidated: the script was written anew on a timeline, and what was approved there of stages 5 to 12 is a draft again. What
 * was approved stays in its row, masked by `invalidated`: the same frame counts as before, so that what still has its inputs is
 * known, and can be kept as it was.
 */

const INVALID = { invalidated: true } as const
const VALID = { invalidated: null } as const

/** What is approved or locked in a scene is a draft again. */
export function invalidateScene(doc: Y.Doc, origin?: unknown): void {
  doc.transact(() => {
    for (const { id, status } of readStates(doc)) if (status === 'locked') setRowValues(doc, STATES, id, INVALID)
    for (const { id, approved } of readFrames(doc)) if (approved) setRowValues(doc, FRAMES, id, INVALID)
    for (const { id, approved } of readTakes(doc)) if (approved) setRowValues(doc, TAKES, id, INVALID)
  }, origin)
}

/** What was approved in a scene is so again. */
export function keepScene(doc: Y.Doc, origin?: unknown): void {
  doc.transact(() => {
    for (const { id, invalidated } of readStates(doc)) if (invalidated) setRowValues(doc, STATES, id, VALID)
    for (const { id, invalidated } of readFrames(doc)) if (invalidated) setRowValues(doc, FRAMES, id, VALID)
    for (const { id, invalidated } of readTakes(doc)) if (invalidated) setRowValues(doc, TAKES, id, VALID)
  }, origin)
}

/** Every asset is a draft again. */
export function invalidateAssets(doc: Y.Doc, origin?: unknown): void {
  doc.transact(() => {
    for (const { id } of readAssets(doc)) setRowValues(doc, ASSETS, id, INVALID)
  }, origin)
}

/** Says that assets are right as they are; what was locked of them is so again. */
export function keepAssets(doc: Y.Doc, ids: Iterable<string>, origin?: unknown): void {
  doc.transact(() => {
    for (const id of ids) setRowValues(doc, ASSETS, id, VALID)
  }, origin)
}
