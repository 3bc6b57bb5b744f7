import type * as Y from 'yjs'
import { beatOrder } from '../beats/beats.ts'
import { textOfHunk } from './applicable.ts'
import { decodeHunk } from './decode.ts'
import { type Segment, segmentsOf } from './segments.ts'
import { openSuggestions } from './status.ts'
import type { NewRow, Suggestion, SuggestionStatus } from './suggestion.ts'

export interface WaitingRow {
  suggestion: Suggestion
  status: SuggestionStatus
}

/** What waits on one beat; what may not be accepted now is in it too, without a preview. */
export interface RowPreview {
  texts: (WaitingRow & { column: string; segments: Segment[] })[]
  removals: WaitingRow[]
  /** New beats behind this one. */
  newRows: (WaitingRow & { rows: readonly NewRow[] })[]
}

/** Key of what is to stand before the first beat, and of what has lost its place. */
export const TOP = ''

/** Previews of the beats that open suggestions concern, by id. A suggestion that removes several beats waits on each. */
export function previewRows(doc: Y.Doc, open: readonly WaitingRow[] = openSuggestions(doc)): Map<string, RowPreview> {
  const previews = new Map<string, RowPreview>()
  const shown = beatOrder(doc)
  const at = (id: string): RowPreview => {
    const key = shown.some(beat => beat.id === id) ? id : TOP
    const preview = previews.get(key) ?? { texts: [], removals: [], newRows: [] }
    previews.set(key, preview)
    return preview
  }
  for (const waiting of open) {
    const { edit } = waiting.suggestion
    if (edit.kind === 'cell-text')
      at(edit.shotId).texts.push({ ...waiting, column: edit.column, segments: segmentsIn(doc, waiting) })
    else if (edit.kind === 'delete-rows') for (const { id } of edit.rows) at(id).removals.push(waiting)
    else if (edit.kind === 'insert-rows') {
      // by the place of the new beats: what they were to follow may have been taken off
      const order = edit.rows[0]?.order ?? ''
      at(shown.findLast(beat => beat.order < order)?.id ?? TOP).newRows.push({ ...waiting, rows: edit.rows })
    }
  }
  return previews
}

function segmentsIn(doc: Y.Doc, { suggestion, status }: WaitingRow): Segment[] {
  const hunk = status === 'pending' ? decodeHunk(suggestion.update) : null
  const text = hunk && textOfHunk(doc, hunk, suggestion.places)
  return text ? segmentsOf(doc, text, [suggestion]) : []
}
