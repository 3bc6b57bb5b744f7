import type { LineType } from '../script/lineTypes.ts'
import type { PageSize } from './page.ts'

/** How an element is set, in characters from the left edge of the paper and in rows. */
export interface ElementLayout {
  readonly column: number
  /** Characters a row. */
  readonly width: number
  /** How much further left its first row begins: the bracket of a parenthetical hangs. */
  readonly hanging?: number
  /** Empty rows above, but none at the top of a page. */
  readonly before: number
  readonly align?: 'right' | 'centre'
}

const FULL = { column: 15, width: 60 }

/**
 * The one table of layout: the indents, widths and spaces of Final Draft's screenplay template (<ElementSettings>: indents
 * in inches from the edge of the paper, SpaceBefore in points). Null: not printed.
 */
const ELEMENTS: Record<LineType, ElementLayout | null> = {
  scene_heading: { ...FULL, before: 2 },
  action: { ...FULL, before: 1 },
  character: { column: 35, width: 37, before: 1 },
  parenthetical: { column: 30, width: 25, hanging: 1, before: 0 },
  dialogue: { column: 25, width: 35, before: 0 },
  lyrics: { column: 25, width: 35, before: 0 },
  transition: { column: 55, width: 16, before: 1, align: 'right' },
  centered: { ...FULL, before: 1, align: 'centre' },
  shot: { ...FULL, before: 1 },
  general: { ...FULL, before: 0 },
  section: null,
  synopsis: null,
  note: null,
  page_break: null,
}

export const layoutOf = (type: LineType): ElementLayout | null => ELEMENTS[type]

/** Which half of dual dialogue a speech stands in. */
export type Side = 'left' | 'right'

const LEFT_EDGE: Record<Side, number> = { left: 15, right: 46 }
/** In a half of 29 characters: how far in an element begins. */
const DUAL: Partial<Record<LineType, { inset: number; width: number; hanging?: number }>> = {
  character: { inset: 8, width: 21 },
  parenthetical: { inset: 3, width: 24, hanging: 1 },
  dialogue: { inset: 0, width: 29 },
  lyrics: { inset: 0, width: 29 },
}

/** The layout of an element of dual dialogue. */
export function dualLayout(type: LineType, side: Side): ElementLayout | null {
  const half = DUAL[type]
  const full = ELEMENTS[type]
  if (!half || !full) return full
  const { inset, ...rest } = half
  return { ...rest, column: LEFT_EDGE[side] + inset, before: full.before }
}

interface Paper {
  /** In points. */
  readonly width: number
  readonly height: number
  /** Rows between the margins of an inch above and below. */
  readonly rows: number
}

/** Final Draft's papers: 72 pt above and below. Letter: (792 - 144) / 12 = 54 rows; A4: (842 - 144) / 12 = 58. */
export const PAPERS: Record<PageSize, Paper> = {
  letter: { width: 612, height: 792, rows: 54 },
  a4: { width: 595, height: 842, rows: 58 },
}
