import * as Y from 'yjs'
import { fragmentOfScene } from '../treatment/lineFragments.ts'
import { type Decoded, decodeHunk, parentIdOf } from './decode.ts'
import { rowsAsTheyWere, rowsFit } from './rows.ts'
import type { ItemId, Place, Suggestion } from './suggestion.ts'
import { elementOf, hiddenRow, itemAt, liveItemAt } from './target.ts'

/**
 * May the bytes of a hunk be applied as they are? Only while every character that it deletes and every neighbour of what it
 * inserts lives, and nothing new stands between them. Comparing text would not do: a word that was deleted and came back by
 * undo reads the same and is another.
 */
export function isApplicable(doc: Y.Doc, suggestion: Suggestion): boolean {
  const hunk = decodeHunk(suggestion.update)
  if (!hunk || !deletesLive(doc, hunk)) return false
  const { edit, places } = suggestion
  switch (edit.kind) {
    case 'line-text': {
      const text = textOfHunk(doc, hunk, places)
      return lineOf(text)?.getAttribute('id') === edit.lineId && placesIntact(doc, hunk, text, places)
    }
    case 'cell-text': {
      const text = textOfHunk(doc, hunk, places)
      return text?._item?.parentSub === edit.column && hiddenRow(text) === null && placesIntact(doc, hunk, text, places)
    }
    case 'line-type': {
      const element = typedElement(doc, hunk)
      return element?.getAttribute('id') === edit.lineId && element.getAttribute('type') === edit.before
    }
    case 'insert-lines': {
      const [place] = places
      return place !== undefined && gapIntact(doc, place, edit.after, edit.scene)
    }
    case 'insert-rows':
      return rowsFit(doc, edit)
    case 'delete-rows':
      return rowsAsTheyWere(doc, hunk, edit)
    case 'delete-lines':
      return deletedElements(doc, hunk).every(element => onlyDeletes(element, hunk))
  }
}

function deletesLive(doc: Y.Doc, { deletes }: Decoded): boolean {
  for (const range of deletes)
    for (let clock = range.clock; clock < range.clock + range.length; ) {
      const item = liveItemAt(doc, [range.client, clock])
      if (!item) return false
      clock = item.id.clock + item.length
    }
  return true
}

/** The live text that a hunk changes, found by the ids in it, without a walk over the document. */
export function textOfHunk(doc: Y.Doc, hunk: Decoded, places: readonly Place[]): Y.Text | null {
  const neighbour = places.flatMap(({ left, right }) => [left, right]).find(id => id !== null)
  const [first] = hunk.deletes
  const id: ItemId | null = neighbour ?? (first ? [first.client, first.clock] : null)
  const type: unknown = id
    ? itemAt(doc, id)?.parent
    : hunk.structs.map(struct => parentOfFirst(doc, hunk, struct)).find(isText)
  return type instanceof Y.Text && type._item && !type._item.deleted ? type : null
}

const isText = (type: unknown): boolean => type instanceof Y.Text

/** The first words of an empty line name the text itself, or what was deleted there before. */
function parentOfFirst(doc: Y.Doc, hunk: Decoded, struct: Y.Item): unknown {
  const neighbour = struct.origin ?? struct.rightOrigin
  if (neighbour)
    return neighbour.client === hunk.client ? null : itemAt(doc, [neighbour.client, neighbour.clock])?.parent
  const parent = parentIdOf(struct)
  const item = parent && parent.client !== hunk.client ? liveItemAt(doc, [parent.client, parent.clock]) : null
  return item?.content instanceof Y.ContentType ? item.content.type : null
}

export function lineOf(text: Y.Text | null): Y.XmlElement | null {
  const element: unknown = text?._item?.parent
  return element instanceof Y.XmlElement ? element : null
}

/** Is what stands between the neighbours of each place exactly what the hunk deletes there? */
function placesIntact(doc: Y.Doc, hunk: Decoded, text: Y.Text | null, places: readonly Place[]): boolean {
  if (!text) return false
  let visited = 0
  for (const place of places) {
    const runs = runsBetween(doc, text, place)
    if (!runs) return false
    for (const { item, from, to } of runs) {
      if (item.deleted || !item.countable) continue
      for (let i = from; i < to; i++) if (!hunk.isDeleted(item.id.client, item.id.clock + i)) return false
      visited += to - from
    }
  }
  let expected = 0
  for (const range of hunk.deletes)
    for (let clock = range.clock; clock < range.clock + range.length; ) {
      const item = itemAt(doc, [range.client, clock])
      if (!item) return false
      const end = Math.min(item.id.clock + item.length, range.clock + range.length)
      if (item.countable) expected += end - clock
      clock = end
    }
  return visited === expected
}

export interface ItemRun {
  item: Y.Item
  /** Offsets inside the item. */
  from: number
  to: number
}

/** The items, dead ones too, between the neighbours of a place; null when a neighbour is dead or elsewhere. */
export function runsBetween(doc: Y.Doc, text: Y.Text, { left, right }: Place): ItemRun[] | null {
  let item: Y.Item | null = text._start
  let from = 0
  if (left) {
    item = liveItemAt(doc, left)
    if (!item || item.parent !== text) return null
    from = left[1] - item.id.clock + 1
  }
  const runs: ItemRun[] = []
  for (; item; item = item.right, from = 0) {
    const { client, clock } = item.id
    if (right && right[0] === client && right[1] >= clock + from && right[1] < clock + item.length) {
      if (item.deleted) return null
      if (right[1] > clock + from) runs.push({ item, from, to: right[1] - clock })
      return runs
    }
    if (from < item.length) runs.push({ item, from, to: item.length })
  }
  return right ? null : runs
}

/** The live line whose type a hunk sets. */
export function typedElement(doc: Y.Doc, hunk: Decoded): Y.XmlElement | null {
  const [first] = hunk.deletes
  let type: unknown
  if (first) type = liveItemAt(doc, [first.client, first.clock])?.parent
  else {
    const parent = hunk.structs.map(parentIdOf).find(found => found !== null)
    const item = parent ? liveItemAt(doc, [parent.client, parent.clock]) : null
    type = item?.content instanceof Y.ContentType ? item.content.type : undefined
  }
  return type instanceof Y.XmlElement && type._item && !type._item.deleted ? type : null
}

/** Does the line that new lines follow live, in that scene, with no new line of the scene directly behind it? */
function gapIntact(doc: Y.Doc, { left, right }: Place, after: string | null, scene: string): boolean {
  const fragment = fragmentOfScene(doc, scene)
  const leftItem = left ? itemAt(doc, left) : null
  if (!fragment || (left && !leftItem)) return false
  if (after !== null) {
    const element = leftItem ? elementOf(leftItem) : null
    if (element?.getAttribute('id') !== after || element.getAttribute('scene') !== scene) return false
  }
  for (let item = leftItem ? leftItem.right : fragment._start; item; item = item.right) {
    if (right && item.id.client === right[0] && item.id.clock === right[1])
      // the first lines of a scene lean on the line that they are to stand before
      return after !== null || elementOf(item)?.getAttribute('scene') === scene
    if (elementOf(item)?.getAttribute('scene') === scene) return false
  }
  return right === null
}

/** The live line elements that a hunk deletes. */
export function deletedElements(doc: Y.Doc, hunk: Decoded): Y.XmlElement[] {
  const out: Y.XmlElement[] = []
  for (const range of hunk.deletes)
    for (let clock = range.clock; clock < range.clock + range.length; ) {
      const item = itemAt(doc, [range.client, clock])
      if (!item) break
      const element = elementOf(item)
      if (element) out.push(element)
      clock = item.id.clock + item.length
    }
  return out
}

/** Is everything alive in a line among what the hunk deletes? If not, deleting the line would take somebody's words along. */
function onlyDeletes(type: Y.XmlElement | Y.AbstractType<unknown>, hunk: Decoded): boolean {
  const known = (item: Y.Item): boolean => {
    if (item.deleted) return true
    for (let i = 0; i < item.length; i++) if (!hunk.isDeleted(item.id.client, item.id.clock + i)) return false
    return !(item.content instanceof Y.ContentType) || onlyDeletes(item.content.type, hunk)
  }
  for (let item = type._start; item; item = item.right) if (!known(item)) return false
  return [...type._map.values()].every(known)
}
