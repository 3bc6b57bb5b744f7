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

/**
 * What applicable hunks would make of a text, read from their bytes: the live characters of the text in order, those that
 * they delete, and behind these the words that they insert. No copy of the document is made.
 */
export function segmentsOf(doc: Y.Doc, text: Y.Text, suggestions: readonly Suggestion[]): Segment[] {
  const hunks = suggestions.flatMap(suggestion => {
    const hunk = decodeHunk(suggestion.update)
    return hunk ? [{ id: suggestion.id, hunk }] : []
  })
  const inserts = suggestions.flatMap(suggestion =>
    insertedWords(doc, text, suggestion).map(({ place, text: words }) => ({
      id: suggestion.id,
      before: place.right,
      words,
    })),
  )
  const segments: Segment[] = []
  let offset = 0
  const insertBefore = (right: ItemId | null) => {
    for (const { id, before, words } of inserts)
      if (before === right || (before && right && before[0] === right[0] && before[1] === right[1]))
        segments.push({ text: words, op: 'insert', suggestionIds: [id], from: offset, to: offset })
  }
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const characters = item.content instanceof Y.ContentString ? item.content.str : '￼'.repeat(item.length)
    const { client, clock } = item.id
    const cuts = cutsOf(
      item,
      hunks.flatMap(({ hunk }) => hunk.deletes),
      inserts.map(insert => insert.before),
    )
    for (const [i, from] of cuts.entries()) {
      const to = cuts[i + 1] ?? item.length
      insertBefore([client, clock + from])
      const ids = hunks.filter(({ hunk }) => hunk.isDeleted(client, clock + from)).map(({ id }) => id)
      append(segments, characters.slice(from, to), ids, offset)
      offset += to - from
    }
  }
  insertBefore(null)
  return segments
}

/** Offsets in an item at which its characters' fate may change, from 0, rising. */
function cutsOf(item: Y.Item, deletes: Decoded['deletes'], places: readonly (ItemId | null)[]): number[] {
  const cuts = new Set([0])
  const cut = (client: number, clock: number) => {
    const at = clock - item.id.clock
    if (client === item.id.client && at > 0 && at < item.length) cuts.add(at)
  }
  for (const range of deletes) {
    cut(range.client, range.clock)
    cut(range.client, range.clock + range.length)
  }
  for (const place of places) if (place) cut(place[0], place[1])
  return [...cuts].sort((a, b) => a - b)
}

/** Adds live characters to the last segment when that has the same fate. */
function append(segments: Segment[], characters: string, suggestionIds: string[], offset: number): void {
  const last = segments.at(-1)
  const op = suggestionIds.length > 0 ? 'delete' : 'keep'
  if (last && last.op === op && last.suggestionIds.join() === suggestionIds.join()) {
    last.text += characters
    last.to = offset + characters.length
  } else segments.push({ text: characters, op, suggestionIds, from: offset, to: offset + characters.length })
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
