import type { LineType } from '../script/lineTypes.ts'
import { type Block, blockAt, fresh, type Position } from './blocks.ts'
import { type Cut, cutsOf, lastCuts } from './cuts.ts'
import { type LockedStart, lockedAt, lockedCut } from './lockedStarts.ts'
import type { PageLine } from './page.ts'
import { Sheet } from './sheet.ts'

export interface Script {
  readonly lines: readonly PageLine[]
  readonly locked: readonly LockedStart[]
  /** Rows of a page. */
  readonly rows: number
  readonly revision: string | undefined
}

/** A page before it has its label. */
export interface FilledSheet {
  readonly start: Position
  /** What stands on it: the same object for as long as the page is as it was. */
  readonly sheet: Sheet
  /** The last line that was looked at: the page is as it is while the lines from its start to here are. */
  readonly reach: number
  /** Which of the locked pages begins here; -1: none. */
  readonly locked: number
  /** Where the next page begins; null: the script ends here. */
  readonly next: Position | null
}

/** Fills one page from `position`. Null when nothing is printed there any more. */
export function fillSheet(script: Script, position: Position): FilledSheet | null {
  const reader = new Reader(script)
  const sheet = new Sheet(script.revision)
  let block = reader.read(position)
  // a page break at the top of a page breaks nothing
  while (block?.kind === 'break') block = reader.read(fresh(block.next))
  if (!block) return null
  const start = block.at
  const locked = lockedAt(block, script.locked)
  const filled = (next: Position | null): FilledSheet => ({
    start,
    sheet,
    reach: reader.reach,
    locked,
    next,
  })
  /** Nothing but headings stands here so far: what follows them is not parted from them, however long it is. */
  let headed = true
  while (block) {
    if (block.kind === 'break') return filled(reader.printedFrom(block.next))
    if (sheet.used > 0 && lockedAt(block, script.locked) >= 0) return filled(block.at)
    const room = script.rows - sheet.used - (sheet.used === 0 ? 0 : block.before)
    const forced = lockedCut(block, script.locked)
    if (forced ? forced.rows <= room : block.height <= room) {
      if (!forced && sheet.used > 0 && !reader.mayEndWith(block, room, headed)) return filled(block.at)
      sheet.place(block, forced)
      if (forced) return filled(forced.at)
      headed &&= isHeading(block)
      block = reader.read(fresh(block.next))
      continue
    }
    const cut = cutWithin(block, room, forced, headed)
    if (!cut) return filled(block.at)
    sheet.place(block, cut)
    return filled(cut.at)
  }
  return filled(null)
}

/** The last cut that leaves no more than `room` rows, before the locked page that begins in the block. */
function cutWithin(block: Block, room: number, forced: Cut | null, isAlone: boolean): Cut | null {
  const fits = ({ rows, at }: Cut): boolean =>
    rows <= room &&
    (forced === null || at.line < forced.at.line || (at.line === forced.at.line && at.offset < forced.at.offset))
  const cut = cutsOf(block).findLast(fits)
  return cut ?? (isAlone ? (lastCuts(block).findLast(fits) ?? null) : null)
}

/** Reads blocks, and knows how far it has read. */
class Reader {
  reach = -1
  readonly #script: Script

  constructor(script: Script) {
    this.#script = script
  }

  read(position: Position): Block | null {
    const block = blockAt(this.#script.lines, position)
    this.reach = Math.max(this.reach, block ? block.next : this.#script.lines.length)
    return block
  }

  /** Where the next printed block begins. */
  printedFrom(line: number): Position | null {
    let block = this.read(fresh(line))
    while (block?.kind === 'break') block = this.read(fresh(block.next))
    return block?.at ?? null
  }

  /**
   * With `room` rows left: a heading needs what follows it on its page, at least two rows of it. What is too long for any
   * page is cut below a heading at the top of one (`headed`).
   */
  mayEndWith(block: Block, room: number, headed: boolean): boolean {
    if (!isHeading(block)) return true
    const rows = block.height + this.#following(block.next, 2)
    return rows <= room || (headed && rows > this.#script.rows)
  }

  /** Rows that must stand below a heading, the empty ones above them included. */
  #following(line: number, least: number): number {
    let rows = 0
    for (let missing = least, at = line; missing > 0; ) {
      const block = this.read(fresh(at))
      if (!block || block.kind === 'break' || lockedAt(block, this.#script.locked) >= 0) return rows
      // a locked page begins in it: what stands before that has to be here
      rows += block.before
      const forced = lockedCut(block, this.#script.locked)
      if (isHeading(block)) {
        rows += block.height
        missing = least
      } else if (forced || block.height > 1) {
        const first = cutsOf(block)[0]
        return rows + Math.min(first?.rows ?? block.height, forced?.rows ?? block.height, block.height)
      } else {
        rows += 1
        missing--
      }
      if (rows > this.#script.rows) return rows
      at = block.next
    }
    return rows
  }
}

const isHeading = ({ left: [first] }: Block): boolean =>
  first !== undefined && !first.set.line.omitted && HEADINGS.has(first.set.line.type)
const HEADINGS: ReadonlySet<LineType> = new Set(['scene_heading', 'shot'])
