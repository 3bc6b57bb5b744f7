import { tokenize, weightOf } from './tokens.ts'

/** Replace the characters `from`..`to` (UTF-16 offsets) of the text before by `insert`. */
export interface WordEdit {
  from: number
  to: number
  insert: string
}

/** Above this many pairs of tokens the texts are first cut at words that occur once in both. */
const TABLE_LIMIT = 4_000_000

/**
 * The edits, in rising order and never touching one another, that make `before` into `after` while keeping as much of its
 * words as possible. Edits begin and end between tokens, so a surrogate pair is never cut.
 */
export function diffWords(before: string, after: string): WordEdit[] {
  if (before === after) return []
  const a = tokenize(before)
  const b = tokenize(after)
  const kept: [number, number][] = []
  align(a, b, 0, a.length, 0, b.length, kept)
  return editsBetween(a, b, kept)
}

/** The edits between pairs of kept tokens. */
function editsBetween(a: string[], b: string[], kept: readonly [number, number][]): WordEdit[] {
  const edits: WordEdit[] = []
  let offset = 0
  let i = 0
  let j = 0
  for (const [nextI, nextJ] of [...kept, [a.length, b.length] as const]) {
    const removed = a.slice(i, nextI).join('')
    const insert = b.slice(j, nextJ).join('')
    if (removed !== '' || insert !== '') edits.push({ from: offset, to: offset + removed.length, insert })
    offset += removed.length + (a[nextI]?.length ?? 0)
    i = nextI + 1
    j = nextJ + 1
  }
  return edits
}

/** Appends the pairs of tokens of a[i0..i1) and b[j0..j1) that are kept, rising. */
function align(
  a: string[],
  b: string[],
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  kept: [number, number][],
): void {
  let [fromI, toI, fromJ, toJ] = [i0, i1, j0, j1]
  while (fromI < toI && fromJ < toJ && a[fromI] === b[fromJ]) kept.push([fromI++, fromJ++])
  const tail: [number, number][] = []
  while (fromI < toI && fromJ < toJ && a[toI - 1] === b[toJ - 1]) tail.push([--toI, --toJ])
  if (fromI < toI && fromJ < toJ) {
    if ((toI - fromI + 1) * (toJ - fromJ + 1) <= TABLE_LIMIT) alignByTable(a, b, fromI, toI, fromJ, toJ, kept)
    else alignAtAnchors(a, b, fromI, toI, fromJ, toJ, kept)
  }
  kept.push(...tail.reverse())
}

/** The heaviest common subsequence, by the table of all pairs. */
function alignByTable(
  a: string[],
  b: string[],
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  kept: [number, number][],
): void {
  const width = j1 - j0 + 1
  // best[i * width + j]: the weight that can be kept of the tokens from i and j on
  const best = new Uint32Array((i1 - i0 + 1) * width)
  const at = (i: number, j: number) => best[(i - i0) * width + (j - j0)] ?? 0
  // a token whose successor may be kept too is worth a little more: changes then come in few pieces
  const worth = (i: number, j: number) => 2 * weightOf(a[i] ?? '') + (a[i + 1] === b[j + 1] ? 1 : 0)
  for (let i = i1 - 1; i >= i0; i--)
    for (let j = j1 - 1; j >= j0; j--)
      best[(i - i0) * width + (j - j0)] = Math.max(
        a[i] === b[j] ? worth(i, j) + at(i + 1, j + 1) : 0,
        at(i + 1, j),
        at(i, j + 1),
      )
  let i = i0
  let j = j0
  while (i < i1 && j < j1) {
    if (a[i] === b[j] && at(i, j) === worth(i, j) + at(i + 1, j + 1)) kept.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
}

/** Very long texts: the longest rising run of tokens that occur once in both is kept, and what lies between is aligned. */
function alignAtAnchors(
  a: string[],
  b: string[],
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  kept: [number, number][],
): void {
  const places = (tokens: string[], from: number, to: number): Map<string, number> => {
    const once = new Map<string, number>()
    for (let i = from; i < to; i++) once.set(tokens[i] ?? '', once.has(tokens[i] ?? '') ? -1 : i)
    return once
  }
  const inB = places(b, j0, j1)
  const pairs: [number, number][] = []
  for (const [token, i] of places(a, i0, i1)) {
    const j = inB.get(token) ?? -1
    if (i >= 0 && j >= 0) pairs.push([i, j])
  }
  const anchors = longestRising(pairs.sort((x, y) => x[0] - y[0]))
  if (anchors.length === 0) return
  let [i, j] = [i0, j0]
  for (const [nextI, nextJ] of anchors) {
    align(a, b, i, nextI, j, nextJ, kept)
    kept.push([nextI, nextJ])
    ;[i, j] = [nextI + 1, nextJ + 1]
  }
  align(a, b, i, i1, j, j1, kept)
}

/** The longest subsequence of pairs (sorted by their first) whose seconds rise. O(n log n). */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = []
  const previous: number[] = []
  const second = (index: number | undefined) => (index === undefined ? -1 : (pairs[index]?.[1] ?? -1))
  pairs.forEach(([, j], index) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (second(ends[middle]) < j) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = index
  })
  const run: [number, number][] = []
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index]
    if (pair) run.push(pair)
  }
  return run.reverse()
}

/** `before` with the edits made. */
export function applyEdits(before: string, edits: readonly WordEdit[]): string {
  let out = ''
  let at = 0
  for (const edit of edits) {
    out += before.slice(at, edit.from) + edit.insert
    at = edit.to
  }
  return out + before.slice(at)
}
