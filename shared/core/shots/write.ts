import * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { makeSources, orderKeyOf } from '../documents/rows.ts'
import { newId } from '../ids.ts'
import { keyAfter, type Ordered } from '../order.ts'
import { writeWords } from '../text/writeWords.ts'
import { SHOT_SECONDS, TEXT_COLUMNS, type TextColumn } from './columns.ts'
import { isShotSeconds, ShotSecondsError } from './seconds.ts'
import { readCell, readShot, readShots, type ShotDraft, type ShotRow, shotOrder, shotRow, shotRows } from './shots.ts'

/**
 * Writers of the shot table. Each is one transaction; `origin` marks whose act it is, for undo. All tolerate that a
 * colleague deleted the row a moment ago: then they do nothing.
 */

const EMPTY: ShotDraft = {
  ...(Object.fromEntries(TEXT_COLUMNS.map(column => [column, ''])) as Record<TextColumn, string>),
  duration: SHOT_SECONDS.default,
  sources: [],
  rationale: '',
}

/** A row with every text of it, so that two people never create a cell twice. */
export function makeRow(order: string, draft: ShotDraft, madeBy: Author | null): ShotRow {
  const row: ShotRow = new Y.Map()
  row.set('order', order)
  row.set('duration', isShotSeconds(draft.duration) ? draft.duration : SHOT_SECONDS.default)
  for (const column of TEXT_COLUMNS) row.set(column, new Y.Text(draft[column]))
  row.set('sources', makeSources(draft.sources))
  row.set('rationale', draft.rationale)
  if (madeBy) row.set('madeBy', madeBy)
  return row
}

/** Order keys of the table without the rows named in `except`. */
const keys = (doc: Y.Doc, except?: ReadonlySet<string>): Ordered[] =>
  shotOrder(doc).filter(({ id }) => !except?.has(id))

/**
 * Adds a shot behind `after` (null: as the first; a row that is gone: at the end) and returns its id.
 * Fields left out are empty, the duration is the default.
 */
export function addShot(
  doc: Y.Doc,
  after: string | null,
  fields: Partial<ShotDraft> & { madeBy?: Author | null } = {},
  origin?: unknown,
): string {
  const id = newId()
  const list = keys(doc)
  const order = keyAfter(
    list.map(row => row.order),
    orderKeyOf(list, after),
  )
  doc.transact(() => shotRows(doc).set(id, makeRow(order, { ...EMPTY, ...fields }, fields.madeBy ?? null)), origin)
  return id
}

/** Copies a shot, its covered lines included, to the place behind it. Null when it is gone. */
export function duplicateShot(doc: Y.Doc, shotId: string, madeBy: Author | null, origin?: unknown): string | null {
  const row = shotRow(doc, shotId)
  if (!row) return null
  const { sources, ...shot } = readShot(shotId, row)
  const draft = { ...shot, sources: [...sources].map(([lineId, hash]) => ({ lineId, hash })), madeBy }
  return addShot(doc, shotId, draft, origin)
}

/** Takes shots out of the table. Their text stays in the document: undo brings all of it back, a colleague's words too. */
export function deleteShots(doc: Y.Doc, ids: Iterable<string>, origin?: unknown): void {
  doc.transact(() => {
    for (const id of ids) shotRow(doc, id)?.set('deleted', true)
  }, origin)
}

/** Brings deleted shots back, with all their text, whoever deleted them and whatever was done since. */
export function restoreShots(doc: Y.Doc, ids: Iterable<string>, origin?: unknown): void {
  doc.transact(() => {
    for (const id of ids) shotRows(doc).get(id)?.delete('deleted')
  }, origin)
}

/**
 * Moves shots, as a block in their present order, behind `after` (null: to the top). Each moved row is one changed key,
 * whatever it holds; a row of the block as `after` changes nothing.
 */
export function moveShots(doc: Y.Doc, ids: Iterable<string>, after: string | null, origin?: unknown): void {
  const moving = new Set(ids)
  if (after !== null && (moving.has(after) || !shotRow(doc, after))) return
  const block = shotOrder(doc).filter(({ id }) => moving.has(id))
  const rest = keys(doc, moving)
  const sorted = rest.map(row => row.order)
  let last = orderKeyOf(rest, after)
  doc.transact(() => {
    for (const { id } of block) {
      last = keyAfter(sorted, last)
      sorted.push(last)
      sorted.sort()
      shotRow(doc, id)?.set('order', last)
    }
  }, origin)
}

/**
 * Sets the duration of a shot in seconds.
 * @throws {ShotSecondsError} outside the bounds of the table.
 */
export function setDuration(doc: Y.Doc, shotId: string, seconds: number, origin?: unknown): void {
  if (!isShotSeconds(seconds))
    throw new ShotSecondsError(
      `A shot lasts ${SHOT_SECONDS.least} to ${SHOT_SECONDS.most} seconds. The old value was kept.`,
    )
  const row = shotRow(doc, shotId)
  if (row && row.get('duration') !== seconds) doc.transact(() => row.set('duration', seconds), origin)
}

/** Makes a cell say `text` by changing only the words that differ, so that a colleague in the same cell keeps his. */
export function setCell(doc: Y.Doc, shotId: string, column: TextColumn, text: string, origin?: unknown): void {
  const row = shotRow(doc, shotId)
  if (!row) return
  const cell = row.get(column)
  if (cell instanceof Y.Text) {
    if (cell.toString() !== text) doc.transact(() => writeWords(cell, text), origin)
  } else if (text !== readCell(row, column) || typeof cell === 'string') {
    // only a foreign program leaves a cell without its text
    doc.transact(() => row.set(column, new Y.Text(text)), origin)
  }
}

/** One cell of the table and what it is to say. */
export type CellWrite = { shotId: string } & (
  | { column: TextColumn; text: string }
  | { column: 'duration'; seconds: number }
)

/** Writes many cells as one act (a paste, a cut, a clear). */
export function setCells(doc: Y.Doc, writes: Iterable<CellWrite>, origin?: unknown): void {
  doc.transact(() => {
    for (const write of writes)
      if (write.column === 'duration') setDuration(doc, write.shotId, write.seconds, origin)
      else setCell(doc, write.shotId, write.column, write.text, origin)
  }, origin)
}

/**
 * Adds the rows of a breakdown and returns their ids. Without `lineOrder` they go to the end; with it (the line ids of the
 * scene as shown) each goes before the first present shot that covers a later line, so that "the rest" falls into place.
 */
export function insertShotRows(
  doc: Y.Doc,
  rows: readonly ShotDraft[],
  madeBy: Author | null,
  options: { lineOrder?: readonly string[]; origin?: unknown } = {},
): string[] {
  const place = new Map((options.lineOrder ?? []).map((id, index) => [id, index]))
  const firstLine = (ids: Iterable<string>): number =>
    Math.min(Number.POSITIVE_INFINITY, ...[...ids].map(id => place.get(id) ?? Number.POSITIVE_INFINITY))
  const present = readShots(doc).map(shot => ({ id: shot.id, first: firstLine(shot.sources.keys()) }))
  const ids: string[] = []
  doc.transact(() => {
    for (const row of rows) {
      const first = firstLine(row.sources.map(source => source.lineId))
      const next = present.findIndex(shot => shot.first > first && shot.first !== Number.POSITIVE_INFINITY)
      const at = next < 0 ? present.length : next
      const id = addShot(doc, present[at - 1]?.id ?? null, { ...row, madeBy }, options.origin)
      present.splice(at, 0, { id, first })
      ids.push(id)
    }
  }, options.origin)
  return ids
}
