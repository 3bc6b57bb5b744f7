import type * as Y from 'yjs'
import { createRowUndo, type RowTable, type RowUndo } from '../undo/rows.ts'
import { BEAT_TEXTS, type BeatText, isShownBeat } from './beats.ts'

export type BeatUndo = RowUndo<BeatText>

const BEATS: RowTable<BeatText> = { root: 'beats', texts: BEAT_TEXTS, isShown: isShownBeat }

/** Undo of one's own acts on a beat sheet: see {@link createRowUndo}. */
export const createBeatUndo = (doc: Y.Doc, origin: unknown, captureTimeout?: number): BeatUndo =>
  createRowUndo(doc, origin, BEATS, captureTimeout)

/** Sentence for the person whose undo left beats in place. */
export const keptBeats = (kept: readonly string[]): string =>
  kept.length === 1
    ? 'Your words were taken out. The beat stays, because a colleague wrote in it. Remove the beat to take it off for everyone.'
    : `Your words were taken out. ${kept.length} beats stay, because colleagues wrote in them. Remove them to take them off for everyone.`
