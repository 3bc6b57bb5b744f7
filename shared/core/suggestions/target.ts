import * as Y from 'yjs'
import { isShownBeat } from '../beats/beats.ts'
import { isLineElement, lineText } from '../script/line.ts'
import { isShown } from '../shots/shots.ts'
import { lineFragments } from '../treatment/lineFragments.ts'
import type { ItemId } from './suggestion.ts'

/** What suggestions point at in a document. */

/** Finds lines by id in one pass over the document; the first of equal ids counts. */
export function lineIndex(doc: Y.Doc): Map<string, Y.XmlElement> {
  const index = new Map<string, Y.XmlElement>()
  for (const fragment of lineFragments(doc))
    for (let item = fragment._start; item; item = item.right) {
      const element = elementOf(item)
      const id = element?.getAttribute('id')
      if (element && id !== undefined && !index.has(id)) index.set(id, element)
    }
  return index
}

/** The line element that an item of a fragment holds, null when it is deleted or something else. */
export function elementOf(item: Y.Item): Y.XmlElement | null {
  if (item.deleted || !(item.content instanceof Y.ContentType)) return null
  const type: unknown = item.content.type
  return isLineElement(type) ? type : null
}

/** The text of a line, null when the line or its text is gone. */
export function textOfLine(index: Map<string, Y.XmlElement>, lineId: string): Y.XmlText | null {
  const element = index.get(lineId)
  return element ? lineText(element) : null
}

/** What has rows with texts in them. */
const TABLES = [
  { root: 'shots', isShown, gone: 'The shot was deleted in the meantime.' },
  { root: 'beats', isShown: isShownBeat, gone: 'The beat was removed in the meantime.' },
] as const

/** A text of a row, of a deleted one too: null when there is no such row or the column holds no text. */
export function textOfCell(doc: Y.Doc, rowId: string, column: string): Y.Text | null {
  for (const { root } of TABLES) {
    const row = doc.share.has(root) ? doc.getMap(root).get(rowId) : undefined
    if (row instanceof Y.Map) {
      const text: unknown = row.get(column)
      return text instanceof Y.Text ? text : null
    }
  }
  return null
}

/** Why a text of a row cannot be written in, in a sentence; null when its row is there for all to see. */
export function hiddenRow(text: Y.Text): string | null {
  const row: unknown = text.parent
  if (!(row instanceof Y.Map)) return 'The row is gone.'
  const table = TABLES.find(({ root }) => row.parent === row.doc?.share.get(root))
  return table && !table.isShown(row) ? table.gone : null
}

/** The item that holds an id, null when the document does not have it (yet) or its contents were collected. */
export function itemAt(doc: Y.Doc, [client, clock]: ItemId): Y.Item | null {
  if (Y.getState(doc.store, client) <= clock) return null
  const struct: unknown = Y.getItem(doc.store, Y.createID(client, clock))
  return struct instanceof Y.Item ? struct : null
}

export function liveItemAt(doc: Y.Doc, id: ItemId): Y.Item | null {
  const item = itemAt(doc, id)
  return item && !item.deleted ? item : null
}

/** The id of the character at an offset of a text (UTF-16), null outside it. */
export function idOfCharacter(text: Y.Text, offset: number): ItemId | null {
  if (offset < 0) return null
  let at = 0
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (offset < at + item.length) return [item.id.client, item.id.clock + offset - at]
    at += item.length
  }
  return null
}

export const idOfElement = (element: Y.XmlElement | null | undefined): ItemId | null =>
  element?._item ? [element._item.id.client, element._item.id.clock] : null
