import { ALL_BITS, BOLD, ITALIC, type MarkedText, sameMarked, UNDERLINE } from './markedText.ts'
import { type Scan, scan } from './scan.ts'

/**
 * Emphasis of Fountain 1.1: *italic*, **bold**, ***both***, _underline_, in any nesting or overlap. As in the
 * specification, a mark opens before a non-space and closes after one, never across a line break, and a backslash makes
 * it plain. Besides * and _ a backslash escapes the marks that would change what a line is.
 */
const ESCAPABLE = '\\*_[(~^#<.!/'

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character)

/** A place where emphasis may change. Openers that find no partner are plain text. */
interface Turn {
  close: number
  plain: string
  open: number
}
interface Opener {
  turn: Turn
  /** Length of the text read when it opened: empty emphasis is none. */
  at: number
}

const STARS: Record<number, string> = { [BOLD]: '**', [ITALIC]: '*', [UNDERLINE]: '_' }

const SPECIAL = new Set(['\\', '*', '_', '\n'].map(character => character.charCodeAt(0)))
const SLASH = '/'.charCodeAt(0)
const STAR = '*'.charCodeAt(0)

/** The next character that may mean something, from `at` on; the length where there is none. */
function nextSpecial(source: string, at: number): number {
  for (let next = at; next < source.length; next++) {
    const code = source.charCodeAt(next)
    if (code > 0x5f) continue
    if (SPECIAL.has(code) || (code === SLASH && source.charCodeAt(next + 1) === STAR)) return next
  }
  return source.length
}

/** The text of Fountain source without its marks, and the emphasis they gave. Linear. */
export function parseEmphasis(source: string): MarkedText {
  const pieces: (string | Turn)[] = []
  const openers = new Map<number, Opener>()
  let length = 0
  const push = (text: string): void => {
    pieces.push(text)
    length += text.length
  }
  const close = (turn: Turn, bit: number): boolean => {
    const opener = openers.get(bit)
    if (!opener || opener.at === length) return false
    openers.delete(bit)
    opener.turn.open |= bit
    turn.close |= bit
    return true
  }
  const open = (turn: Turn, bit: number): boolean => {
    if (openers.has(bit) || turn.close & bit) return false
    openers.set(bit, { turn, at: length })
    return true
  }
  const abandon = (): void => {
    for (const [bit, { turn }] of openers) turn.plain += STARS[bit]
    openers.clear()
  }

  const boneyards = (source.includes('/*') ? scan(source, true).boneyards : []).values()
  let boneyard = boneyards.next().value
  let start = 0
  for (let at = nextSpecial(source, 0); at < source.length; at = nextSpecial(source, start)) {
    const character = source[at]
    if (at > start) push(source.slice(start, at))
    let end = at + 1
    if (boneyard && at >= boneyard.start) {
      end = boneyard.end
      push(source.slice(at, end))
      boneyard = boneyards.next().value
    } else if (character === '\\' && ESCAPABLE.includes(source[end] ?? ' ')) {
      push(source[end++] ?? '')
    } else if (character === '\n') {
      abandon()
      push('\n')
    } else if (character === '*' || character === '_') {
      while (source[end] === character) end++
      const turn: Turn = { close: 0, plain: '', open: 0 }
      pieces.push(turn)
      const canOpen = !isSpace(source[end])
      const canClose = at > 0 && !isSpace(source[at - 1])
      let left = end - at
      if (character === '_') {
        if (left === 1 && ((canClose && close(turn, UNDERLINE)) || (canOpen && open(turn, UNDERLINE)))) left = 0
      } else if (left <= 3) {
        if (canClose && left >= 2 && close(turn, BOLD)) left -= 2
        if (canClose && left !== 2 && left > 0 && close(turn, ITALIC)) left -= 1
        if (canOpen && left >= 2 && open(turn, BOLD)) left -= 2
        if (canOpen && left === 1 && open(turn, ITALIC)) left -= 1
      }
      if (left > 0) {
        turn.plain = character.repeat(left)
        length += left
      }
    } else push(source.slice(at, end))
    start = end
  }
  if (start < source.length) push(source.slice(start))
  abandon()

  const text = pieces.map(piece => (typeof piece === 'string' ? piece : piece.plain)).join('')
  const bits = new Uint8Array(text.length)
  let active = 0
  let at = 0
  for (const piece of pieces) {
    const plain = typeof piece === 'string' ? piece : piece.plain
    if (typeof piece !== 'string') active &= ~piece.close
    bits.fill(active, at, at + plain.length)
    at += plain.length
    if (typeof piece !== 'string') active |= piece.open
  }
  return { text, bits }
}

/**
 * The emphasis that Fountain can say: none on line breaks, brackets of notes and boneyards, and for every mark none on
 * white space at its edges.
 */
export function expressible({ text, bits }: MarkedText, { boneyards, notes } = scan(text, false)): MarkedText {
  const out = bits.slice()
  for (const { start, end } of boneyards) out.fill(0, start, end)
  for (const { start, end } of notes) {
    out.fill(0, start, start + 2)
    out.fill(0, end - 2, end)
  }
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) out[at] = 0
  for (const bit of ALL_BITS) {
    // a mark stays on white space only between two characters that have it
    let space = -1
    let inside = false
    for (let at = 0; at <= text.length; at++) {
      const has = at < text.length && (out[at] ?? 0) & bit
      if (has && isSpace(text[at])) {
        if (space < 0) space = at
        continue
      }
      if (space >= 0 && !(has && inside)) for (let k = space; k < at; k++) out[k] = (out[k] ?? 0) & ~bit
      space = -1
      inside = Boolean(has)
    }
  }
  return { text, bits: out }
}

function mark(marked: MarkedText, { boneyards, unclosed }: Scan, escapeAll: boolean): string {
  const { text, bits } = marked
  const out: string[] = []
  const openings = new Set(unclosed)
  const opaque = boneyards.values()
  let boneyard = opaque.next().value
  let active = 0
  for (let at = 0; at <= text.length; at++) {
    const next = at < text.length ? (bits[at] ?? 0) : 0
    if (next !== active) {
      const closing = active & ~next
      const opening = next & ~active
      let turn = ''
      if (closing & BOLD) turn += '**'
      if (closing & ITALIC) turn += '*'
      if ((closing | opening) & UNDERLINE) turn += '_'
      if (opening & BOLD) turn += '**'
      if (opening & ITALIC) turn += '*'
      // a slash before a star would open a boneyard
      if (turn.startsWith('*') && out.at(-1) === '/') out[out.length - 1] = '\\/'
      out.push(turn)
      active = next
    }
    if (at === text.length) break
    if (boneyard && at === boneyard.start) {
      out.push(text.slice(at, boneyard.end))
      at = boneyard.end - 1
      boneyard = opaque.next().value
      continue
    }
    const character = text[at] ?? ''
    if (openings.has(at) || (escapeAll && (character === '*' || character === '_' || character === '\\')))
      out.push(`\\${character}`)
    else out.push(character)
  }
  return out.join('')
}

const NO_MARKS: Scan = { lines: [], boneyards: [], notes: [], unclosed: [] }

/**
 * Fountain source that reads as `marked` (whose emphasis is {@link expressible}); it has no more backslashes than needed.
 * With `regions` false what looks like a note or a boneyard is written as the plain text it is in dialogue.
 */
export function writeEmphasis(marked: MarkedText, regions = true): string {
  const found = scan(marked.text, false)
  if (!regions)
    return mark(
      marked,
      { ...NO_MARKS, unclosed: [...found.unclosed, ...[...found.notes, ...found.boneyards].map(span => span.start)] },
      true,
    )
  const short = mark(marked, found, false)
  // what stays open here would close somewhere else in the file
  const closed = scan(short, true, true).unclosed.length === 0
  return closed && sameMarked(parseEmphasis(short), marked) ? short : mark(marked, found, true)
}
