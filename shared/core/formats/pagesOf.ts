import type { Page, PageSize } from '../pages/page.ts'
import { paginateScreenplay } from '../pages/scriptPages.ts'
import type { PageRanges } from './json/write.ts'
import type { Screenplay } from './screenplay.ts'

/** The pages of a screenplay as they are printed, on its own paper or another. */
export const pagesOf = (screenplay: Screenplay, pageSize = sizeOf(screenplay)): readonly Page[] =>
  paginateScreenplay({ ...screenplay, production: { ...screenplay.production, pageSize } }).pages

export const sizeOf = ({ production }: Screenplay): PageSize => production?.pageSize ?? 'letter'

/** Which elements stand on each page, as ranges of indexes. */
export const rangesOf = (pages: readonly Page[]): PageRanges[] =>
  pages.map(({ label, rows }) => {
    const elements: [number, number][] = []
    const printed = new Set(rows.map(row => Number(row.line)))
    for (const index of [...printed].sort((a, b) => a - b)) {
      const last = elements.at(-1)
      if (last && last[1] === index - 1) last[1] = index
      else elements.push([index, index])
    }
    return { number: /^\d+$/.test(label) ? Number(label) : label, elements }
  })
