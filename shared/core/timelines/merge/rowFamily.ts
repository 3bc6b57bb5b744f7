import * as Y from 'yjs'
import { orderOfRow, type Row, rowOrder } from '../../documents/rows.ts'
import { plain, textOfRuns } from '../../script/line.ts'
import { counted } from '../../text/counted.ts'
import { writeWords } from '../../text/writeWords.ts'
import type { Family } from './family.ts'
import { type Element, runsOf, same } from './threeWay.ts'

/** A root of rows that are hidden by a mark rather than removed: beats, shots, variants, and all declared tables. */
export interface RowSpec {
  root: string
  isShown(row: Row): boolean
  /** Fields that are shared texts. */
  texts: readonly string[]
  /** Fields that are words in a string. */
  strings?: readonly string[]
  values: readonly string[]
  /** Fields that are maps and are merged as one value: what a row comes from is one statement. */
  maps?: readonly string[]
  /** Fields that are maps and are merged entry by entry, as fields of their own ('keys.<id>'). */
  entries?: readonly string[]
}

type RowFamily = Pick<Family, 'isText' | 'places' | 'apart' | 'read' | 'write' | 'remove'>

/** Reads and writes rows; `made` completes a new one before it is in the document. */
export function rowFamily(spec: RowSpec, made?: (row: Row) => void): RowFamily {
  const { root, texts, strings = [], maps = [], entries = [] } = spec
  const rowsOf = (doc: Y.Doc): Y.Map<Row> => doc.getMap(root)
  const texting = new Set([...texts, ...strings])
  return {
    isText: field => texting.has(field),
    places: ['order'],
    apart: false,
    read(doc) {
      const rows = rowsOf(doc)
      return new Map(
        rowOrder(rows, spec.isShown).flatMap(({ id }): [string, Element][] => {
          const row = rows.get(id)
          return row ? [[id, readRow(row, spec)]] : []
        }),
      )
    },
    write(doc, id, fields) {
      const rows = rowsOf(doc)
      const there: unknown = rows.get(id)
      const row: Row = there instanceof Y.Map ? there : new Y.Map()
      if (row !== there) {
        for (const name of texts) row.set(name, new Y.Text())
        for (const name of [...maps, ...entries]) row.set(name, new Y.Map())
        made?.(row)
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

const entriesOf = (row: Row, name: string): [string, unknown][] => {
  const map = row.get(name)
  return map instanceof Y.Map ? [...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)) : []
}

function readRow(row: Row, { texts, strings = [], values, maps = [], entries = [] }: RowSpec): Element {
  const words = (name: string): string => {
    const value = row.get(name)
    return value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : ''
  }
  return new Map<string, unknown>([
    ['order', orderOfRow(row)],
    ...[...texts, ...strings].map((name): [string, unknown] => [name, plain(words(name))]),
    ...values.map((name): [string, unknown] => [name, row.get(name)]),
    ...maps.map((name): [string, unknown] => [name, entriesOf(row, name)]),
    ...entries.flatMap(name =>
      entriesOf(row, name).map(([key, value]): [string, unknown] => [`${name}.${key}`, value]),
    ),
  ])
}

function writeField(
  row: Row,
  { texts, strings = [], maps = [], entries = [] }: RowSpec,
  field: string,
  value: unknown,
): void {
  const now = row.get(field)
  const map = entries.find(name => field.startsWith(`${name}.`))
  if (texts.includes(field)) {
    const words = textOfRuns(runsOf(value))
    if (now instanceof Y.Text) writeWords(now, words)
    // only a foreign program leaves a row without its text
    else row.set(field, new Y.Text(words))
  } else if (strings.includes(field)) {
    const words = textOfRuns(runsOf(value))
    if ((now ?? '') !== words) row.set(field, words)
  } else if (maps.includes(field)) {
    const wanted = new Map((value ?? []) as [string, unknown][])
    const target = mapIn(row, field)
    for (const key of [...target.keys()]) if (!wanted.has(key)) target.delete(key)
    for (const [key, said] of wanted) setValue(target, key, said)
  } else if (map !== undefined) setValue(mapIn(row, map), field.slice(map.length + 1), value)
  else setValue(row, field, value)
}

/** The map in a field; only a foreign program makes a row without it. */
function mapIn(row: Row, name: string): Y.Map<unknown> {
  const map = row.get(name)
  return map instanceof Y.Map ? map : row.set(name, new Y.Map<unknown>())
}

function setValue(map: Y.Map<unknown>, key: string, value: unknown): void {
  if (value === undefined) {
    if (map.has(key)) map.delete(key)
  } else if (!same(map.get(key), value)) map.set(key, value)
}

/** '3 lines': what a row comes from, in words. */
export const sourcesInWords = (value: unknown): string =>
  Array.isArray(value) && value.length > 0 ? counted(value.length, 'line') : ''
