import type { EditorView } from '@tiptap/pm/view'
import { startsOf, type Window } from '../binding/window.ts'

/** Lines `from`..`to` of the editor, the end excluded. */
export interface LineRange {
  from: number
  to: number
}

/** What a person can see of an editor. */
export interface Sight {
  /** The lines in sight, and those up to `beyond` times the height of the window above it and below. */
  lines: (view: EditorView, beyond: number) => LineRange
  /** Calls whenever other lines may have come into sight. Returns how to stop. */
  watch: (view: EditorView, onMoved: () => void) => () => void
}

/** In heights of the window: lines within `LEAST` have their colours at any time; when some have not, all within `MOST` get them. */
const LEAST = 0.5
const MOST = 1.5

/** The lines to colour: those of `now` while they are enough and not far too many. */
export function rangeInSight(sight: Sight, view: EditorView, now: LineRange | null): LineRange {
  const least = sight.lines(view, LEAST)
  const most = sight.lines(view, MOST)
  const isEnough = now !== null && now.from <= least.from && now.to >= least.to
  return isEnough && now.to - now.from <= 2 * (most.to - most.from) ? now : most
}

export const isIn = (range: LineRange, line: number): boolean => line >= range.from && line < range.to

/** Where a range lies after the lines of `window` became others. Of those it holds some or all, never more lines outside. */
export function rangeAfter(range: LineRange, { from, oldTo, newTo }: Window): LineRange {
  const after = (line: number) => (line <= from ? line : line >= oldTo ? line + newTo - oldTo : Math.min(line, newTo))
  return { from: after(range.from), to: after(range.to) }
}

/** The lines of `count` that reach into `top`..`bottom`. `boxOf` tells where a line is; lines lie below each other. */
export function linesBetween(
  count: number,
  boxOf: (line: number) => { top: number; bottom: number },
  top: number,
  bottom: number,
): LineRange {
  const first = (test: (line: number) => boolean): number => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >> 1
      if (test(middle)) high = middle
      else low = middle + 1
    }
    return low
  }
  const from = first(line => boxOf(line).bottom > top)
  return {
    from,
    to: Math.max(
      from,
      first(line => boxOf(line).top >= bottom),
    ),
  }
}

const ABOVE_ALL = { top: Number.NEGATIVE_INFINITY, bottom: Number.NEGATIVE_INFINITY }

/** The lines in the browser's window, whatever scrolls there. An editor that has no place on the page yet shows nothing. */
export const windowSight: Sight = {
  lines(view, beyond) {
    if (view.dom.getBoundingClientRect().height === 0) return { from: 0, to: 0 }
    const { doc } = view.state
    const starts = startsOf(doc)
    const boxOf = (line: number) => {
      const dom = view.nodeDOM(starts[line] ?? 0)
      return dom instanceof Element ? dom.getBoundingClientRect() : ABOVE_ALL
    }
    const { innerHeight } = window
    return linesBetween(doc.childCount, boxOf, -beyond * innerHeight, (1 + beyond) * innerHeight)
  },
  watch(view, onMoved) {
    // lines that come, go and wrap anew change the height of the text
    const sizes = new ResizeObserver(onMoved)
    sizes.observe(view.dom)
    document.addEventListener('scroll', onMoved, { capture: true, passive: true })
    window.addEventListener('resize', onMoved)
    return () => {
      sizes.disconnect()
      document.removeEventListener('scroll', onMoved, { capture: true })
      window.removeEventListener('resize', onMoved)
    }
  },
}
