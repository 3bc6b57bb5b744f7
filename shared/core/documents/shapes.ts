import { BEAT_TEXTS, BEAT_VALUES } from '../beats/beats.ts'
import { BRIEF_TEXTS, BRIEF_VALUES } from '../brief/brief.ts'
import { MESSAGE_FIELDS } from '../comments/thread.ts'
import { MARKS, STORED_ATTRIBUTES } from '../script/line.ts'
import { TEXT_COLUMNS } from '../shots/columns.ts'
import { SUGGESTION_FIELDS } from '../suggestions/store.ts'
import { VARIANT_FIELDS } from '../treatment/variants.ts'
import type { DocumentKind } from './kinds.ts'
import { ROW_VALUES, type Table } from './table.ts'
import { tablesOf } from './tables.ts'

/**
 * What may be in a place of a document, by name and kind of container. Whether a value makes sense is for its readers:
 * shapes only tell what no build of this version reads at all.
 */
export type Shape =
  /** Whatever is there belongs to somebody else. */
  | { kind: 'any' }
  /** A scalar or JSON, no shared type. */
  | { kind: 'value' }
  /** A Y.Map: known fields, or entries under any key. */
  | { kind: 'map'; fields?: Readonly<Record<string, Shape>>; entries?: Shape }
  /** A Y.Text of a cell; a plain value where a foreign program put one is read, too. */
  | { kind: 'text' }
  /** A Y.XmlFragment of elements of one name, each with texts in it. */
  | { kind: 'lines'; name: string; attributes: readonly string[]; marks: readonly string[] }

/** Root type -> shape. */
export type DocumentShape = Readonly<Record<string, Shape>>

const value: Shape = { kind: 'value' }
const fieldsOf = (names: readonly string[], shape: Shape): Record<string, Shape> =>
  Object.fromEntries(names.map(name => [name, shape]))

const meta: Shape = { kind: 'map', fields: { schema: value } }
const common: DocumentShape = {
  suggestions: { kind: 'map', entries: { kind: 'map', fields: fieldsOf(SUGGESTION_FIELDS, value) } },
  accepted: { kind: 'map', entries: value },
  meta,
}

const lines: Shape = { kind: 'lines', name: 'line', attributes: STORED_ATTRIBUTES, marks: MARKS }

/** A declared table: a map of rows, each with its texts, values and maps. */
const rows = (table: Table): Shape => ({
  kind: 'map',
  entries: {
    kind: 'map',
    fields: {
      ...fieldsOf([...ROW_VALUES, ...table.values], value),
      ...fieldsOf(table.texts, { kind: 'text' }),
      ...fieldsOf(table.maps, { kind: 'map', entries: value }),
    },
  },
})
const tables = (kind: DocumentKind): DocumentShape =>
  Object.fromEntries(tablesOf(kind).map(table => [table.root, rows(table)]))

/** See docs/architecture.md, "Documents". */
export const SHAPES: Readonly<Record<DocumentKind, DocumentShape>> = {
  brief: {
    ...common,
    brief: {
      kind: 'map',
      fields: {
        ...fieldsOf(BRIEF_VALUES, value),
        ...fieldsOf(BRIEF_TEXTS, { kind: 'text' }),
        genres: { kind: 'map', entries: value },
      },
    },
  },
  treatment: {
    ...common,
    variants: {
      kind: 'map',
      entries: { kind: 'map', fields: { ...fieldsOf(VARIANT_FIELDS, value), title: { kind: 'text' }, prose: lines } },
    },
    active: { kind: 'map', fields: { variant: value } },
  },
  beats: {
    ...common,
    beats: {
      kind: 'map',
      entries: {
        kind: 'map',
        fields: {
          ...fieldsOf(BEAT_VALUES, value),
          ...fieldsOf(BEAT_TEXTS, { kind: 'text' }),
          sources: { kind: 'map', entries: value },
        },
      },
    },
    moves: { kind: 'map', entries: value },
  },
  script: {
    ...common,
    script: lines,
    scenes: {
      kind: 'map',
      entries: {
        kind: 'map',
        fields: fieldsOf(['order', 'number', 'omitted', 'mergedInto', 'beat', 'beatHash'], value),
      },
    },
    titlePage: { kind: 'map', entries: value },
    production: { kind: 'map', fields: fieldsOf(['pageSize', 'revision', 'scenesLocked', 'pages', 'language'], value) },
    revisions: {
      kind: 'map',
      entries: { kind: 'map', fields: fieldsOf(['order', 'name', 'colour', 'date'], value) },
    },
    bookmarks: { kind: 'map', entries: { kind: 'map', fields: fieldsOf(['line', 'name'], value) } },
    foreign: { kind: 'map', entries: value },
  },
  assets: { ...common, ...tables('assets') },
  scene: {
    ...common,
    ...tables('scene'),
    shots: {
      kind: 'map',
      entries: {
        kind: 'map',
        fields: {
          ...fieldsOf(['order', 'duration', 'rationale', 'madeBy', 'deleted'], value),
          ...fieldsOf(TEXT_COLUMNS, { kind: 'text' }),
          sources: { kind: 'map', entries: value },
        },
      },
    },
  },
  comments: {
    threads: {
      kind: 'map',
      entries: {
        kind: 'map',
        fields: {
          ...fieldsOf(['anchor', 'resolution'], value),
          messages: { kind: 'map', entries: { kind: 'map', fields: fieldsOf(MESSAGE_FIELDS, value) } },
        },
      },
    },
    meta,
  },
}
