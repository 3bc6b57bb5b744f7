import * as Y from 'yjs'
import { orderOfRow, type Row, readSources, rowOrder } from '../../documents/rows.ts'
import { plain, textOfRuns } from '../../script/line.ts'
import { writeWords } from '../../text/writeWords.ts'
import type { Family } from './family.ts'
import { counted } from './show.ts'
import { type Element, runsOf, same } from './threeWay.ts'

/** A root of rows that are hidden by a mark rather than removed: beats, shots, variants. */
export interface RowSpec {
  root: string
  isShown(row: Row): boolean
  /** Fields that are shared texts. */
  texts: readonly string[]
  /** Fields that are words in a string. */
  strings: readonly string[]
  values: readonly string[]
  /** Has `sources`, a map of line ids. */
  sources: boolean
}

type RowFamily = Pick<Family, 'isText' | 'places' | 'apart' | 'read' | 'write' | 'remove'>

/** Reads and writes rows; `made` completes a new one before it is in the document. */
export function rowFamily(spec: RowSpec, made?: (row: Row, id: string) => void): RowFamily {
  const { root, texts, strings, sources } = spec
  const rowsOf = (doc: Y.Doc): Y.Map<Row> => doc.getMap(root)
  const texting = new Set([...texts, ...strings])

  function read(row: Row): Element {
    const words = (name: string): string => {
      const value = row.get(name)
      return value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : ''
    }
    return new Map<string, unknown>([
      ['order', orderOfRow(row)],
      ...[...texts, ...strings].map((name): [string, unknown] => [name, plain(words(name))]),
      ...spec.values.map((name): [string, unknown] => [name, row.get(name)]),
      ...(sources
        ? [['sources', [...readSources(row)].sort(([a], [b]) => (a < b ? -1 : 1))] as [string, unknown]]
        : []),
    ])
  }

  return {
    isText: field => texting.has(field),
    places: ['order'],
    apart: false,
    read: doc =>
      new Map(rowOrder(rowsOf(doc), spec.isShown).map(({ id }) => [id, read(rowsOf(doc).get(id) ?? new Y.Map())])),
    write(doc, id, fields) {
      const rows = rowsOf(doc)
      const there: unknown = rows.get(id)
      const row: Row = there instanceof Y.Map ? there : new Y.Map()
      if (row !== there) {
        for (const name of texts) row.set(name, new Y.Text())
        if (sources) row.set('sources', new Y.Map())
        made?.(row, id)
        rows.set(id, row)
      }
      if (row.has('deleted')) row.delete('deleted')
      for (const [field, value] of fields) writeField(row, spec, field, value)
    },
    remove(doc, id) {
      const row: unknown = rowsOf(doc).get(id)
      if (row instanceof Y.Map) row.set('deleted', true)
    },
  }
}

function writeField(row: Row, { texts, strings }: RowSpec, field: string, value: unknown): void {
  const now = row.get(field)
  if (texts.includes(field)) {
    const words = textOfRuns(runsOf(value))
    if (now instanceof Y.Text) writeWords(now, words)
    // only a foreign program leaves a row without its text
    else row.set(field, new Y.Text(words))
  } else if (strings.includes(field)) {
    const words = textOfRuns(runsOf(value))
    if ((now ?? '') !== words) row.set(field, words)
  } else if (field === 'sources') writeSources(row, new Map(value as [string, string][]))
  else if (value === undefined) row.delete(field)
  else if (!same(now, value)) row.set(field, value)
}

function writeSources(row: Row, wanted: ReadonlyMap<string, string>): void {
  const sources = row.get('sources')
  if (!(sources instanceof Y.Map)) {
    row.set('sources', new Y.Map(wanted))
    return
  }
  for (const lineId of [...sources.keys()]) if (!wanted.has(lineId)) sources.delete(lineId)
  for (const [lineId, hash] of wanted) if (sources.get(lineId) !== hash) sources.set(lineId, hash)
}

/** '3 lines': what a row comes from, in words. */
export const sourcesInWords = (value: unknown): string =>
  Array.isArray(value) && value.length > 0 ? counted(value.length, 'line') : ''
