import type { Pagination } from '../../../shared/core/pages/paginate.ts'
import type { LineRange } from '../authorship/sight.ts'

/** Pages `from`..`to`, the end excluded. */
export interface PageRange {
  from: number
  to: number
}

/** The pages that are not what they were: all between the first and the last that another page stands for now. */
export function changedPages({ pages: before }: Pagination, { pages: now }: Pagination): PageRange {
  let from = 0
  while (from < now.length && now[from] === before[from]) from++
  let to = now.length
  for (let old = before.length; to > from && old > from && now[to - 1] === before[old - 1]; old--) to--
  return { from, to }
}

/** The lines of these pages, and the one that begins the page behind them: the break before it tells of their last rows. */
export function linesOf({ sheets, lines }: Pagination, { from, to }: PageRange): LineRange {
  if (from >= to && from >= sheets.length) return { from: lines.length, to: lines.length }
  const next = sheets[to]
  return { from: from === 0 ? 0 : (sheets[from]?.start.line ?? 0), to: next ? next.start.line + 1 : lines.length }
}

/** Does every page begin where it began, with as many rows, under the same label? */
export const hasSameEnds = (before: Pagination, now: Pagination): boolean =>
  before.options.size === now.options.size &&
  before.sheets.length === now.sheets.length &&
  now.sheets.every(({ start, sheet }, i) => {
    const was = before.sheets[i]
    return (
      was?.start.line === start.line &&
      was.start.offset === start.offset &&
      was.sheet.used === sheet.used &&
      before.pages[i]?.label === now.pages[i]?.label
    )
  })

export const meet = (a: LineRange, b: LineRange): LineRange => {
  const from = Math.max(a.from, b.from)
  return { from, to: Math.max(from, Math.min(a.to, b.to)) }
}
