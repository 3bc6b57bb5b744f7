import type * as Y from 'yjs'
import { ASSETS } from '../assets/assets.ts'
import { FRAMES } from '../frames/frames.ts'
import { TAKES } from '../frames/takes.ts'
import { PROMPTS } from '../prompts/prompts.ts'
import { END_STATE } from '../states/endState.ts'
import { STATES } from '../states/states.ts'
import type { DocumentKind } from './kinds.ts'
import { readTable, type Table } from './table.ts'

/** The declared tables of each kind of document. Shots and beats are older, and have readers of their own. */
export const TABLES: Readonly<Partial<Record<DocumentKind, readonly Table[]>>> = {
  assets: [ASSETS],
  scene: [STATES, PROMPTS, FRAMES, TAKES, END_STATE],
}
export const tablesOf = (kind: DocumentKind): readonly Table[] => TABLES[kind] ?? []

/** What the declared tables of a document say, without their bookkeeping; tables that are empty say nothing. */
export function tablesContent(kind: DocumentKind, doc: Y.Doc): unknown[] {
  return tablesOf(kind).flatMap(table => {
    const rows = readTable(doc, table)
    return rows.length === 0 ? [] : [[table.root, rows.map(plainRow)]]
  })
}

const byKey = <V>(entries: Iterable<readonly [string, V]>): (readonly [string, V])[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

const plainRow = ({ id, order, madeBy, texts, values, maps }: ReturnType<typeof readTable>[number]): unknown => [
  id,
  order,
  madeBy && byKey(Object.entries(madeBy)),
  byKey(Object.entries(texts).map(([name, text]) => [name, text.normalize('NFC')] as const)),
  byKey(Object.entries(values)),
  byKey(Object.entries(maps).map(([name, map]) => [name, byKey(map)] as const)),
]
