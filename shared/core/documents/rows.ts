import * as Y from 'yjs'
import { byOrder, isOrderKey, LAST_KEY, type Ordered } from '../order.ts'

/** What rows of a shot table and of a beat sheet have in common: an order key, and the lines that they come from. */
export type Row = Y.Map<unknown>

/** A line that a row comes from, and its `lineHash` when the row was made or confirmed. */
export interface Source {
  lineId: string
  hash: string
}

export function orderOfRow(row: Row): string {
  const order = row.get('order')
  return isOrderKey(order) ? order : LAST_KEY
}

/** Ids and order keys of the rows that are shown, in their order. */
export function rowOrder(rows: Y.Map<Row>, isShown: (row: Row) => boolean): Ordered[] {
  const out: Ordered[] = []
  for (const [id, row] of rows.entries())
    if (row instanceof Y.Map && isShown(row)) out.push({ id, order: orderOfRow(row) })
  return out.sort(byOrder)
}

/** The key of the row that something is to follow; of the last row when that one is gone, null for the first place. */
export const orderKeyOf = (list: readonly Ordered[], id: string | null): string | null =>
  id === null ? null : (list.find(row => row.id === id)?.order ?? list.at(-1)?.order ?? null)

export function makeSources(list: readonly Source[]): Y.Map<string> {
  const sources = new Y.Map<string>()
  for (const { lineId, hash } of list) sources.set(lineId, hash)
  return sources
}

export function readSources(row: Row): Map<string, string> {
  const sources = row.get('sources')
  const out = new Map<string, string>()
  if (sources instanceof Y.Map)
    for (const [lineId, hash] of sources.entries()) if (typeof hash === 'string') out.set(lineId, hash)
  return out
}
