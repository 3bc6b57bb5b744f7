import * as Y from 'yjs'
import type { TextColumn } from '../shots/columns.ts'
import { readCell, type ShotRow } from '../shots/shots.ts'
import { type ClientSpan, clientSpans } from './clientSpans.ts'

/** The Yjs client that set what stands under `key`, or null when nothing does. */
export function entryClient(map: Y.Map<unknown>, key: string): number | null {
  const item = map._map.get(key)
  return item && !item.deleted ? item.id.client : null
}

/** A text cell by who wrote it: see {@link clientSpans}. A plain text of a foreign program is that of whoever put it there. */
export function cellClients(row: ShotRow, column: TextColumn): ClientSpan[] {
  const cell = row.get(column)
  if (cell instanceof Y.Text) return clientSpans(cell)
  const client = entryClient(row, column)
  const { length } = readCell(row, column)
  return client === null || length === 0 ? [] : [{ client, length }]
}
