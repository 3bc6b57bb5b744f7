import * as Y from 'yjs'
import { decodeHunk } from './decode.ts'
import { acceptanceOf, acceptedOf } from './marker.ts'
import { setFields, storedSuggestions } from './store.ts'
import type { Suggestion } from './suggestion.ts'

/**
 * Nobody can accept two suggestions for the same words one after the other: the first takes the words away from the second.
 * Two people can do it at once, and somebody offline can accept the old bytes of a hunk while others accept the refreshed
 * ones. Then the words stand there twice. The server takes one copy back; what people wrote meanwhile stays.
 * Returns the ids of the suggestions concerned.
 */
export function takeBackDoubles(doc: Y.Doc, origin: unknown): string[] {
  const accepted = storedSuggestions(doc).filter(({ id }) => acceptanceOf(doc, id) === 'accepted')
  const changed = new Set<string>()
  doc.transact(transaction => {
    for (const suggestion of accepted) {
      const copies = forksOf(suggestion).filter(client => liveWords(doc, client).length > 0)
      // the newest was fitted to the newest words
      for (const client of copies.slice(0, -1)) {
        for (const item of liveWords(doc, client)) item.delete(transaction)
        changed.add(suggestion.id)
      }
    }
    for (const [kept, other] of overlapping(accepted)) {
      const words = liveWordsOf(doc, other)
      if (words.length === 0 || liveWordsOf(doc, kept).length === 0) continue
      for (const item of words) item.delete(transaction)
      acceptedOf(doc).delete(other.id)
      setFields(doc, other.id, { stale: TWO_AT_ONCE })
      changed.add(other.id)
    }
    // deleting items by hand leaves the types' remembered positions wrong
    transaction.changed.forEach((keys, type) => {
      if (keys.has(null) && type._searchMarker) type._searchMarker.length = 0
    })
  }, origin)
  return [...changed]
}

const TWO_AT_ONCE =
  'Two suggestions for the same words were accepted at the same moment. The other one was kept in the text; this one was taken out again.'

/** Client ids under which a suggestion's words may have come, oldest first. */
function forksOf(suggestion: Suggestion): number[] {
  const client = decodeHunk(suggestion.update)?.client
  return client === undefined ? suggestion.earlier : [...suggestion.earlier, client]
}

/** Pairs of suggestions that delete the same characters, in the order of the list. */
function overlapping(list: readonly Suggestion[]): [Suggestion, Suggestion][] {
  const ranges = list.flatMap((suggestion, place) =>
    (decodeHunk(suggestion.update)?.deletes ?? []).map(range => ({ ...range, end: range.clock + range.length, place })),
  )
  const pairs = new Set<number>()
  for (const sameClient of Map.groupBy(ranges, range => range.client).values()) {
    let reaching: typeof ranges = []
    for (const range of sameClient.sort((a, b) => a.clock - b.clock)) {
      reaching = reaching.filter(({ end }) => end > range.clock)
      for (const { place } of reaching)
        if (place !== range.place) pairs.add(Math.min(place, range.place) * list.length + Math.max(place, range.place))
      reaching.push(range)
    }
  }
  return [...pairs]
    .sort((a, b) => a - b)
    .flatMap(pair => {
      const [kept, other] = [list[Math.floor(pair / list.length)], list[pair % list.length]]
      return kept && other ? [[kept, other]] : []
    })
}

const liveWordsOf = (doc: Y.Doc, suggestion: Suggestion): Y.Item[] =>
  forksOf(suggestion).flatMap(client => liveWords(doc, client))

/** What a fork inserted that still stands in a text or in the script; not markers and attributes. */
function liveWords(doc: Y.Doc, client: number): Y.Item[] {
  return (doc.store.clients.get(client) ?? []).filter(
    (struct): struct is Y.Item =>
      struct instanceof Y.Item && !struct.deleted && struct.parentSub === null && !isInside(struct, client),
  )
}

/** Is the item inside something else of the same fork? Then it goes with that. */
function isInside(item: Y.Item, client: number): boolean {
  const parent: unknown = item.parent
  return parent instanceof Y.AbstractType && parent._item?.id.client === client
}
