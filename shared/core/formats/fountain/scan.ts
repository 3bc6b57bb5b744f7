/** A half-open stretch of a string. */
export interface Span {
  start: number
  end: number
}

/**
 * The lines of a text as Fountain counts them: a note or a boneyard that runs over line breaks keeps them inside one
 * *logical* line. A note ends at an empty line (two spaces connect), a boneyard only at its end mark; neither nests.
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

/** Reads `text` once. In Fountain source backslashes escape; in the text of a line (`escapes` false) they are plain. */
export function scan(text: string, escapes: boolean): Scan {
  const result: Scan = { lines: [], boneyards: [], notes: [], unclosed: [] }
  const noteEnd = forward(text, /\]\]/g)
  const boneyardEnd = forward(text, /\*\//g)
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
    const end = (note ? noteEnd(at + 2) : boneyardEnd(at + 2)) + 2
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
  line.length >= 4 && line.startsWith('/*') && line.indexOf('*/', 2) === line.length - 2
