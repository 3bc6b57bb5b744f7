import type { LineType } from '../script/lineTypes.ts'
import type { Block, BlockLine, Position } from './blocks.ts'
import { sentenceBreaks } from './sentences.ts'
import { textRows } from './setLine.ts'

/** A place where a block goes over the page. */
export interface Cut {
  /** Where the next page begins. */
  readonly at: Position
  /** Where the words of this page end in the printed text of the line that is cut; 0: between two lines. */
  readonly end: number
  /** Rows that stay on this page, (MORE) included. */
  readonly rows: number
}

/** At the foot and at the head of a page stand two rows of a paragraph at least. */
const LEAST = 2

/** So many times the width of a row is more than two rows, whatever is written there. */
const ENOUGH = 8

const WHOLE: ReadonlySet<LineType> = new Set(['scene_heading', 'shot', 'transition', 'centered', 'character'])

const known = new WeakMap<Block, readonly Cut[]>()

/** Where a block may be cut by the rules, rising. */
export function cutsOf(block: Block): readonly Cut[] {
  let cuts = known.get(block)
  if (!cuts) {
    cuts = findCuts(block)
    known.set(block, cuts)
  }
  return cuts
}

function findCuts(block: Block): Cut[] {
  if (block.kind === 'speech') return speechCuts(block)
  const [item] = block.left
  if (block.kind !== 'line' || !item || WHOLE.has(item.set.line.type) || item.height < 2 * LEAST) return []
  const bySentence = sentenceCuts(block, item, 0)
  // a paragraph of action that is one sentence is cut at a row, speech never
  return bySentence.length > 0 || item.set.line.type === 'dialogue' ? bySentence : rowCuts(block, item, 0, LEAST)
}

/** Cuts of a block that is longer than a page, where the rules allow none: at any row. */
export function lastCuts(block: Block): Cut[] {
  if (block.kind === 'dual') {
    const cuts: Cut[] = []
    for (let rows = 1; rows < block.height; rows++)
      cuts.push({ at: { ...block.at, skipped: block.at.skipped + rows }, end: 0, rows })
    return cuts
  }
  let above = block.continued ? 1 : 0
  return block.left.flatMap((item, i) => {
    const rows = above
    above += item.height
    const between = i > 0 ? [cutAt(block, item, 0, 0, rows)] : []
    return [...between, ...rowCuts(block, item, rows, 1)]
  })
}

function speechCuts(block: Block): Cut[] {
  const cuts: Cut[] = []
  const head = block.continued ? 1 : (block.left[0]?.height ?? 0)
  let above = block.continued ? 1 : 0
  for (const [i, item] of block.left.entries()) {
    const previous = block.left[i - 1]?.set.line.type
    const below = block.height - above
    // what belongs to a parenthetical follows it
    if ((previous === 'dialogue' || previous === 'lyrics') && above - head >= LEAST && below >= LEAST)
      cuts.push(cutAt(block, item, 0, 0, above))
    if (item.set.line.type === 'dialogue' || item.set.line.type === 'lyrics')
      cuts.push(...sentenceCuts(block, item, above))
    above += item.height
  }
  return cuts
}

function sentenceCuts(block: Block, item: BlockLine, above: number): Cut[] {
  const { set, start } = item
  const { text } = set.printed
  const rows = textRows(set, start, text.length)
  const cuts: Cut[] = []
  let row = 0
  for (const { end, next } of sentenceBreaks(text, set.line.type)) {
    if (end <= start) continue
    while (row + 1 < rows.length && start + (rows[row]?.end ?? 0) < end) row++
    if (row + 1 < LEAST) continue
    if (textRows(set, next, Math.min(text.length, next + ENOUGH * set.layout.width)).length < LEAST) break
    cuts.push(cutAt(block, item, end, next, above + row + 1))
  }
  return cuts
}

function rowCuts(block: Block, item: BlockLine, above: number, least: number): Cut[] {
  const { set, start } = item
  const rows = textRows(set, start, set.printed.text.length)
  const cuts: Cut[] = []
  for (let row = least; row <= rows.length - least; row++)
    cuts.push(cutAt(block, item, start + (rows[row - 1]?.end ?? 0), start + (rows[row]?.start ?? 0), above + row))
  return cuts
}

/** A cut in or before `item`; `rows` without (MORE). */
export const cutAt = (block: Block, item: BlockLine, end: number, next: number, rows: number): Cut => ({
  at: { block: block.at.block, line: item.index, offset: next, skipped: 0 },
  end,
  rows: rows + (block.kind === 'speech' ? 1 : 0),
})
