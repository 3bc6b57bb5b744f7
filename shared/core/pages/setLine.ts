import { dualLayout, type ElementLayout, layoutOf, type Side } from './layout.ts'
import type { PageLine, PageRow } from './page.ts'
import { type Printed, printedLine, sliceRuns } from './printed.ts'
import { type TextRow, wrap } from './wrap.ts'

/** A line set in rows, where it stands in one column of the page. */
export interface SetLine {
  readonly line: PageLine
  readonly printed: Printed
  readonly layout: ElementLayout
  /** All of its rows; each with `row` 0. */
  readonly rows: readonly PageRow[]
}

const OMITTED = 'OMITTED'

const cached = new WeakMap<PageLine, Map<Side | 'full', SetLine | null>>()

/** Sets a line; null when it is not printed. Kept for as long as the line is the same object. */
export function setLine(line: PageLine, side: Side | null = null): SetLine | null {
  const settings = cached.get(line) ?? new Map<Side | 'full', SetLine | null>()
  cached.set(line, settings)
  const known = settings.get(side ?? 'full')
  if (known !== undefined) return known
  const setting = set(line, side)
  settings.set(side ?? 'full', setting)
  return setting
}

function set(line: PageLine, side: Side | null): SetLine | null {
  const layout = side ? dualLayout(line.type, side) : layoutOf(line.type)
  if (!layout) return null
  if (line.omitted) return line.type === 'scene_heading' ? omitted(line, layout) : null
  const printed = printedLine(line)
  if (printed.text === '') return null
  return { line, printed, layout, rows: rowsBetween({ line, printed, layout }, 0, printed.text.length) }
}

function omitted(line: PageLine, layout: ElementLayout): SetLine {
  const runs = [{ text: OMITTED, marks: [] }]
  const row: PageRow = {
    ...{ kind: 'omitted', line: line.id, type: line.type, row: 0, column: layout.column, from: 0, to: 0, runs },
    width: OMITTED.length,
    ...(line.sceneNumber !== undefined && { sceneNumber: line.sceneNumber }),
  }
  return { line, printed: { text: OMITTED, runs, source: new Uint32Array(OMITTED.length + 1) }, layout, rows: [row] }
}

/** Rows of the part `start`..`end` of the printed text, set anew: behind a page break a sentence begins at the left. */
export function rowsBetween(set: Omit<SetLine, 'rows'>, start: number, end: number): PageRow[] {
  const { printed, layout } = set
  return textRows(set, start, end).map((row, i) => {
    const from = start + row.start
    const to = start + row.end
    const hanging = start === 0 && i === 0 ? (layout.hanging ?? 0) : 0
    return {
      kind: 'text',
      line: set.line.id,
      type: set.line.type,
      row: 0,
      column: columnOf(layout, row.width) - hanging,
      from: sourceOf(printed, from),
      to: sourceOf(printed, to),
      runs: sliceRuns(printed.runs, from, to),
      width: row.width,
      ...(i === 0 && start === 0 && set.line.sceneNumber !== undefined && { sceneNumber: set.line.sceneNumber }),
    }
  })
}

/** The same as places in the printed text, without making rows of it. Places count from `start`. */
export function textRows({ printed, layout }: Omit<SetLine, 'rows'>, start: number, end: number): TextRow[] {
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
