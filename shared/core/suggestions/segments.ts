import * as Y from 'yjs'
import { runsBetween } from './applicable.ts'
import { type Decoded, decodeHunk } from './decode.ts'
import type { ItemId, Place, Suggestion } from './suggestion.ts'

/** A stretch of a text as it is proposed to be. */
export interface Segment {
  text: string
  op: 'keep' | 'insert' | 'delete'
  /** Those who propose it; empty for what is kept. */
  suggestionIds: string[]
  /** Offsets (UTF-16) in the text as it is; equal for what is inserted. */
  from: number
  to: number
}

const keyOf = (id: ItemId | null): string => (id ? `${id[0]} ${id[1]}` : 'end')

/**
 * What applicable hunks would make of a text, read from their bytes: the live characters of the text in order, those that
 * they delete, and behind these the words that they insert. No copy of the document is made.
 */
export function segmentsOf(doc: Y.Doc, text: Y.Text, suggestions: readonly Suggestion[]): Segment[] {
  const hunks = suggestions.flatMap(suggestion => {
    const hunk = decodeHunk(suggestion.update)
    return hunk ? [{ id: suggestion.id, hunk }] : []
  })
  // inserted words by the character that they come before
  const inserts = new Map<string, { id: string; text: string }[]>()
  for (const suggestion of suggestions)
    for (const { place, text: inserted } of insertedWords(doc, text, suggestion)) {
      const key = keyOf(place.right)
      inserts.set(key, [...(inserts.get(key) ?? []), { id: suggestion.id, text: inserted }])
    }
  const segments: Segment[] = []
  let offset = 0
  const insertBefore = (key: string) => {
    for (const { id, text: inserted } of inserts.get(key) ?? [])
      segments.push({ text: inserted, op: 'insert', suggestionIds: [id], from: offset, to: offset })
  }
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const characters = item.content instanceof Y.ContentString ? item.content.str : '￼'.repeat(item.length)
    const { client, clock } = item.id
    for (let i = 0; i < item.length; i++) {
      insertBefore(keyOf([client, clock + i]))
      const ids = hunks.filter(({ hunk }) => hunk.isDeleted(client, clock + i)).map(({ id }) => id)
      append(segments, characters[i] ?? '', ids, offset)
      offset++
    }
  }
  insertBefore('end')
  return segments
}

/** Adds a live character to the last segment when that has the same fate. */
function append(segments: Segment[], character: string, suggestionIds: string[], offset: number): void {
  const last = segments.at(-1)
  const op = suggestionIds.length > 0 ? 'delete' : 'keep'
  if (last && last.op === op && last.suggestionIds.join() === suggestionIds.join()) {
    last.text += character
    last.to = offset + 1
  } else segments.push({ text: character, op, suggestionIds, from: offset, to: offset + 1 })
}

/** The words that a hunk inserts at each of its places. */
function insertedWords(doc: Y.Doc, text: Y.Text, { update, places }: Suggestion): { place: Place; text: string }[] {
  const hunk = decodeHunk(update)
  if (!hunk) return []
  const spans = places.map(place => ({ place, text: '', runs: runsBetween(doc, text, place) ?? [] }))
  const own = new Map<number, (typeof spans)[number]>()
  for (const struct of hunk.structs) {
    if (!(struct.content instanceof Y.ContentString) && !(struct.content instanceof Y.ContentFormat)) continue
    const span =
      struct.origin?.client === hunk.client
        ? own.get(structAt(hunk, struct.origin.clock))
        : spans.find(({ place, runs }) => isIn(place, runs, struct.origin))
    if (!span) continue
    own.set(struct.id.clock, span)
    if (struct.content instanceof Y.ContentString) span.text += struct.content.str
  }
  return spans.filter(span => span.text !== '')
}

/** The clock of the struct of the fork that holds a clock. */
const structAt = (hunk: Decoded, clock: number): number =>
  hunk.structs.find(struct => struct.id.clock <= clock && clock < struct.id.clock + struct.length)?.id.clock ?? -1

/** Is an id the left neighbour of a place, or between its neighbours? */
function isIn(place: Place, runs: ReturnType<typeof runsBetween> & object, origin: Y.ID | null): boolean {
  if (!origin) return place.left === null
  if (place.left && origin.client === place.left[0] && origin.clock === place.left[1]) return true
  return runs.some(({ item, from, to }) => {
    const offset = origin.clock - item.id.clock
    return origin.client === item.id.client && offset >= from && offset < to
  })
}
