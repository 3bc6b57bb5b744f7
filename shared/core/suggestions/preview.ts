import type * as Y from 'yjs'
import { isLineElement, type LineDraft, lineText } from '../script/line.ts'
import type { LineType } from '../script/lineTypes.ts'
import { deletedElements, lineOf, textOfHunk, typedElement } from './applicable.ts'
import { decodeHunk } from './decode.ts'
import { type Segment, segmentsOf } from './segments.ts'
import { openSuggestions, statusOf } from './status.ts'
import type { Suggestion } from './suggestion.ts'
import { elementOf, itemAt } from './target.ts'

/** What pending suggestions would make of one line. */
export interface LinePreview {
  lineId: string
  /** The line's text with what is proposed; empty when no suggestion changes it. */
  segments: Segment[]
  types: { suggestionId: string; after: LineType }[]
  /** Suggestions that delete the whole line. */
  deletedBy: string[]
  /** New lines beside this one: behind it, or before it when they are to be the first of their scene. */
  newLines: { suggestionId: string; side: 'behind' | 'before'; lines: (LineDraft & { id: string })[] }[]
}

/**
 * Previews of every line that a pending suggestion concerns, and of no other: the cost grows with the suggestions, not with
 * the script. Suggestions that wait for the server or for a person are not in it. `open` may be given when it was read already.
 */
export function previewLines(doc: Y.Doc, open = openSuggestions(doc)): Map<string, LinePreview> {
  const found = new Map<Y.XmlElement, { preview: LinePreview; text: Suggestion[] }>()
  const at = (element: Y.XmlElement) => {
    let entry = found.get(element)
    if (!entry) {
      const lineId = element.getAttribute('id') ?? ''
      entry = { preview: { lineId, segments: [], types: [], deletedBy: [], newLines: [] }, text: [] }
      found.set(element, entry)
    }
    return entry
  }
  for (const { suggestion, status } of open) {
    if (status !== 'pending') continue
    const hunk = decodeHunk(suggestion.update)
    if (!hunk) continue
    const { edit, id } = suggestion
    if (edit.kind === 'line-text') {
      const element = lineOf(textOfHunk(doc, hunk, suggestion.places))
      if (element) at(element).text.push(suggestion)
    } else if (edit.kind === 'line-type') {
      const element = typedElement(doc, hunk)
      if (element) at(element).preview.types.push({ suggestionId: id, after: edit.after })
    } else if (edit.kind === 'delete-lines') {
      for (const element of deletedElements(doc, hunk)) {
        at(element).text.push(suggestion)
        at(element).preview.deletedBy.push(id)
      }
    } else if (edit.kind === 'insert-lines') {
      const side = edit.after === null ? 'before' : 'behind'
      const element = besideOf(doc, suggestion, side)
      if (element) at(element).preview.newLines.push({ suggestionId: id, side, lines: edit.lines })
    }
  }
  const previews = new Map<string, LinePreview>()
  for (const [element, { preview, text }] of found) {
    const body = lineText(element)
    if (body && text.length > 0) preview.segments = segmentsOf(doc, body, text)
    previews.set(preview.lineId, preview)
  }
  return previews
}

/** The line that new lines lean on. */
function besideOf(doc: Y.Doc, { places }: Suggestion, side: 'behind' | 'before'): Y.XmlElement | null {
  const [place] = places
  const id = side === 'behind' ? place?.left : (place?.right ?? place?.left)
  const item = id ? itemAt(doc, id) : null
  return item ? elementOf(item) : null
}

/** What pending suggestions would make of one line, null when none concerns it. */
export function previewLine(doc: Y.Doc, line: string | Y.XmlElement): LinePreview | null {
  const id = isLineElement(line) ? line.getAttribute('id') : line
  return (typeof id === 'string' && previewLines(doc).get(id)) || null
}

/** The text of a line or cell before and after one suggestion that may be applied now, null for other kinds. */
export function previewText(doc: Y.Doc, suggestion: Suggestion): Segment[] | null {
  const hunk = decodeHunk(suggestion.update)
  const text = hunk ? textOfHunk(doc, hunk, suggestion.places) : null
  return text && statusOf(doc, suggestion) === 'pending' ? segmentsOf(doc, text, [suggestion]) : null
}
