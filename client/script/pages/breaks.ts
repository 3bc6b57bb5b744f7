import type { Node } from '@tiptap/pm/model'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { PAPERS } from '../../../shared/core/pages/layout.ts'
import type { Page } from '../../../shared/core/pages/page.ts'
import type { Pagination } from '../../../shared/core/pages/paginate.ts'
import { textOfRuns } from '../../../shared/core/script/line.ts'
import { startsOf } from '../binding/window.ts'

/** A page break as the editor draws it; all texts stand in attributes, so that nobody copies or finds them as words. */
interface Break {
  from: number
  key: string
  make: () => HTMLElement
}

const rowsUsed = ({ rows }: Page): number => (rows.at(-1)?.row ?? -1) + 1

function breakOf(before: Page, page: Page, from: number, paperRows: number): Break {
  const more = before.rows.at(-1)?.kind === 'more'
  const first = page.rows[0]
  const continued = first?.kind === 'continued' ? textOfRuns(first.runs) : ''
  const free = paperRows - rowsUsed(before) + (more ? 1 : 0)
  const make = () => {
    const gap = document.createElement('span')
    gap.className = 'page-gap'
    gap.contentEditable = 'false'
    gap.setAttribute('aria-hidden', 'true')
    gap.style.setProperty('--free', String(free))
    const parts: [string, string][] = [
      ['page-gap-foot', more ? '(MORE)' : ''],
      ['page-gap-desk', ''],
      ['page-gap-head', page.header],
      ...(continued === '' ? [] : [['page-gap-name', continued] satisfies [string, string]]),
    ]
    for (const [name, text] of parts) {
      const part = document.createElement('span')
      part.className = name
      part.dataset.text = text
      gap.append(part)
    }
    return gap
  }
  return { from, key: JSON.stringify([page.header, free, more, continued]), make }
}

function endOf(last: Page | undefined, at: number, paperRows: number): Break {
  const free = paperRows - (last ? rowsUsed(last) : 0)
  const make = () => {
    const end = document.createElement('span')
    end.className = 'page-end'
    end.contentEditable = 'false'
    end.setAttribute('aria-hidden', 'true')
    end.style.setProperty('--free', String(free))
    return end
  }
  return { from: at, key: `end ${free}`, make }
}

/**
 * Where the pages of an editor's document begin and end, and the lines that begin one: their empty rows above are not
 * printed there. `pages.lines[i]` is line i of `doc`.
 */
function breaksOf({ pages, sheets, options }: Pagination, doc: Node): { breaks: Break[]; tops: number[] } {
  const starts = startsOf(doc)
  const { rows } = PAPERS[options.size ?? 'letter']
  const breaks: Break[] = []
  const tops: number[] = []
  for (const [i, page] of pages.entries()) {
    const before = pages[i - 1]
    const line = starts[sheets[i]?.start.line ?? -1]
    if (!page.start || line === undefined) continue
    const { offset } = page.start
    if (offset === 0) tops.push(line)
    if (before) breaks.push(breakOf(before, page, offset > 0 ? line + 1 + offset : line, rows))
  }
  breaks.push(endOf(pages.at(-1), doc.content.size, rows))
  return { breaks, tops }
}

const TOP = 'top'
const keyOf = ({ from, spec }: Decoration): string => `${from} ${(spec as { key: string }).key}`

/** The set with the breaks of these pages; what stands where it stood is the same decoration, and is not drawn again. */
export function drawBreaks(set: DecorationSet, pagination: Pagination, doc: Node): DecorationSet {
  const wanted = new Map<string, () => Decoration>()
  const { breaks, tops } = breaksOf(pagination, doc)
  for (const { from, key, make } of breaks)
    wanted.set(`${from} ${key}`, () => Decoration.widget(from, make, { side: -1, key, ignoreSelection: true }))
  for (const top of tops) {
    const to = top + (doc.nodeAt(top)?.nodeSize ?? 0)
    wanted.set(`${top} ${TOP}`, () => Decoration.node(top, to, { class: 'page-top' }, { key: TOP }))
  }
  const stale: Decoration[] = []
  for (const decoration of set.find()) if (!wanted.delete(keyOf(decoration))) stale.push(decoration)
  if (stale.length === 0 && wanted.size === 0) return set
  const fresh = [...wanted.values()].map(make => make())
  return set === DecorationSet.empty ? DecorationSet.create(doc, fresh) : set.remove(stale).add(doc, fresh)
}
