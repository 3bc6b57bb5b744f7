import { layoutOf, PAPERS } from '../../../../shared/core/pages/layout.ts'
import { wrap } from '../../../../shared/core/pages/wrap.ts'
import type { SceneAnswer } from '../../../agents/storyAnswers.ts'

export type Element = SceneAnswer['elements'][number]

/** Rows of a page that elements take, each with the empty rows before it. */
export function rowsOf(elements: readonly Element[]): number {
  let rows = 0
  for (const { type, text } of elements) {
    const layout = layoutOf(type)
    if (layout) rows += layout.before + wrap(text, layout.width, layout.width + (layout.hanging ?? 0)).length
  }
  return rows
}

export const ROWS_PER_EIGHTH = PAPERS.letter.rows / 8
