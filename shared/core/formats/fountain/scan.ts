/** A half-open stretch of a string. */
export interface Span {
  start: number
  end: number
}

/**
 * The lines of a text as Fountain counts them: a note or a boneyard that runs over line breaks keeps them inside one
 * *logical* line. A note ends at an empty line (two spaces connect) and does not nest. A boneyard ends at its end mark only;
 * one that was cut again, with cut text in it, ends where all that it opens is closed.
 */
export interface Scan {
  lines: Span[]
  /** Closed boneyards, marks included. Nothing in them is emphasis or an escape. */
  boneyards: Span[]
  /** Closed notes, brackets included. */
  notes: Span[]
  /** Where a note or a boneyard is opened that never closes: those marks are plain text. */
  unclosed: number[]
}

/** Whether the character at `at` follows an odd number of backslashes. */
export function isEscaped(text: string, at: number): boolean {
  let count = 0
  while (text[at - 1 - count] === '\\') count++
  return count % 2 === 1
}

/** Finds the next match at or after an index that never falls, so that all look-ups together read the text once. */
function forward(text: string, pattern: RegExp): (from: number) => number {
  let found = -1
  let done = false
  return from => {
    if (!done && found < from) {
      pattern.lastIndex = from
      found = pattern.exec(text)?.index ?? -1
      done = found < 0
    }
    return done ? Number.POSITIVE_INFINITY : found
  }
}

/** How much of a text is read again for boneyards in boneyards: text that was made to be slow is read without them. */
const REREADING = 4

/**
 * Finds the end marks of boneyards, for openings at indices that never fall. Infinity: it never closes. One that opens more
 * than it closes ends at its first end mark, as other programs read it, or (`strict`) counts as never closed.
 */
function boneyardEnds(text: string, strict: boolean): (opening: number) => number {
  const firstEnd = forward(text, /\*\//g)
  const token = /\/\*|\*\//g
  let left = text.length * REREADING
  return opening => {
    const first = firstEnd(opening + 2)
    if (first === Number.POSITIVE_INFINITY || text.lastIndexOf('/*', first) < opening + 2) return first
    token.lastIndex = opening + 2
    for (let depth = 1; left > 0; ) {
      const from = token.lastIndex
      const found = token.exec(text)
      left -= (found?.index ?? text.length) - from + 2
      if (!found) break
      depth += found[0] === '/*' ? 1 : -1
      if (depth === 0) return found.index
    }
    return strict ? Number.POSITIVE_INFINITY : first
  }
}

/** Whether what stands in a boneyard closes all that it opens, and nothing else. */
export function isBalanced(inner: string): boolean {
  let depth = 0
  for (const [token] of inner.matchAll(/\/\*|\*\//g)) {
    depth += token === '/*' ? 1 : -1
    if (depth < 0) return false
  }
  return depth === 0
}

/**
 * Reads `text` once. In Fountain source backslashes escape; in the text of a line (`escapes` false) they are plain. `strict`:
 * boneyards are those alone that stay what they are wherever in a file the text stands.
 */
export function scan(text: string, escapes: boolean, strict = !escapes): Scan {
  const result: Scan = { lines: [], boneyards: [], notes: [], unclosed: [] }
  const noteEnd = forward(text, /\]\]/g)
  const boneyardEnd = boneyardEnds(text, strict)
  const emptyLine = forward(text, /\n ?(?=\n)/g)
  const opening = forward(text, /\/\*|\[\[/g)
  const newline = forward(text, /\n/g)
  let start = 0
  let from = 0
  for (;;) {
    const lineEnd = Math.min(newline(from), text.length)
    const at = opening(from)
    if (at > lineEnd) {
      result.lines.push({ start, end: lineEnd })
      if (lineEnd === text.length) return result
      start = from = lineEnd + 1
      continue
    }
    from = at + 1
    if (escapes && isEscaped(text, at)) continue
    const note = text[at] === '['
    const end = (note ? noteEnd(at + 2) : boneyardEnd(at)) + 2
    if (end > text.length || (note && emptyLine(at) < end)) {
      result.unclosed.push(at)
      continue
    }
    ;(note ? result.notes : result.boneyards).push({ start: at, end })
    from = end
  }
}

/** Whether a trimmed logical line is one note and nothing else. */
export const isWholeNote = (line: string): boolean =>
  line.length >= 4 && line.startsWith('[[') && line.indexOf(']]', 2) === line.length - 2

/** Whether a trimmed logical line is one boneyard and nothing else. */
export const isWholeBoneyard = (line: string): boolean =>
  line.length >= 4 && line.startsWith('/*') && boneyardEnds(line, false)(0) === line.length - 2
