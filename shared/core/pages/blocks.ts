import type { LineType } from '../script/lineTypes.ts'
import type { PageLine } from './page.ts'
import { type SetLine, setLine, textRows } from './setLine.ts'

/** A place among the lines, where a page may begin. */
export interface Position {
  /** Of the first line of the block: of the cue, in a speech. */
  readonly block: number
  /** Where the rest of the block begins: a line, and a place in its printed text. */
  readonly line: number
  readonly offset: number
  /** Rows of dual dialogue longer than a page that stand on the pages before. */
  readonly skipped: number
}

/** A line in a block, or what is left of it. */
export interface BlockLine {
  readonly index: number
  readonly set: SetLine
  readonly start: number
  /** How many rows it takes. */
  readonly height: number
}

/** Lines that are set as one: a speech with its cue, two speeches side by side, or any other line. */
export interface Block {
  readonly kind: 'line' | 'speech' | 'dual' | 'break'
  readonly at: Position
  /** The line behind it; whether it belonged to the block had to be looked at. */
  readonly next: number
  /** Empty rows above it. */
  readonly before: number
  readonly left: readonly BlockLine[]
  readonly right: readonly BlockLine[]
  /** The cue that is printed again above the rest of a speech. */
  readonly continued: SetLine | null
  readonly height: number
}

const SPEECH: ReadonlySet<LineType> = new Set(['dialogue', 'parenthetical', 'lyrics'])

export const fresh = (line: number): Position => ({ block: line, line, offset: 0, skipped: 0 })
export const isSame = (a: Position, b: Position): boolean =>
  a.block === b.block && a.line === b.line && a.offset === b.offset && a.skipped === b.skipped

export const heightOf = (lines: readonly BlockLine[]): number => lines.reduce((sum, { height }) => sum + height, 0)

/** Blocks as they were last found, by their first line. */
const known = new WeakMap<PageLine, { block: Block; lines: readonly (PageLine | undefined)[] }>()

/** The block, or the rest of it, at a position; lines that are not printed are passed over. Null behind the last line. */
export function blockAt(lines: readonly PageLine[], position: Position): Block | null {
  let first = position.block
  let line = lines[first]
  while (line && line.type !== 'page_break' && !setLine(line)) line = lines[++first]
  if (!line) return null
  const isRest = first === position.block && (position.line !== first || position.offset > 0 || position.skipped > 0)
  return isRest ? make(lines, line, position) : whole(lines, line, first)
}

/** The whole block whose first line is `first`. While its lines are the same objects it is the same, wherever they stand now. */
function whole(lines: readonly PageLine[], line: PageLine, first: number): Block | null {
  const was = known.get(line)
  if (was?.lines.every((each, i) => each === lines[first + i])) {
    if (was.block.at.block === first) return was.block
    const block = shifted(was.block, first - was.block.at.block)
    known.set(line, { block, lines: was.lines })
    return block
  }
  const block = make(lines, line, fresh(first))
  // the line behind a speech had to be looked at; there may be none
  const end = block.kind === 'line' || block.kind === 'break' ? block.next : block.next + 1
  known.set(line, { block, lines: Array.from({ length: end - first }, (_, i) => lines[first + i]) })
  return block
}

function shifted(block: Block, by: number): Block {
  const move = (item: BlockLine): BlockLine => ({ ...item, index: item.index + by })
  return {
    ...block,
    at: fresh(block.at.block + by),
    next: block.next + by,
    left: block.left.map(move),
    right: block.right.map(move),
  }
}

function make(lines: readonly PageLine[], line: PageLine, at: Position): Block {
  const first = at.block
  const set = setLine(line)
  if (!set) return { kind: 'break', at, next: first + 1, before: 0, left: [], right: [], continued: null, height: 0 }
  const before = set.layout.before
  if (line.type !== 'character') {
    const left = [restOf(wholeLine(first, set), at)]
    return { kind: 'line', at, next: first + 1, before, left, right: [], continued: null, height: heightOf(left) }
  }
  return speechAt(lines, at, set, before)
}

function speechAt(lines: readonly PageLine[], at: Position, cue: SetLine, before: number): Block {
  const leftLines = [at.block]
  const rightLines: number[] = []
  let next = at.block + 1
  for (let line = lines[next]; line; line = lines[++next]) {
    if (line.type === 'page_break') break
    if (!setLine(line)) continue
    if (SPEECH.has(line.type)) (rightLines.length > 0 ? rightLines : leftLines).push(next)
    else if (line.type === 'character' && line.dual && rightLines.length === 0) rightLines.push(next)
    else break
  }
  if (rightLines.length > 0) {
    const left = setAll(lines, leftLines, 'left')
    const right = setAll(lines, rightLines, 'right')
    const height = Math.max(heightOf(left), heightOf(right)) - at.skipped
    return { kind: 'dual', at, next, before, left, right, continued: null, height }
  }
  const isRest = at.line !== at.block || at.offset > 0
  const rest = setAll(lines, leftLines, null)
    .filter(({ index }) => index >= at.line)
    .map(item => restOf(item, at))
  const height = heightOf(rest) + (isRest ? 1 : 0)
  return { kind: 'speech', at, next, before, left: rest, right: [], continued: isRest ? cue : null, height }
}

function setAll(lines: readonly PageLine[], places: readonly number[], side: 'left' | 'right' | null): BlockLine[] {
  return places.flatMap(index => {
    const line = lines[index]
    const set = line && setLine(line, side)
    return set ? [wholeLine(index, set)] : []
  })
}

const wholeLine = (index: number, set: SetLine): BlockLine => ({ index, set, start: 0, height: set.wrapped.length })

const restOf = (item: BlockLine, at: Position): BlockLine =>
  item.index === at.line && at.offset > 0
    ? { ...item, start: at.offset, height: textRows(item.set, at.offset, item.set.printed.text.length).length }
    : item
