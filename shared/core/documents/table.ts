import * as Y from 'yjs'
import { newId } from '../ids.ts'
import { byOrder, keyAfter, type Ordered } from '../order.ts'
import { writeWords } from '../text/writeWords.ts'
import type { Author } from './author.ts'
import { readMadeBy } from './madeBy.ts'
import { orderKeyOf, orderOfRow, type Row, rowOrder } from './rows.ts'

/**
 * A table of rows, declared once: a root Y.Map id -> Y.Map. Shapes, versions, comparison, restoring and the readers of the
 * table follow from the declaration. Rows are marked and never removed, as those of shots: see `ShotRow`.
 */
export interface Table {
  root: string
  /** Fields that are shared texts, made together with their row. */
  texts: readonly string[]
  /** Fields that are scalars or JSON. What a value may be is asked when it is read. */
  values: readonly string[]
  /** Fields that are Y.Maps of values, made together with their row. */
  maps: readonly string[]
  /** What people call the table, and the fields that a comparison of versions shows. */
  title: string
  shown: Readonly<Record<string, string>>
}
type TextOf<T extends Table> = T['texts'][number]
type ValueOf<T extends Table> = T['values'][number]
type MapOf<T extends Table> = T['maps'][number]

/** What every row has beside its own fields. */
export const ROW_VALUES = ['order', 'madeBy', 'deleted'] as const

/** A row as it stands, before the table's own reader has asked what its values may be. */
export interface TableRow<T extends Table> {
  id: string
  order: string
  madeBy: Author | null
  texts: Readonly<Record<TextOf<T>, string>>
  values: Readonly<Record<ValueOf<T>, unknown>>
  maps: Readonly<Record<MapOf<T>, ReadonlyMap<string, unknown>>>
}
export interface RowDraft<T extends Table> {
  texts?: Partial<Record<TextOf<T>, string>>
  values?: Partial<Record<ValueOf<T>, unknown>>
  maps?: Partial<Record<MapOf<T>, Iterable<readonly [string, unknown]>>>
  madeBy?: Author | null
}

export const rowsOf = (doc: Y.Doc, table: Table): Y.Map<Row> => doc.getMap(table.root)

const textIn = (row: Row, name: string): string => {
  const value = row.get(name)
  return value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : ''
}

export function isShownRow(table: Table, row: Row): boolean {
  const deleted = row.get('deleted')
  if (deleted === 'undone') return table.texts.some(name => textIn(row, name) !== '')
  return deleted !== true
}

/** The row, or null when there is none or it is deleted. */
export function rowIn(doc: Y.Doc, table: Table, id: string): Row | null {
  const row: unknown = rowsOf(doc, table).get(id)
  return row instanceof Y.Map && isShownRow(table, row) ? row : null
}

/** The shared text of a row, to bind an editor to. */
export function rowText<T extends Table>(doc: Y.Doc, table: T, id: string, name: TextOf<T>): Y.Text | null {
  const text = rowIn(doc, table, id)?.get(name)
  return text instanceof Y.Text ? text : null
}

const fields = <K extends string, V>(names: readonly string[], read: (name: string) => V): Record<K, V> =>
  Object.fromEntries(names.map(name => [name, read(name)])) as Record<K, V>

function mapIn(row: Row, name: string): ReadonlyMap<string, unknown> {
  const map = row.get(name)
  return map instanceof Y.Map ? new Map(map.entries()) : new Map()
}

export const readRow = <T extends Table>(table: T, id: string, row: Row): TableRow<T> => ({
  id,
  order: orderOfRow(row),
  madeBy: readMadeBy(row.get('madeBy')),
  texts: fields<TextOf<T>, string>(table.texts, name => textIn(row, name)),
  values: fields<ValueOf<T>, unknown>(table.values, name => row.get(name) ?? null),
  maps: fields<MapOf<T>, ReadonlyMap<string, unknown>>(table.maps, name => mapIn(row, name)),
})

/** All rows in their order. */
export function readTable<T extends Table>(doc: Y.Doc, table: T): TableRow<T>[] {
  const out: TableRow<T>[] = []
  for (const [id, row] of rowsOf(doc, table).entries())
    if (row instanceof Y.Map && isShownRow(table, row)) out.push(readRow(table, id, row))
  return out.sort(byOrder)
}

export const tableOrder = (doc: Y.Doc, table: Table): Ordered[] =>
  rowOrder(rowsOf(doc, table), row => isShownRow(table, row))

/** A row with all of its shared texts and maps, so that two people never make one twice. */
export function makeTableRow<T extends Table>(table: T, order: string, draft: RowDraft<T>): Row {
  const row: Row = new Y.Map()
  const { texts, values, maps }: { texts?: object; values?: object; maps?: object } = draft
  const given = new Map<string, unknown>([...Object.entries(texts ?? {}), ...Object.entries(values ?? {})])
  const entries = new Map<string, Iterable<readonly [string, unknown]>>(Object.entries(maps ?? {}))
  row.set('order', order)
  for (const name of table.texts) row.set(name, new Y.Text(String(given.get(name) ?? '')))
  for (const name of table.values) if (given.get(name) != null) row.set(name, given.get(name))
  for (const name of table.maps) row.set(name, new Y.Map(entries.get(name) ?? []))
  if (draft.madeBy) row.set('madeBy', draft.madeBy)
  return row
}

/**
 * Adds a row behind `after` (null: as the first; left out, or a row that is gone: at the end) and returns its id. The writers
 * of a table are each one transaction; `origin` marks whose act it is. All tolerate that a colleague deleted the row.
 */
export function addRow<T extends Table>(
  doc: Y.Doc,
  table: T,
  draft: RowDraft<T>,
  { after, origin, id = newId() }: { after?: string | null; origin?: unknown; id?: string } = {},
): string {
  const list = tableOrder(doc, table)
  const order = keyAfter(
    list.map(row => row.order),
    after === undefined ? (list.at(-1)?.order ?? null) : orderKeyOf(list, after),
  )
  doc.transact(() => rowsOf(doc, table).set(id, makeTableRow(table, order, draft)), origin)
  return id
}

/** Takes rows out. Their text stays in the document: undo brings all of it back, a colleague's words too. */
export function deleteRows(doc: Y.Doc, table: Table, ids: Iterable<string>, origin?: unknown): void {
  doc.transact(() => {
    for (const id of ids) rowIn(doc, table, id)?.set('deleted', true)
  }, origin)
}

export function restoreRows(doc: Y.Doc, table: Table, ids: Iterable<string>, origin?: unknown): void {
  doc.transact(() => {
    for (const id of ids) rowsOf(doc, table).get(id)?.delete('deleted')
  }, origin)
}

/** Makes a text of a row say `text` by changing only the words that differ, so that a colleague in it keeps his. */
export function setRowText<T extends Table>(
  doc: Y.Doc,
  table: T,
  id: string,
  name: TextOf<T>,
  text: string,
  origin?: unknown,
): void {
  const row = rowIn(doc, table, id)
  const shared = row?.get(name)
  if (shared instanceof Y.Text) {
    if (shared.toString() !== text) doc.transact(() => writeWords(shared, text), origin)
  } else if (row && (text !== '' || shared !== undefined))
    // only a foreign program leaves a row without its text
    doc.transact(() => row.set(name, new Y.Text(text)), origin)
}

/** Sets values of a row; null takes one away. What is so already is not written again. */
export function setRowValues<T extends Table>(
  doc: Y.Doc,
  table: T,
  id: string,
  values: Partial<Record<ValueOf<T>, unknown>>,
  origin?: unknown,
): void {
  const row = rowIn(doc, table, id)
  if (!row) return
  doc.transact(() => {
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined) row.delete(name)
      else if (JSON.stringify(row.get(name)) !== JSON.stringify(value)) row.set(name, value)
    }
  }, origin)
}

/** Sets entries of a map of a row; null takes one away. */
export function setRowEntries<T extends Table>(
  doc: Y.Doc,
  table: T,
  id: string,
  name: MapOf<T>,
  entries: Iterable<readonly [string, unknown]>,
  origin?: unknown,
): void {
  const row = rowIn(doc, table, id)
  if (!row) return
  doc.transact(() => {
    let map: unknown = row.get(name)
    if (!(map instanceof Y.Map)) {
      // only a foreign program makes a row without the map
      row.set(name, new Y.Map())
      map = row.get(name)
    }
    if (!(map instanceof Y.Map)) return
    for (const [key, value] of entries)
      if (value === null) map.delete(key)
      else if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value)
  }, origin)
}

/** Makes a map of a row hold exactly these entries, changing only those that differ. */
export function replaceRowEntries<T extends Table>(
  doc: Y.Doc,
  table: T,
  id: string,
  name: MapOf<T>,
  entries: Iterable<readonly [string, unknown]>,
  origin?: unknown,
): void {
  const row = rowIn(doc, table, id)
  if (!row) return
  const wanted = new Map(entries)
  const gone = [...mapIn(row, name).keys()].filter(key => !wanted.has(key))
  setRowEntries(doc, table, id, name, [...gone.map(key => [key, null] as const), ...wanted], origin)
}
