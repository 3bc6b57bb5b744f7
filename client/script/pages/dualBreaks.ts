import { type BlockLine, blockAt, type Position } from '../../../shared/core/pages/blocks.ts'
import type { PageLine } from '../../../shared/core/pages/page.ts'
import { sourceOf } from '../../../shared/core/pages/setLine.ts'

/** A place among the words of a line, where a row begins. */
export interface RowPlace {
  line: number
  offset: number
}

/**
 * Where a page begins in two speeches side by side that are longer than one: in the one column the page break itself, in the other
 * one, where it goes on as well, as much room. Null: the page begins elsewhere.
 */
export function dualBreak(
  lines: readonly PageLine[],
  start: Position,
): { gap: RowPlace; room: RowPlace | null } | null {
  const block = start.skipped > 0 ? blockAt(lines, start) : null
  if (block?.kind !== 'dual') return null
  const [left, right] = [block.left, block.right].map(half => rowOf(half, start.skipped))
  if (left) return { gap: left, room: right ?? null }
  return right ? { gap: right, room: null } : null
}

function rowOf(half: readonly BlockLine[], row: number): RowPlace | null {
  let above = 0
  for (const { index, set, height } of half) {
    if (row < above + height) {
      const { start = 0 } = set.wrapped[row - above] ?? {}
      return { line: index, offset: start > 0 ? sourceOf(set.printed, start) : 0 }
    }
    above += height
  }
  return null
}
