import * as Y from 'yjs'
import { isLineElement, type Line, lineText, readLine } from '../script/line.ts'
import { lineFragments, shownLines } from '../treatment/lineFragments.ts'

/** The selected part of one line: `text.slice(from, to)`. */
export interface SelectedLine {
  line: Line
  from: number
  to: number
}

/** How a request names its words: two Yjs relative positions as JSON (in either order), or whole lines. */
export interface SelectionRequest {
  selection?: { start: Record<string, unknown>; end: Record<string, unknown> } | undefined
  lineIds?: readonly string[] | undefined
}

export const selectedText = ({ line, from, to }: SelectedLine): string => line.text.slice(from, to)

/**
 * The selected parts of a script or a treatment as it is now, in the order in which they are shown; lines of which nothing
 * is selected are left out. Empty when the words are gone, and when they would reach from one variant into another.
 */
export function readSelection(doc: Y.Doc, request: SelectionRequest): SelectedLine[] {
  const elements = shownLines(doc)
  if (request.selection) {
    const start = place(doc, elements, request.selection.start)
    const end = place(doc, elements, request.selection.end)
    if (!start || !end || elements[start.line]?.parent !== elements[end.line]?.parent) return []
    const [first, last] =
      start.line < end.line || (start.line === end.line && start.offset <= end.offset) ? [start, end] : [end, start]
    return elements
      .slice(first.line, last.line + 1)
      .map((element, index) => {
        const line = readLine(element)
        return {
          line,
          from: index === 0 ? Math.min(first.offset, line.text.length) : 0,
          to: first.line + index === last.line ? Math.min(last.offset, line.text.length) : line.text.length,
        }
      })
      .filter(part => part.to > part.from)
  }
  const wanted = new Set(request.lineIds ?? [])
  return elements
    .map(readLine)
    .filter(line => wanted.has(line.id) && line.text !== '')
    .map(line => ({ line, from: 0, to: line.text.length }))
}

/** A relative position as (index of the shown line, offset in its text); null when its line is gone. */
function place(
  doc: Y.Doc,
  elements: readonly Y.XmlElement[],
  json: Record<string, unknown>,
): { line: number; offset: number } | null {
  let absolute: ReturnType<typeof Y.createAbsolutePositionFromRelativePosition>
  try {
    absolute = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), doc)
  } catch {
    // positions come from outside: nonsense selects nothing
    return null
  }
  if (!absolute) return null
  const { type, index } = absolute
  if (type instanceof Y.XmlText) {
    const element = type.parent
    if (!isLineElement(element)) return null
    const line = elements.indexOf(element)
    return line < 0 || lineText(element) !== type ? null : { line, offset: index }
  }
  if (isLineElement(type)) {
    const line = elements.indexOf(type)
    return line < 0 ? null : { line, offset: index === 0 ? 0 : Number.MAX_SAFE_INTEGER }
  }
  if (type instanceof Y.XmlFragment && lineFragments(doc).includes(type)) {
    const child = type.get(Math.min(index, type.length - 1))
    const line = isLineElement(child) ? elements.indexOf(child) : -1
    return line < 0 ? null : { line, offset: index >= type.length ? Number.MAX_SAFE_INTEGER : 0 }
  }
  return null
}
