import * as Y from 'yjs'
import type { TableView } from '../api/versions.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { readTable, rowIn, type Table, type TableRow } from '../documents/table.ts'
import { tablesOf } from '../documents/tables.ts'
import { type AuthoredRun, authoredRuns } from './authored.ts'
import { diffPieces, type Hands, piecesOf } from './pieces.ts'
import { mergedOrder, movedIds } from './sequence.ts'

interface StateRow {
  id: string
  /** Of the fields that a comparison shows. */
  fields: Readonly<Record<string, readonly AuthoredRun[]>>
  /** The stored picture or clip of a row; null for what has none. */
  media: string | null
}

/** All that the declared tables of a document say, with who wrote it. */
export type TablesState = readonly { table: Table; rows: readonly StateRow[] }[]

export const readTablesState = (kind: DocumentKind, doc: Y.Doc): TablesState =>
  tablesOf(kind).map(table => ({
    table,
    rows: readTable(doc, table).map(row => ({
      id: row.id,
      fields: Object.fromEntries(Object.keys(table.shown).map(name => [name, fieldRuns(doc, table, row, name)])),
      media: mediaOf(row.values),
    })),
  }))

function mediaOf(values: Readonly<Record<string, unknown>>): string | null {
  const { media } = values
  return typeof media === 'string' && media !== '' ? media : null
}

function fieldRuns(doc: Y.Doc, table: Table, row: TableRow<Table>, name: string): AuthoredRun[] {
  const text = rowIn(doc, table, row.id)?.get(name)
  if (text instanceof Y.Text) return authoredRuns(text)
  const entries = row.maps[name]
  const words = entries
    ? [...entries.values()].map(wordsOf).sort().join(', ')
    : wordsOf(row.texts[name] ?? row.values[name])
  // whose a value is, the row does not say
  return words === '' ? [] : [{ text: words, marks: [], client: -1 }]
}

function wordsOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'text' in value ? wordsOf(value.text) : JSON.stringify(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === null || value === undefined ? '' : String(value)
}

/** What became of the tables between two states: rows by their id, texts word by word. Tables without rows are left out. */
export const diffTables = (before: TablesState, after: TablesState, hands: Hands): TableView[] =>
  after.flatMap(({ table, rows }, place) => {
    const view = diffRows(table, before[place]?.rows ?? [], rows, hands)
    return view.length === 0 ? [] : [{ root: table.root, title: table.title, rows: view }]
  })

function diffRows(
  table: Table,
  before: readonly StateRow[],
  after: readonly StateRow[],
  hands: Hands,
): TableView['rows'] {
  const was = new Map(before.map(row => [row.id, row]))
  const is = new Map(after.map(row => [row.id, row]))
  const moved = movedIds([...was.keys()], [...is.keys()])
  return mergedOrder([...was.keys()], [...is.keys()]).map(id => {
    const [old, now] = [was.get(id), is.get(id)]
    const fields = Object.entries(table.shown)
      .map(([key, title]) => ({
        key,
        title,
        pieces:
          old && now && old !== now
            ? diffPieces(old.fields[key] ?? [], now.fields[key] ?? [], hands)
            : piecesOf((now ?? old)?.fields[key] ?? [], old === now ? 'same' : now ? 'added' : 'removed', hands),
      }))
      .filter(field => field.pieces.length > 0)
    const media = { before: old?.media ?? null, after: now?.media ?? null }
    const words = fields.some(field => field.pieces.some(piece => piece.status !== 'same'))
    const changed = words || media.before !== media.after
    const status = !now ? 'removed' : !old ? 'added' : changed ? 'changed' : moved.has(id) ? 'moved' : 'same'
    return { id, status, fields, media }
  })
}
