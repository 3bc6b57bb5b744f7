import { layoutOf } from '../../core/pages/layout.ts'
import type { PageRow } from '../../core/pages/page.ts'

/** Characters from the edge, where the right-hand half of dual dialogue begins. */
const RIGHT_HALF = 46

const SPOKEN = new Set(['character', 'parenthetical', 'dialogue', 'lyrics'])
const isBeside = ({ type, column }: PageRow): boolean =>
  SPOKEN.has(type) && (column >= RIGHT_HALF || column < leftmost(type))
const leftmost = (type: PageRow['type']): number => {
  const layout = layoutOf(type)
  return layout ? layout.column - (layout.hanging ?? 0) : 0
}

/** The rows in the order in which one reads them: of two who speak at once, first all of the left one. */
export function inReadingOrder(rows: readonly PageRow[]): PageRow[] {
  const out: PageRow[] = []
  let right: PageRow[] = []
  for (const row of rows) {
    if (isBeside(row) && row.column >= RIGHT_HALF) right.push(row)
    else {
      if (!isBeside(row)) {
        out.push(...right)
        right = []
      }
      out.push(row)
    }
  }
  return [...out, ...right]
}
