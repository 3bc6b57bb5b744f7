import { dualLayout, type ElementLayout, layoutOf, type Side } from './layout.ts'
import type { PageLine, PageRow } from './page.ts'
import { type Printed, printedLine, sliceRuns } from './printed.ts'
import { type TextRow, wrap } from './wrap.ts'

/** A line set in rows, where it stands in one column of the page. */
export interface SetLine {
  readonly line: PageLine
  readonly printed: Printed
  readonly layout: ElementLayout
  /** Where its rows are in the printed text. */
  readonly wrapped: readonly TextRow[]
  /** The same as rows to print; each with `row` 0. Made when somebody asks: pages are filled without them. */
  readonly rows: readonly PageRow[]
}
/** What rows are made of. */
type Setting = Pick<SetLine, 'line' | 'printed' | 'layout'>

const OMITTED = 'OMITTED'

const known: Record<Side | 'full', WeakMap<PageLine, SetLine | null>> = {
  full: new WeakMap(),
  left: new WeakMap(),
  right: new WeakMap(),
}

/** Sets a line; null when it is not printed. Kept for as long as the line is the same object. */
export function setLine(line: PageLine, side: Side | null = null): SetLine | null {
  const settings = known[side ?? 'full']
  let setting = settings.get(line)
  if (setting === undefined) {
    setting = set(line, side)
    settings.set(line, setting)
  }
  return setting
}

function set(line: PageLine, side: Side | null): SetLine | null {
  const layout = side ? dualLayout(line.type, side) : layoutOf(line.type)
  if (!layout) return null
  if (line.omitted) return line.type === 'scene_heading' ? omitted(line, layout) : null
  const printed = printedLine(line)
  if (printed.text === '') return null
  const setting = { line, printed, layout }
  const wrapped = textRows(setting, 0, printed.text.length)
  let rows: readonly PageRow[] | null = null
  return {
    ...setting,
    wrapped,
    get rows() {
      rows ??= pageRows(setting, 0, wrapped)
      return rows
    },
  }
}

function omitted(line: PageLine, layout: ElementLayout): SetLine {
  const runs = [{ text: OMITTED, marks: [] }]
  const row: PageRow = {
    ...{ kind: 'omitted', line: line.id, type: line.type, row: 0, column: layout.column, from: 0, to: 0, runs },
    width: OMITTED.length,
    ...(line.sceneNumber !== undefined && { sceneNumber: line.sceneNumber }),
  }
  const printed = { text: OMITTED, runs, source: new Uint32Array(OMITTED.length + 1) }
  return { line, printed, layout, wrapped: [{ start: 0, end: OMITTED.length, width: OMITTED.length }], rows: [row] }
}

/** Rows of the part `start`..`end` of the printed text, set anew: behind a page break a sentence begins at the left. */
export const rowsBetween = (set: Setting, start: number, end: number): PageRow[] =>
  pageRows(set, start, textRows(set, start, end))

function pageRows({ line, printed, layout }: Setting, start: number, wrapped: readonly TextRow[]): PageRow[] {
  return wrapped.map((row, i) => {
    const from = start + row.start
    const to = start + row.end
    const hanging = start === 0 && i === 0 ? (layout.hanging ?? 0) : 0
    return {
      kind: 'text',
      line: line.id,
      type: line.type,
      row: 0,
      column: columnOf(layout, row.width) - hanging,
      from: sourceOf(printed, from),
      to: sourceOf(printed, to),
      runs: sliceRuns(printed.runs, from, to),
      width: row.width,
      ...(i === 0 && start === 0 && line.sceneNumber !== undefined && { sceneNumber: line.sceneNumber }),
    }
  })
}

/** The same as places in the printed text, without making rows of it. Places count from `start`. */
export function textRows({ printed, layout }: Setting, start: number, end: number): TextRow[] {
  const text = start === 0 && end === printed.text.length ? printed.text : printed.text.slice(start, end)
  return wrap(text, layout.width, start === 0 ? layout.width + (layout.hanging ?? 0) : layout.width)
}

function columnOf({ column, width, align }: ElementLayout, used: number): number {
  if (align === 'right') return column + Math.max(0, width - used)
  if (align === 'centre') return column + Math.max(0, width - used) / 2
  return column
}

/** The place in the line's own text of a place in its printed text, and the other way round. */
export const sourceOf = ({ source }: Printed, at: number): number => (source ? (source[at] ?? 0) : at)

export function printedPlace({ text, source }: Printed, at: number): number {
  if (!source) return Math.min(at, text.length)
  let place = 0
  while (place < text.length && (source[place] ?? 0) < at) place++
  return place
}
