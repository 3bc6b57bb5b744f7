import { fresh, isSame, type Position } from './blocks.ts'
import { type FilledSheet, fillSheet, type Script } from './fillSheet.ts'
import { labelsOf } from './labels.ts'
import { PAPERS } from './layout.ts'
import { findLocked, type LockedStart } from './lockedStarts.ts'
import type { Page, PageLine, PageOptions, PageStart } from './page.ts'
import { setLine, sourceOf } from './setLine.ts'
import type { Sheet } from './sheet.ts'

/** Pages, and what is needed to find them again after a change without setting all of them anew. */
export interface Pagination {
  readonly pages: readonly Page[]
  readonly lines: readonly PageLine[]
  readonly options: PageOptions
  readonly sheets: readonly FilledSheet[]
  readonly locked: readonly LockedStart[]
}

/**
 * Lays a script out in pages, as Final Draft does. With `previous`, the result for lines of which most are the same objects,
 * only the pages are set anew from the one with the first changed line to the first that begins where one began before; the
 * result is the same as without. A script in which nothing is printed has one empty page.
 */
export function paginate(lines: readonly PageLine[], options: PageOptions = {}, previous?: Pagination): Pagination {
  const locked = options.locked ? findLocked(lines, options.locked) : []
  const script: Script = { lines, locked, rows: PAPERS[options.size ?? 'letter'].rows, revision: options.revision }
  const sheets = previous && isComparable(previous, options) ? refill(script, previous) : fill(script, fresh(0))
  const labels = labelsOf(sheets, locked)
  const old = new Map(previous?.sheets.map(({ sheet }, i) => [sheet, previous.pages[i]]))
  const pages = sheets.map((sheet, i) => page(lines, sheet, labels[i] ?? '', i, old))
  return { pages: pages.length > 0 ? pages : [EMPTY], lines, options, sheets, locked }
}

const EMPTY: Page = { label: '1', header: '', start: null, rows: [] }

const isComparable = ({ options }: Pagination, next: PageOptions): boolean =>
  options.size === next.size && options.revision === next.revision

function* sheetsFrom(script: Script, position: Position): Generator<FilledSheet> {
  for (let at: Position | null = position; at; ) {
    const sheet = fillSheet(script, at)
    if (!sheet) return
    yield sheet
    at = sheet.next
  }
}

const fill = (script: Script, position: Position): FilledSheet[] => [...sheetsFrom(script, position)]

function refill(script: Script, { lines: before, sheets: old, locked: oldLocked }: Pagination): FilledSheet[] {
  const { lines } = script
  let from = 0
  const least = Math.min(before.length, lines.length)
  while (from < least && before[from] === lines[from]) from++
  let end = before.length
  const by = lines.length - before.length
  while (end > from && end + by > from && before[end - 1] === lines[end + by - 1]) end--
  const lock = lockWindow(oldLocked, script.locked, from, end, by)
  if (from === before.length && by === 0 && lock.from === Number.POSITIVE_INFINITY) return [...old]

  const changed = Math.min(from, lock.from)
  const kept = old.findIndex(({ reach }) => reach >= changed)
  const sheets = old.slice(0, kept < 0 ? old.length - 1 : kept)
  const start = old[sheets.length]?.start ?? fresh(0)
  // the first lines may be new ones that are printed above all others
  const position = sheets.length === 0 ? fresh(0) : start
  let next = sheets.length
  for (const sheet of sheetsFrom(script, position)) {
    // everything from here on is as it was, at the same place
    const at = moved(sheet.start, -by)
    while (next < old.length && isBefore(old[next]?.start, at)) next++
    const same = old[next]
    if (same && at.block >= Math.max(end, lock.to) && isSame(same.start, at)) {
      const by2 = script.locked.length - oldLocked.length
      return [...sheets, ...old.slice(next).map(rest => shifted(rest, by, by2))]
    }
    sheets.push(sheet)
  }
  return sheets
}

/** Lines between which locked starts are others than before: the first in either, and in the old lines the one behind the last. */
function lockWindow(old: readonly LockedStart[], now: readonly LockedStart[], from: number, end: number, by: number) {
  const isEqual = (a: LockedStart | undefined, b: LockedStart | undefined, shift: number): boolean =>
    a !== undefined && b !== undefined && a.line + shift === b.line && a.offset === b.offset && a.label === b.label
  let first = 0
  while (
    first < Math.max(old.length, now.length) &&
    isEqual(old[first], now[first], (old[first]?.line ?? 0) < from ? 0 : by)
  )
    first++
  if (first === old.length && first === now.length) return { from: Number.POSITIVE_INFINITY, to: 0 }
  let left = old.length
  let right = now.length
  while (
    left > first &&
    right > first &&
    (old[left - 1]?.line ?? 0) >= end &&
    isEqual(old[left - 1], now[right - 1], by)
  ) {
    left--
    right--
  }
  const places = [old[first]?.line, now[first]?.line].filter(place => place !== undefined)
  return {
    from: Math.min(...places),
    to: Math.max((old[left - 1]?.line ?? -1) + 1, (now[right - 1]?.line ?? -1) + 1 - by),
  }
}

const isBefore = (a: Position | undefined, b: Position): boolean =>
  a !== undefined &&
  (a.line !== b.line ? a.line < b.line : a.offset !== b.offset ? a.offset < b.offset : a.skipped < b.skipped)

const moved = (at: Position, by: number): Position =>
  by === 0 ? at : { ...at, block: at.block + by, line: at.line + by }

function shifted(sheet: FilledSheet, by: number, lockedBy: number): FilledSheet {
  if (by === 0 && lockedBy === 0) return sheet
  return {
    ...sheet,
    start: moved(sheet.start, by),
    reach: sheet.reach + by,
    next: sheet.next && moved(sheet.next, by),
    locked: sheet.locked < 0 ? -1 : sheet.locked + lockedBy,
  }
}

function page(
  lines: readonly PageLine[],
  { start, sheet }: FilledSheet,
  label: string,
  place: number,
  old: ReadonlyMap<Sheet, Page | undefined>,
): Page {
  const was = old.get(sheet)
  if (was?.label === label) return was
  const header = place === 0 ? '' : `${label}.`
  return {
    label,
    header,
    start: startOf(lines, start),
    get rows() {
      return sheet.rows
    },
  }
}

function startOf(lines: readonly PageLine[], { line: at, offset }: Position): PageStart | null {
  const line = lines[at]
  if (!line) return null
  const set = setLine(line)
  return { line: line.id, offset: set && offset > 0 ? sourceOf(set.printed, offset) : 0 }
}
