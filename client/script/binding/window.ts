import type { Node } from '@tiptap/pm/model'

/** The lines that differ: places from..oldTo of the old document became from..newTo of the new (ends excluded). */
export interface Window {
  from: number
  oldTo: number
  newTo: number
}

const compared = new WeakMap<Node, { before: WeakRef<Node>; window: Window | null }>()

/**
 * Finds what changed by node identity, which ProseMirror keeps for every line it does not touch. Null: nothing. Many ask for the
 * same two at each change.
 */
export function windowOf(before: Node, after: Node): Window | null {
  const known = compared.get(after)
  if (known?.before.deref() === before) return known.window
  const window = findWindow(before, after)
  // held weakly: of two that lead to each other all that ever were would stay alive
  compared.set(after, { before: new WeakRef(before), window })
  return window
}

function findWindow(before: Node, after: Node): Window | null {
  if (before === after || before.content === after.content) return null
  const [old, now] = [before.content.content, after.content.content]
  const least = Math.min(old.length, now.length)
  let from = 0
  while (from < least && old[from] === now[from]) from++
  let oldTo = old.length
  let newTo = now.length
  while (oldTo > from && newTo > from && old[oldTo - 1] === now[newTo - 1]) {
    oldTo--
    newTo--
  }
  return from === oldTo && from === newTo ? null : { from, oldTo, newTo }
}

const known = new WeakMap<Node, readonly number[]>()

/** The position directly before line `index`. */
export const startOf = (doc: Node, index: number): number => startsOf(doc)[index] ?? doc.content.size

/** The positions directly before every line, and the document's end. Many ask at each change; it is counted once. */
export function startsOf(doc: Node): readonly number[] {
  let starts = known.get(doc)
  if (!starts) {
    starts = countStarts(doc.content.content)
    known.set(doc, starts)
  }
  return starts
}

/** The place of the line that a position is in or directly before; one more than the last at the document's end. */
export function placeOf(starts: readonly number[], position: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}

function countStarts(lines: readonly Node[]): number[] {
  const starts = new Array<number>(lines.length + 1)
  let position = 0
  for (let i = 0; i < lines.length; i++) {
    starts[i] = position
    position += lines[i]?.nodeSize ?? 0
  }
  starts[lines.length] = position
  return starts
}

/** For each new line of the window the place of the old line it is (by id, rising, as many as possible), or -1. */
export function alignLines(before: Node, window: Window, ids: readonly (string | null)[]): number[] {
  const old: unknown[] = []
  for (let i = window.from; i < window.oldTo; i++) old.push(before.child(i).attrs.id ?? Symbol('old'))
  const places = ids.map(() => -1)
  const fresh = ids.map(id => id ?? Symbol('new'))
  for (const [i, j] of keptPairs<unknown>(old, fresh)) places[j] = window.from + i
  return places
}

/**
 * The longest run of things that stay in order: pairs [old place, new place], rising in both. The common ends are taken
 * first, so that one new line among thousands costs one pass. No thing may occur twice in `after`.
 */
export function keptPairs<T>(before: readonly T[], after: readonly T[]): [number, number][] {
  const head: [number, number][] = []
  const tail: [number, number][] = []
  const least = Math.min(before.length, after.length)
  let from = 0
  while (from < least && before[from] === after[from]) head.push([from, from++])
  let oldTo = before.length
  let newTo = after.length
  while (oldTo > from && newTo > from && before[oldTo - 1] === after[newTo - 1]) tail.push([--oldTo, --newTo])
  return [...head, ...longestRising(before, after, from, oldTo, newTo), ...tail.reverse()]
}

/** Patience: `ends[k]` is the new place that ends the best run of length k + 1 so far. */
function longestRising<T>(
  before: readonly T[],
  after: readonly T[],
  from: number,
  oldTo: number,
  newTo: number,
): [number, number][] {
  const oldPlace = new Map<T, number>()
  for (let i = from; i < oldTo; i++) oldPlace.set(before[i] as T, i)
  const ends: { old: number; new: number; previous: number }[] = []
  const chain: { old: number; new: number; previous: number }[] = []
  const places: number[] = []
  for (let j = from; j < newTo; j++) {
    const old = oldPlace.get(after[j] as T)
    if (old === undefined) continue
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle]?.old ?? 0) < old) low = middle + 1
      else high = middle
    }
    const entry = { old, new: j, previous: low > 0 ? (places[low - 1] ?? -1) : -1 }
    ends[low] = entry
    places[low] = chain.push(entry) - 1
  }
  const run: [number, number][] = []
  for (let at = places[ends.length - 1] ?? -1; at >= 0; ) {
    const entry = chain[at]
    if (!entry) break
    run.push([entry.old, entry.new])
    at = entry.previous
  }
  return run.reverse()
}
