import type { Node } from '@tiptap/pm/model'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { PAPERS } from '../../../shared/core/pages/layout.ts'
import type { Page } from '../../../shared/core/pages/page.ts'
import type { Pagination } from '../../../shared/core/pages/paginate.ts'
import type { Sheet } from '../../../shared/core/pages/sheet.ts'
import { isIn, type LineRange } from '../authorship/sight.ts'
import { decorationsIn } from '../binding/lineDecorations.ts'
import { startsOf } from '../binding/window.ts'
import { dualBreak, type RowPlace } from './dualBreaks.ts'

/** A page break as the editor draws it; all texts stand in attributes, so that nobody copies or finds them as words. */
interface Break {
  from: number
  key: string
  make: () => HTMLElement
}

function breakOf(
  { more, used }: Sheet,
  { header }: Page,
  { continued }: Sheet,
  from: number,
  paperRows: number,
): Break {
  const free = paperRows - used + (more ? 1 : 0)
  const make = () => {
    const gap = document.createElement('span')
    gap.className = 'page-gap'
    gap.contentEditable = 'false'
    gap.setAttribute('aria-hidden', 'true')
    gap.style.setProperty('--free', String(free))
    gap.style.setProperty('--name', continued === '' ? '0' : '1')
    gap.dataset.foot = more ? '(MORE)' : ''
    gap.dataset.head = header
    if (continued !== '') {
      const name = document.createElement('span')
      name.className = 'page-gap-name'
      name.dataset.text = continued
      gap.append(name)
    }
    return gap
  }
  return { from, key: JSON.stringify([header, free, more, continued]), make }
}

/** As high as a break, in the other column of two speeches. */
function roomOf({ used }: Sheet, from: number, paperRows: number): Break {
  const free = paperRows - used
  const make = () => {
    const room = document.createElement('span')
    room.className = 'page-room'
    room.contentEditable = 'false'
    room.setAttribute('aria-hidden', 'true')
    room.style.setProperty('--free', String(free))
    return room
  }
  return { from, key: `room ${free}`, make }
}

function endOf(last: Sheet | undefined, at: number, paperRows: number): Break {
  const free = paperRows - (last?.used ?? 0)
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
 * Where the pages of an editor's document begin and end, and the places of the lines that begin one: their empty rows above are
 * not printed there. `pages.lines[i]` is line i of `doc`.
 */
function breaksOf(
  { pages, sheets, options, lines }: Pagination,
  starts: readonly number[],
  range: LineRange,
): { breaks: Break[]; tops: number[] } {
  const { rows } = PAPERS[options.size ?? 'letter']
  const breaks: Break[] = []
  const tops: number[] = []
  for (const [i, { start, sheet }] of sheets.entries()) {
    const page = pages[i]
    const before = sheets[i - 1]
    const line = starts[start.line]
    if (!page?.start || line === undefined || !isIn(range, start.line)) continue
    const { offset } = page.start
    const beside = dualBreak(lines, start)
    if (beside && before) {
      const placeOf = (row: RowPlace) => (starts[row.line] ?? 0) + (row.offset > 0 ? 1 + row.offset : 0)
      breaks.push(breakOf(before.sheet, page, sheet, placeOf(beside.gap), rows))
      if (beside.room) breaks.push(roomOf(before.sheet, placeOf(beside.room), rows))
      continue
    }
    if (offset === 0) tops.push(start.line)
    if (before) breaks.push(breakOf(before.sheet, page, sheet, offset > 0 ? line + 1 + offset : line, rows))
  }
  if (range.to >= starts.length - 1) breaks.push(endOf(sheets.at(-1)?.sheet, starts.at(-1) ?? 0, rows))
  return { breaks, tops }
}

const TOP = 'top'
const keyOf = ({ from, spec }: Decoration): string => `${from} ${(spec as { key: string }).key}`

/**
 * The set with the breaks of these pages in the lines of `range`; elsewhere it stays as it is. What stands where it stood is the
 * same decoration, and is not drawn again.
 */
export function drawBreaks(
  set: DecorationSet,
  pagination: Pagination,
  doc: Node,
  range: LineRange = { from: 0, to: doc.childCount },
): DecorationSet {
  const wanted = new Map<string, () => Decoration>()
  const starts = startsOf(doc)
  const { breaks, tops } = breaksOf(pagination, starts, range)
  for (const { from, key, make } of breaks)
    wanted.set(`${from} ${key}`, () => Decoration.widget(from, make, { side: -1, key, ignoreSelection: true }))
  for (const line of tops) {
    const [top, to] = [starts[line] ?? 0, starts[line + 1] ?? 0]
    wanted.set(`${top} ${TOP}`, () => Decoration.node(top, to, { class: 'page-top' }, { key: TOP }))
  }
  const from = starts[range.from] ?? 0
  const isLast = range.to >= doc.childCount
  const to = isLast ? doc.content.size : (starts[range.to] ?? 0)
  const stale: Decoration[] = []
  for (const decoration of set.find(from, to)) {
    const isInside = decoration.from >= from && (isLast || decoration.from < to)
    if (isInside && !wanted.delete(keyOf(decoration))) stale.push(decoration)
  }
  if (stale.length === 0 && wanted.size === 0) return set
  const fresh = [...wanted.values()].map(make => make())
  return set === DecorationSet.empty ? decorationsIn(doc, fresh) : set.remove(stale).add(doc, fresh)
}
