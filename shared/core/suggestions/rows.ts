import * as Y from 'yjs'
import { beatOrder, beatRow, beatRows, beatWords, makeBeat } from '../beats/beats.ts'
import type { Author } from '../documents/author.ts'
import { newId } from '../ids.ts'
import { isOrderKey, keysAfter, LAST_KEY } from '../order.ts'
import type { Decoded } from './decode.ts'
import { parentIdOf } from './decode.ts'
import type { NewRow, SuggestionEdit } from './suggestion.ts'

/**
 * Suggestions of whole rows of a beat sheet. Rows are never removed from it (see `ShotRow`), so a row that new ones follow
 * tells its place also when it was taken off meanwhile, and deleting one is setting a mark.
 */
type InsertRows = Extract<SuggestionEdit, { kind: 'insert-rows' }>
type DeleteRows = Extract<SuggestionEdit, { kind: 'delete-rows' }>

/** The order keys that new rows go between; null where there is no row that they are to follow. */
function gapBehind(doc: Y.Doc, after: string | null): { low: string | null; shown: string[] } | null {
  const shown = beatOrder(doc).map(({ order }) => order)
  if (after === null) return { low: null, shown }
  const row: unknown = beatRows(doc).get(after)
  if (!(row instanceof Y.Map)) return null
  const order = row.get('order')
  return { low: isOrderKey(order) ? order : LAST_KEY, shown }
}

const hasRow = (doc: Y.Doc, { rows }: InsertRows): boolean => rows.some(({ id }) => beatRows(doc).has(id))

/** Would the new rows stand directly behind the one that they are to follow? */
export function rowsFit(doc: Y.Doc, edit: InsertRows): boolean {
  const gap = gapBehind(doc, edit.after)
  if (!gap || hasRow(doc, edit)) return false
  const keys = edit.rows.map(({ order }) => order)
  if (!keys.every((key, place) => key !== undefined && (place === 0 || key > (keys[place - 1] ?? '')))) return false
  const [first = '', last = ''] = [keys[0], keys.at(-1)]
  const low = gap.low === LAST_KEY ? (gap.shown.findLast(key => key !== LAST_KEY) ?? null) : gap.low
  return (low === null || low < first) && !gap.shown.some(key => (low === null || key > low) && key <= last)
}

/**
 * Are the rows that are to go on the sheet, with the words that the suggestion was made for? And is the mark that the bytes
 * set the next one of each row: behind another, Yjs would take it for older and drop it.
 */
export function rowsAsTheyWere(doc: Y.Doc, hunk: Decoded, { rows }: DeleteRows): boolean {
  return rows.every(({ id, before }) => {
    const row = beatRow(doc, id)
    if (!row || beatWords(row) !== before) return false
    const mark = row._map.get('deleted')?.lastId ?? null
    return hunk.structs.some(struct =>
      mark
        ? Y.compareIDs(struct.origin, mark)
        : !struct.origin && Y.compareIDs(parentIdOf(struct), row._item?.id ?? null),
    )
  })
}

/** The new rows with their places on the sheet as it is. */
export function placedRows(doc: Y.Doc, { after, rows }: InsertRows): NewRow[] {
  const gap = gapBehind(doc, after)
  const keys = keysAfter(gap?.shown ?? [], gap?.low ?? null, rows.length)
  return rows.map((row, place) => ({ ...row, order: keys[place] ?? LAST_KEY }))
}

export function writeRows(doc: Y.Doc, rows: readonly NewRow[], author: Author): void {
  for (const { id, order = LAST_KEY, ...draft } of rows)
    beatRows(doc).set(id, makeBeat(order, { ...draft, rationale: '' }, author))
}

/** Do the bytes make exactly the rows that are shown, by that author? They need nothing of the document, so this is tried without it. */
export function makesRows(doc: Y.Doc, update: Uint8Array, edit: InsertRows, author: Author): boolean {
  if (hasRow(doc, edit)) return false
  const [made, wanted] = [new Y.Doc(), new Y.Doc()]
  Y.applyUpdate(made, update)
  wanted.transact(() => writeRows(wanted, edit.rows, author))
  if (made.store.pendingStructs || made.store.pendingDs) return false
  const others = [...made.share.keys()].some(root => root !== 'beats' && root !== 'accepted')
  return !others && sameContent(described(beatRows(made)), described(beatRows(wanted)))
}

/** Everything in a map, with the emphasis of its texts, which is not to be there. */
function described(map: { entries(): Iterable<[string, unknown]>; _start: Y.Item | null }): unknown {
  const entries = [...map.entries()].map(([key, value]): [string, unknown] => [key, describedValue(value)])
  return [byKey(entries), map._start === null]
}

const byKey = (entries: [string, unknown][]): [string, unknown][] => entries.sort(([a], [b]) => (a < b ? -1 : 1))

function describedValue(value: unknown): unknown {
  if (value instanceof Y.Map) return described(value)
  if (value instanceof Y.Text) return ['text', value.toDelta(), value.getAttributes()]
  if (value instanceof Y.AbstractType) return ['foreign', value.constructor.name]
  return ['value', typeof value === 'object' && value !== null ? byKey(Object.entries(value)) : value]
}

const sameContent = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

type RebasedRows = { edit: SuggestionEdit } | { stale: string }

export function rebaseNewRows(doc: Y.Doc, edit: InsertRows): RebasedRows {
  if (hasRow(doc, edit)) return { stale: 'These beats are already on the sheet.' }
  return gapBehind(doc, edit.after) ? { edit } : { stale: 'The beat that these would follow is not on this sheet.' }
}

/** What somebody edited meanwhile stays on the sheet; the rest may still go. */
export function rebaseDeletedRows(doc: Y.Doc, edit: DeleteRows): RebasedRows {
  const there = edit.rows.flatMap(({ id, before }) => {
    const row = beatRow(doc, id)
    return row ? [{ id, before, now: beatWords(row) }] : []
  })
  if (there.length === 0) return { stale: 'These beats are already removed.' }
  const rows = there.filter(({ before, now }) => before === now).map(({ id, before }) => ({ id, before }))
  return rows.length > 0
    ? { edit: { ...edit, rows } }
    : { stale: 'Somebody edited these beats in the meantime. They were kept.' }
}

/** Between two beats where their words are edited as one text. */
const RULE = '---'

/** New beats as one text to edit: the title is the first line of each, lines of three hyphens stand between them. */
export const textOfRows = (rows: readonly NewRow[]): string =>
  rows.map(({ title, body }) => `${title}\n${body}`).join(`\n${RULE}\n`)

/** The beats that such a text says. They come from the passages of those that they were edited from. */
export function rowsOfText(text: string, like: readonly NewRow[]): NewRow[] {
  return text
    .split(/^---$/m)
    .map(block => block.trim())
    .filter(block => block !== '')
    .map((block, place) => {
      const [title = '', ...body] = block.split('\n')
      const sources = (like[place] ?? like.at(-1))?.sources ?? []
      return { id: newId(), title: title.trim(), body: body.join('\n').trim(), sources }
    })
}
