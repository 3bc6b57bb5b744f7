import type { EditorState } from '@tiptap/pm/state'
import type { Pagination } from '../../../shared/core/pages/paginate.ts'

/** The label of the page that the caret is on. */
export function pageOfCaret({ pages, sheets }: Pagination, { selection: { $head } }: EditorState): string {
  const line = $head.index(0)
  const offset = $head.depth > 0 ? $head.parentOffset : 0
  let low = 0
  let high = sheets.length
  while (low < high) {
    const middle = (low + high) >> 1
    const at = sheets[middle]?.start.line ?? 0
    const begun = at < line || (at === line && (pages[middle]?.start?.offset ?? 0) <= offset)
    if (begun) low = middle + 1
    else high = middle
  }
  return pages[Math.max(0, low - 1)]?.label ?? '1'
}
