import * as Y from 'yjs'
import type { DocumentKind } from '../documents/kinds.ts'
import {
  makeTableRow,
  readTable,
  replaceRowEntries,
  rowsOf,
  setRowText,
  setRowValues,
  type Table,
  type TableRow,
  tableOrder,
} from '../documents/table.ts'
import { tablesOf } from '../documents/tables.ts'

/**
 * Makes the declared tables of a live document say what `target` said, by the fewest edits. Rows that `target` does not have
 * are emptied and taken out as an undo of their creation would: words that a colleague types in one meanwhile keep it.
 * One transaction.
 */
export function restoreTables(kind: DocumentKind, doc: Y.Doc, target: Y.Doc): void {
  doc.transact(() => {
    for (const table of tablesOf(kind)) restoreTable(doc, table, readTable(target, table))
  })
}

function restoreTable(doc: Y.Doc, table: Table, target: readonly TableRow<Table>[]): void {
  const rows = rowsOf(doc, table)
  const wanted = new Set(target.map(row => row.id))
  for (const { id } of tableOrder(doc, table)) {
    if (wanted.has(id)) continue
    for (const name of table.texts) setRowText(doc, table, id, name, '')
    rows.get(id)?.set('deleted', 'undone')
  }
  for (const { id, order, texts, values, maps, madeBy } of target) {
    const row: unknown = rows.get(id)
    if (!(row instanceof Y.Map)) {
      rows.set(id, makeTableRow(table, order, { texts, values, maps, madeBy }))
      continue
    }
    if (row.has('deleted')) row.delete('deleted')
    if (row.get('order') !== order) row.set('order', order)
    setRowValues(doc, table, id, values)
    for (const name of table.texts) setRowText(doc, table, id, name, texts[name] ?? '')
    for (const name of table.maps) replaceRowEntries(doc, table, id, name, maps[name] ?? [])
  }
}
