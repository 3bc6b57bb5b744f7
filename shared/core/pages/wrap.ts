import { cellsOf, isPlain, isWide } from './cells.ts'

/** A row of text: UTF-16 units `start`..`end`, and the columns they take. Spaces at which a row is broken belong to none. */
export interface TextRow {
  start: number
  end: number
  width: number
}

/** What must not begin a row in Japanese and Chinese, and what must not end one. */
const NOT_FIRST =
  /[、。，．・：；？！ー々〉》」』】〕）］｝\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7)\]}.,:;?!]/
const NOT_LAST = /[〈《「『【〔（［｛([{]/
const IN_WORD = /[\p{L}\p{N}]/u

const HYPHEN = 45

/** May a row end between `before` and `after`, neither of them a space? */
function breaksBetween(text: string, at: number, plain: boolean): boolean {
  if (plain && text.charCodeAt(at - 1) !== HYPHEN) return false
  const before = text.charAt(at - 1)
  const after = text.charAt(at)
  if (before === '-') return after !== '-' && !/[\d.,:;?!)\]"'’”]/.test(after) && at > 1 && text.charAt(at - 2) !== ' '
  if (before === '—') return after !== '—' && IN_WORD.test(after)
  if (before <= '~' && after <= '~') return false
  const left = characterBefore(text, at)
  const right = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return (isWide(left) || isWide(right)) && !NOT_FIRST.test(right) && !NOT_LAST.test(left)
}

function characterBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1)
  return unit >= 0xdc00 && unit < 0xe000 ? text.slice(at - 2, at) : text.charAt(at - 1)
}

/**
 * Sets `text` in rows of `width` columns, the first one `first` wide: broken at spaces, behind hyphens and dashes, between
 * East Asian characters, and inside words that are longer than a row. '\n' begins a new row.
 */
export function wrap(text: string, width: number, first = width): TextRow[] {
  const rows: TextRow[] = []
  const cells = isPlain(text) ? null : cellsOf(text)
  let start = 0
  for (;;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    wrapParagraph(text, cells, start, end, width, rows.length === 0 ? first : width, rows)
    if (newline < 0) return rows
    start = newline + 1
  }
}

function wrapParagraph(
  text: string,
  cells: Uint8Array | null,
  start: number,
  end: number,
  width: number,
  first: number,
  rows: TextRow[],
): void {
  let room = first
  let rowStart = start
  while (rowStart < end || rowStart === start) {
    let used = 0
    let at = rowStart
    // where the row may end, and the columns it takes then; -1: nowhere yet
    let brokenAt = -1
    let brokenWidth = 0
    for (; at < end; at++) {
      const isSpace = text.charCodeAt(at) === 32
      const cell = cells?.[at] ?? 1
      if (at > rowStart && cell > 0) {
        const wasSpace = text.charCodeAt(at - 1) === 32
        if (isSpace ? !wasSpace : !wasSpace && breaksBetween(text, at, cells === null)) {
          brokenAt = at
          brokenWidth = used
        }
      }
      // spaces that do not fit hang over the margin
      if (!isSpace && used + cell > room) break
      used += cell
    }
    if (at === end) {
      rows.push({ start: rowStart, end, width: used })
      return
    }
    if (brokenAt <= rowStart) {
      // a word that is longer than the row; one character stands in the narrowest row
      brokenAt = Math.max(at, rowStart + 1)
      while (brokenAt < end && cells?.[brokenAt] === 0) brokenAt++
      brokenWidth = used
    }
    rows.push({ start: rowStart, end: brokenAt, width: brokenWidth })
    rowStart = brokenAt
    while (rowStart < end && text.charCodeAt(rowStart) === 32) rowStart++
    if (rowStart === end) return
    room = width
  }
}
