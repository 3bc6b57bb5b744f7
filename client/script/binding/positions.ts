import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import type { Mirror } from './mirror.ts'
import { placeOf, startOf, startsOf } from './window.ts'

/** An editor position as a place in the Y document (JSON-able). Null in the placeholder of an empty script. */
export function toRelative({ lines, held }: Mirror, doc: Node, position: number, assoc = 0): Y.RelativePosition | null {
  const starts = startsOf(doc)
  const place = placeOf(starts, position)
  const record = lines.records[Math.min(place, lines.records.length - 1)]
  const text = record?.text
  if (!text) return null
  const shown = Math.max(0, position - (starts[place] ?? 0) - 1)
  const offset = held?.record === record ? held.toIndex(shown) : shown
  return Y.createRelativePositionFromTypeIndex(text, Math.min(offset, text.length), assoc)
}

/** A place in the Y document as an editor position; null when its line is gone. */
export function toPosition(mirror: Mirror, doc: Node, relative: Y.RelativePosition): number | null {
  const absolute = Y.createAbsolutePositionFromRelativePosition(relative, mirror.doc)
  const record = mirror.lines.find(absolute?.type.parent)
  if (!absolute || !record || !mirror.lines.isShown(record) || record.text !== absolute.type) return null
  if (record.index >= doc.childCount) return null
  const offset = mirror.held?.record === record ? mirror.held.toOffset(absolute.index) : absolute.index
  return startOf(doc, record.index) + 1 + Math.min(offset, doc.child(record.index).content.size)
}
