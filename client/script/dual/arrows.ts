import { type Command, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { startOf } from '../binding/window.ts'
import type { DualBlock } from './blocks.ts'

/**
 * Up and down as it looks: the browser goes by the order of the lines, and would lead from the foot of the left speech to the
 * head of the right one.
 */
export const besideArrow =
  (by: 'up' | 'down', blocks: readonly DualBlock[], extend: boolean): Command =>
  (state, dispatch, view) => {
    if (!view || blocks.length === 0) return false
    const { $head, $anchor } = state.selection
    const index = $head.index(0)
    const block = blocks.find(({ from, to }) => index >= from - 1 && index <= to)
    if (!block || !view.endOfTextblock(by)) return false
    const { left: x } = view.coordsAtPos($head.pos)
    const target = targetOf(by, block, index, () => x >= leftOf(view, block.right))
    if (target === null) return false
    // above the first line and below the last one there is nothing
    if (target < 0 || target >= state.doc.childCount) return true
    const start = startOf(state.doc, target) + 1
    const head = nearest(view, by, start, start + state.doc.child(target).content.size, x)
    dispatch?.(
      state.tr.setSelection(TextSelection.create(state.doc, extend ? $anchor.pos : head, head)).scrollIntoView(),
    )
    return true
  }

/** The line to go to where the browser would go astray; null: it goes right by itself. */
function targetOf(
  by: 'up' | 'down',
  { from, right, to }: DualBlock,
  index: number,
  isRight: () => boolean,
): number | null {
  if (by === 'down') {
    if (index === right - 1) return to
    return index === from - 1 && isRight() ? right : null
  }
  if (index === right) return from - 1
  return index === to && !isRight() ? right - 1 : null
}

/** Where the right half begins. */
function leftOf(view: EditorView, line: number): number {
  const dom = view.nodeDOM(startOf(view.state.doc, line))
  return dom instanceof HTMLElement ? dom.getBoundingClientRect().left : Number.POSITIVE_INFINITY
}

/** The position in the first row (going down) or the last one of a line that is nearest to `x`. */
function nearest(view: EditorView, by: 'up' | 'down', start: number, end: number, x: number): number {
  const step = by === 'down' ? 1 : -1
  let best = by === 'down' ? start : end
  const first = view.coordsAtPos(best)
  let distance = Math.abs(first.left - x)
  for (let at = best + step; at >= start && at <= end; at += step) {
    const { left, top } = view.coordsAtPos(at)
    if (Math.abs(top - first.top) > 2) break
    if (Math.abs(left - x) >= distance) continue
    best = at
    distance = Math.abs(left - x)
  }
  return best
}
