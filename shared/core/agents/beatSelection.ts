import * as Y from 'yjs'
import { BEAT_TEXTS, type Beat, type BeatText, beatText, readBeats } from '../beats/beats.ts'
import type { SelectionRequest } from './selection.ts'
import { hashOf } from './target.ts'

/** The selected part of one text of a beat: `beat[column].slice(from, to)`. */
export interface SelectedCell {
  beat: Beat
  column: BeatText
  from: number
  to: number
}

/** Words inside one text of a beat, by two relative positions, or whole beats. */
export type BeatSelectionRequest = Pick<SelectionRequest, 'selection'> & { rowIds?: readonly string[] | undefined }

export const selectedInCell = ({ beat, column, from, to }: SelectedCell): string => beat[column].slice(from, to)

/** What is selected on a sheet as it is now, in its order; empty when the words or the beats are gone. */
export function readBeatSelection(doc: Y.Doc, { selection, rowIds }: BeatSelectionRequest): SelectedCell[] {
  const beats = readBeats(doc)
  if (!selection)
    return beats
      .filter(({ id }) => rowIds?.includes(id))
      .flatMap(beat => BEAT_TEXTS.map(column => ({ beat, column, from: 0, to: beat[column].length })))
      .filter(({ to }) => to > 0)
  const [start, end] = [placeOf(doc, selection.start), placeOf(doc, selection.end)]
  if (!start || !end || start.text !== end.text) return []
  const [from, to] = [Math.min(start.index, end.index), Math.max(start.index, end.index)]
  const found = beats
    .flatMap(beat => BEAT_TEXTS.map(column => ({ beat, column, from, to })))
    .find(({ beat, column }) => beatText(doc, beat.id, column) === start.text)
  return found && to > from ? [found] : []
}

function placeOf(doc: Y.Doc, json: Record<string, unknown>): { text: Y.Text; index: number } | null {
  try {
    const place = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), doc)
    return place?.type instanceof Y.Text ? { text: place.type, index: place.index } : null
  } catch {
    // positions come from outside: nonsense selects nothing
    return null
  }
}

/** The state of a selection, and which part of the sheet it is. */
export const beatSelectionHash = (cells: readonly SelectedCell[]): string =>
  hashOf(
    cells.map(
      cell => `${cell.beat.id} ${cell.column} ${cell.from}-${cell.to} ${cell.beat[cell.column].normalize('NFC')}`,
    ),
  )
