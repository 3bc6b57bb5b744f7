import * as Y from 'yjs'
import { beatRows } from '../beats/beats.ts'
import { isLineElement, MARKS, readLine } from '../script/line.ts'
import { plainText } from '../text/writeWords.ts'
import { fragmentOfScene } from '../treatment/lineFragments.ts'
import { isApplicable, textOfHunk } from './applicable.ts'
import { type Decoded, decodeHunk, parentIdOf, parentRootOf, referencesOf } from './decode.ts'
import { makesRows } from './rows.ts'
import { segmentsOf } from './segments.ts'
import type { Suggestion, SuggestionEdit } from './suggestion.ts'
import { itemAt, lineIndex, textOfCell, textOfLine } from './target.ts'

/**
 * Do the bytes of a suggestion change only what it says it changes? Null when they do, else a sentence. Bytes come from
 * agents and from clients that we did not write; this is asked before they are applied.
 */
export function checkSuggestionTarget(doc: Y.Doc, suggestion: Suggestion): string | null {
  const hunk = decodeHunk(suggestion.update)
  if (!hunk) return 'The suggestion is damaged: its change cannot be read.'
  const missing = (id: Y.ID) => id.client !== hunk.client && Y.getState(doc.store, id.client) <= id.clock
  if (hunk.structs.some(struct => referencesOf(struct).some(missing)))
    return 'The suggestion is damaged: it belongs to words that are not here.'
  const { edit } = suggestion
  const lines = lineIndex(doc)
  const marked = hunk.structs.filter(struct => parentRootOf(struct) === 'accepted')
  if (marked.length !== 1 || marked[0]?.parentSub !== suggestion.id || !isTrue(marked[0]))
    return 'The suggestion is damaged: it does not record that it was accepted.'
  const structs = hunk.structs.filter(struct => struct !== marked[0])
  const inTarget = structsInTarget(doc, lines, hunk, structs, suggestion)
  if (!inTarget || !deletesInTarget(doc, lines, hunk, edit) || !readsAsShown(doc, suggestion, hunk))
    return 'The suggestion would change something else than it shows, so it was not applied.'
  return null
}

/** Where the text is as it was when the hunk was made, the bytes must make of it what the suggestion shows. */
function readsAsShown(doc: Y.Doc, suggestion: Suggestion, hunk: Decoded): boolean {
  const { edit, places } = suggestion
  if (edit.kind !== 'line-text' && edit.kind !== 'cell-text') return true
  const text = textOfHunk(doc, hunk, places)
  if (!text || plainText(text) !== edit.before || !isApplicable(doc, suggestion)) return true
  const shown = segmentsOf(doc, text, [suggestion]).filter(segment => segment.op !== 'delete')
  return shown.map(segment => segment.text).join('') === edit.after
}

const isTrue = (item: Y.Item): boolean =>
  item.content instanceof Y.ContentAny && item.content.arr.length === 1 && item.content.arr[0] === true

type Lines = Map<string, Y.XmlElement>

/** What a struct would become a child of, and under which key. */
interface Parent {
  type: unknown
  key: string | null
}

function parentOf(doc: Y.Doc, hunk: Decoded, struct: Y.Item): Parent | 'own' | null {
  const root = parentRootOf(struct)
  if (root !== null) return { type: doc.share.get(root) ?? null, key: struct.parentSub }
  const id = parentIdOf(struct)
  if (id) {
    if (id.client === hunk.client) return 'own'
    const item = itemAt(doc, [id.client, id.clock])
    return item?.content instanceof Y.ContentType ? { type: item.content.type, key: struct.parentSub } : null
  }
  const neighbour = struct.origin ?? struct.rightOrigin
  if (!neighbour) return null
  if (neighbour.client === hunk.client) {
    const own = hunk.structs.find(
      other => other.id.clock <= neighbour.clock && neighbour.clock < other.id.clock + other.length,
    )
    return own && own.id.clock < struct.id.clock ? parentOf(doc, hunk, own) : null
  }
  const item = itemAt(doc, [neighbour.client, neighbour.clock])
  return item ? { type: item.parent, key: item.parentSub } : null
}

function structsInTarget(
  doc: Y.Doc,
  lines: Lines,
  hunk: Decoded,
  structs: Y.Item[],
  { edit, update, author }: Suggestion,
): boolean {
  switch (edit.kind) {
    case 'line-text':
      return isTextOf(doc, hunk, structs, textOfLine(lines, edit.lineId))
    case 'cell-text':
      return isTextOf(doc, hunk, structs, textOfCell(doc, edit.shotId, edit.column))
    case 'line-type': {
      const element = lines.get(edit.lineId)
      return structs.every(struct => {
        const parent = parentOf(doc, hunk, struct)
        const { content } = struct
        const sets = content instanceof Y.ContentAny && content.arr.length === 1 && content.arr[0] === edit.after
        return isParent(parent, element, 'type') && sets
      })
    }
    case 'insert-lines':
      return makesLines(doc, hunk, structs, edit, update)
    case 'delete-lines':
      return structs.length === 0
    case 'insert-rows':
      return makesRows(doc, update, edit, author)
    case 'delete-rows':
      return structs.every(struct => {
        const parent = parentOf(doc, hunk, struct)
        return isTrue(struct) && edit.rows.some(({ id }) => isParent(parent, beatRows(doc).get(id), 'deleted'))
      })
  }
}

const isParent = (parent: Parent | 'own' | null, type: unknown, key: string | null): boolean =>
  parent !== null && parent !== 'own' && type !== undefined && parent.type === type && parent.key === key

function isTextOf(doc: Y.Doc, hunk: Decoded, structs: Y.Item[], text: Y.Text | null): boolean {
  return (
    text !== null &&
    structs.every(({ content }, i) => {
      const struct = structs[i]
      if (!struct || !isParent(parentOf(doc, hunk, struct), text, null)) return false
      return (
        content instanceof Y.ContentString ||
        (content instanceof Y.ContentFormat && MARKS.some(mark => mark === content.key)) ||
        content instanceof Y.ContentDeleted
      )
    })
  )
}

/** Are the new lines exactly those that the suggestion shows? Tried on a copy. */
function makesLines(
  doc: Y.Doc,
  hunk: Decoded,
  structs: Y.Item[],
  edit: Extract<SuggestionEdit, { kind: 'insert-lines' }>,
  update: Uint8Array,
): boolean {
  const fragment = fragmentOfScene(doc, edit.scene)
  if (!fragment) return false
  const tops = structs.filter(struct => {
    const parent = parentOf(doc, hunk, struct)
    return isParent(parent, fragment, null)
  })
  const nested = structs.filter(struct => !tops.includes(struct))
  if (
    tops.length !== edit.lines.length ||
    nested.some(struct => parentOf(doc, hunk, struct) !== 'own' && !isOwn(hunk, struct))
  )
    return false
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  Y.applyUpdate(copy, update)
  const made = tops.map(top => itemAt(copy, [top.id.client, top.id.clock])?.content)
  return made.every((content, i) => {
    const element: unknown = content instanceof Y.ContentType ? content.type : null
    const wanted = edit.lines[i]
    if (!isLineElement(element) || !wanted) return false
    const line = readLine(element)
    return (
      line.id === wanted.id &&
      line.type === wanted.type &&
      line.scene === edit.scene &&
      line.text === wanted.runs.map(run => run.text).join('')
    )
  })
}

/** Does a nested struct hang on another struct of the fork? */
function isOwn(hunk: Decoded, struct: Y.Item): boolean {
  const neighbour = parentIdOf(struct) ?? struct.origin ?? struct.rightOrigin
  return neighbour !== null && neighbour.client === hunk.client
}

function deletesInTarget(doc: Y.Doc, lines: Lines, hunk: Decoded, edit: SuggestionEdit): boolean {
  const inTarget = deletesInside(doc, lines, edit)
  for (const range of hunk.deletes)
    for (let clock = range.clock; clock < range.clock + range.length; ) {
      const item = itemAt(doc, [range.client, clock])
      if (!item || !inTarget(item)) return false
      clock = item.id.clock + item.length
    }
  return true
}

function deletesInside(doc: Y.Doc, lines: Lines, edit: SuggestionEdit): (item: Y.Item) => boolean {
  switch (edit.kind) {
    case 'line-text': {
      const text = textOfLine(lines, edit.lineId)
      return item => item.parent === text
    }
    case 'cell-text': {
      const text = textOfCell(doc, edit.shotId, edit.column)
      return item => item.parent === text
    }
    case 'line-type': {
      const element = lines.get(edit.lineId)
      return item => item.parent === element && item.parentSub === 'type'
    }
    case 'insert-lines':
    case 'insert-rows':
      return () => false
    case 'delete-rows': {
      const rows = new Set<unknown>(edit.rows.map(row => beatRows(doc).get(row.id)))
      return item => rows.has(item.parent) && item.parentSub === 'deleted'
    }
    case 'delete-lines': {
      const elements = new Set<unknown>(edit.lines.map(line => lines.get(line.id)))
      return item => {
        for (let at: Y.Item | null = item; at; at = parentItem(at)) {
          if (at.content instanceof Y.ContentType && elements.has(at.content.type)) return true
        }
        return false
      }
    }
  }
}

function parentItem(item: Y.Item): Y.Item | null {
  const parent: unknown = item.parent
  return parent instanceof Y.AbstractType ? parent._item : null
}
