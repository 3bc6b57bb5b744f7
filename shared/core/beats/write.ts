import * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { orderKeyOf } from '../documents/rows.ts'
import { newId } from '../ids.ts'
import { keyAfter } from '../order.ts'
import { writeWords } from '../text/writeWords.ts'
import {
  type BeatDraft,
  type BeatText,
  beatOrder,
  beatRow,
  beatRows,
  beatText,
  makeBeat,
  mergedMark,
  readBeats,
} from './beats.ts'
import { moving, noteMove } from './moves.ts'

/**
 * Writers of the beat sheet. Each is one transaction; `origin` marks whose act it is, for undo. All tolerate that a
 * colleague took the beat out a moment ago: then they do nothing.
 */

const EMPTY: BeatDraft = { title: '', body: '', sources: [], rationale: '' }

/**
 * Adds a beat behind `after` (null: as the first; a beat that is gone: at the end) and returns its id.
 * Fields left out are empty.
 */
export function addBeat(
  doc: Y.Doc,
  after: string | null,
  fields: Partial<BeatDraft> & { madeBy?: Author | null } = {},
  origin?: unknown,
  id = newId(),
): string {
  const list = beatOrder(doc)
  const order = keyAfter(
    list.map(beat => beat.order),
    orderKeyOf(list, after),
  )
  doc.transact(() => beatRows(doc).set(id, makeBeat(order, { ...EMPTY, ...fields }, fields.madeBy ?? null)), origin)
  return id
}

/** Takes beats off the sheet. Their text stays in the document: undo brings all of it back, a colleague's words too. */
export function deleteBeats(doc: Y.Doc, ids: Iterable<string>, origin?: unknown): void {
  doc.transact(() => {
    for (const id of ids) beatRow(doc, id)?.set('deleted', true)
  }, origin)
}

/** Brings beats back, with all their text, whoever took them off and whatever was done since. */
export function restoreBeats(doc: Y.Doc, ids: Iterable<string>, origin?: unknown): void {
  doc.transact(() => {
    for (const id of ids) beatRows(doc).get(id)?.delete('deleted')
  }, origin)
}

/**
 * Moves beats, as a block in their present order, behind `after` (null: to the top). Each moved beat is one changed key,
 * so two people who move one beat at once leave it once, with all its words. `after` in the block changes nothing.
 */
export function moveBeats(doc: Y.Doc, ids: Iterable<string>, after: string | null, origin?: unknown): void {
  const moving = new Set(ids)
  if (after !== null && (moving.has(after) || !beatRow(doc, after))) return
  const order = beatOrder(doc)
  const rest = order.filter(({ id }) => !moving.has(id))
  const sorted = rest.map(beat => beat.order)
  let last = orderKeyOf(rest, after)
  doc.transact(() => {
    for (const { id } of order) {
      if (!moving.has(id)) continue
      last = keyAfter(sorted, last)
      sorted.push(last)
      sorted.sort()
      beatRow(doc, id)?.set('order', last)
    }
  }, origin)
}

/** Makes a text of a beat say `text` by changing only the words that differ, so that a colleague in it keeps his. */
export function setBeatText(doc: Y.Doc, id: string, name: BeatText, text: string, origin?: unknown): void {
  const shared = beatText(doc, id, name)
  if (shared && shared.toString() !== text) doc.transact(() => writeWords(shared, text), origin)
}

const CONTINUED = ' (continued)'

/**
 * Makes two beats of one, cut at an offset of its body (UTF-16): what follows goes to a new beat behind it, which comes from
 * the same passage. Returns the new beat's id; null when there are no words on one side, or the beat is gone. Two people who
 * split one beat at once both get their second part; what stands behind both cuts is left in the later one, see `moves.ts`.
 */
export function splitBeat(
  doc: Y.Doc,
  id: string,
  offset: number,
  madeBy: Author | null,
  origin?: unknown,
): string | null {
  const beat = readBeats(doc).find(other => other.id === id)
  const body = beatText(doc, id, 'body')
  if (!beat || !body) return null
  const head = beat.body.slice(0, offset).trimEnd()
  const rest = beat.body.slice(offset).trim()
  if (head.trim() === '' || rest === '') return null
  const title = beat.title === '' || beat.title.endsWith(CONTINUED) ? beat.title : `${beat.title}${CONTINUED}`
  const sources = [...beat.sources].map(([lineId, hash]) => ({ lineId, hash }))
  let made = ''
  doc.transact(() => {
    const from = beat.body.length - beat.body.slice(offset).trimStart().length
    const ids = moving(doc, body, from, from + rest.length)
    body.delete(head.length, beat.body.length - head.length)
    made = addBeat(doc, id, { title, body: rest, sources, rationale: beat.rationale, madeBy }, origin)
    noteMove(doc, made, 'body', 0, rest.length, ids)
  }, origin)
  return made
}

/**
 * Appends the words of `from` to `into`, which comes from the passages of both then, and takes `from` off the sheet. Its
 * title goes along where `into` has none. False when one of them is gone. Words that somebody writes in `from` at the same
 * moment keep it on the sheet, see {@link mergedMark}, and then all of its words stay in it: see `moves.ts`.
 */
export function mergeBeats(doc: Y.Doc, into: string, from: string, origin?: unknown): boolean {
  const [target, source] = [beatRow(doc, into), beatRow(doc, from)]
  const [body, title] = [beatText(doc, into, 'body'), beatText(doc, into, 'title')]
  const merged = readBeats(doc).find(({ id }) => id === from)
  if (into === from || !target || !source || !body || !title || !merged) return false
  doc.transact(() => {
    const own = { title: beatText(doc, from, 'title'), body: beatText(doc, from, 'body') }
    if (merged.body !== '') {
      const gap = body.length === 0 ? '' : '\n\n'
      body.insert(body.length, gap + merged.body)
      if (own.body)
        noteMove(doc, into, 'body', body.length - merged.body.length, merged.body.length, moving(doc, own.body))
    }
    if (title.length === 0 && merged.title !== '') {
      title.insert(0, merged.title)
      if (own.title) noteMove(doc, into, 'title', 0, merged.title.length, moving(doc, own.title))
    }
    const sources = target.get('sources')
    // only a foreign program makes a beat without the map
    if (!(sources instanceof Y.Map)) target.set('sources', new Y.Map(merged.sources))
    else for (const [lineId, hash] of merged.sources) if (!sources.has(lineId)) sources.set(lineId, hash)
    source.set('deleted', mergedMark(source))
  }, origin)
  return true
}
