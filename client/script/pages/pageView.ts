import type { Node } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'
import { DecorationSet, type EditorView } from '@tiptap/pm/view'
import { type Pagination, paginate } from '../../../shared/core/pages/paginate.ts'
import { pageOptions } from '../../../shared/core/pages/scriptPages.ts'
import { watchProduction } from '../../../shared/core/script/production.ts'
import { type LineRange, rangeAfter, windowSight } from '../authorship/sight.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { redraw } from '../binding/redraw.ts'
import { windowOf } from '../binding/window.ts'
import { soonOnce } from '../editor/soonOnce.ts'
import { drawBreaks } from './breaks.ts'
import { changedPages, hasSameEnds, linesOf, meet } from './moved.ts'
import { pagesKey } from './pagesKey.ts'
import { PrintedLines } from './printedLines.ts'

/** Milliseconds after the end of a composition until its line may be drawn again; the binding waits as long. */
const COMPOSITION_SETTLES = 60
/** So many pages are drawn at once, wherever they are. */
const FEW = 8
/** In windows above and below: what is drawn at once of many. */
const NEAR = 1
/** Milliseconds of quiet until the pages far from the window are drawn. */
const QUIET = 300

/** The line of the caret: when it is another, it was probably oneself who typed. */
const lineOf = ({ selection }: EditorState) => selection.$head.parent

/**
 * Paginates before the frame that shows a change, so that both are painted at once. Where a row more moves all the pages behind it, those in
 * sight are drawn at once and the others when one pauses, or comes to see them.
 */
export class PageView {
  readonly #view: EditorView
  readonly #binding: ScreenplayBinding
  readonly #lines = new PrintedLines()
  readonly #stop: (() => void)[]
  readonly #later = (): void => this.later()
  readonly #composed = (): void => {
    setTimeout(this.#later, COMPOSITION_SETTLES)
  }
  #pagination: Pagination | null = null
  /** The lines around the window whose breaks are right, while others are not yet; null: all are. */
  #near: LineRange | null = null
  /** The lines in the window when last looked at, and the document of that moment. */
  #seen: (LineRange & { doc: Node }) | null = null
  #frame = 0
  readonly #soon = soonOnce(() => this.#paginate())
  #quiet: ReturnType<typeof setTimeout> | undefined

  constructor(view: EditorView, binding: ScreenplayBinding) {
    this.#view = view
    this.#binding = binding
    const { scenes } = binding.roots
    // scenes are omitted and merged without any line changing
    scenes.observeDeep(this.#later)
    view.dom.addEventListener('compositionend', this.#composed)
    this.#stop = [
      watchProduction(binding.doc, this.#later),
      windowSight.watch(view, () => this.#look()),
      () => scenes.unobserveDeep(this.#later),
      () => view.dom.removeEventListener('compositionend', this.#composed),
    ]
    // the first frame shows the words; all pages at once take as long again
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.later()
    })
  }

  update(view: EditorView, before: EditorState): void {
    if (view.state.doc === before.doc) return
    // the browser may lay out everything for the mouse before it asks for the frame, and again when a break moves in that
    if (this.#pagination && lineOf(view.state) !== lineOf(before)) this.#soon()
    else this.later()
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#quiet)
    for (const stop of this.#stop) stop()
  }

  later(): void {
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.#paginate()
    })
  }

  #paginate(): void {
    const view = this.#view
    // a break drawn in a composed line would end the composition, whose end comes back here
    if (view.isDestroyed || view.composing) return
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    const { doc, roots } = this.#binding
    const before = this.#pagination
    const lines = this.#lines.of(view.state.doc, roots.scenes)
    const pagination = paginate(lines, pageOptions(doc), before ?? undefined)
    this.#pagination = pagination
    const changed = before ? changedPages(before, pagination) : { from: 0, to: pagination.pages.length }
    const isMuch = changed.to - changed.from > FEW
    const sight = isMuch || this.#near ? this.#around() : null
    // who opens a script in its middle sees it where it will stay
    const near = before === null && sight !== null && sight.from > 0 ? null : sight
    const moved = linesOf(pagination, changed)
    this.#draw(near && this.#near ? near : near ? meet(moved, near) : moved)
    if (near) this.#near = near
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => this.#drawAll(), QUIET)
  }

  /** Draws the breaks in these lines. While one types, nothing is dispatched where all pages begin and end as before. */
  #draw(range: LineRange, isPause = false): void {
    const pagination = this.#pagination
    if (!pagination) return
    const { state } = this.#view
    const shown = pagesKey.getState(state)
    const before = shown?.decorations ?? DecorationSet.empty
    const decorations = drawBreaks(before, pagination, state.doc, range)
    if (decorations === before && shown?.pagination) {
      if (shown.pagination === pagination || (!isPause && hasSameEnds(shown.pagination, pagination))) return
    }
    redraw(this.#view, pagesKey, { pagination, decorations })
  }

  #drawAll(): void {
    clearTimeout(this.#quiet)
    const { isDestroyed, composing, state } = this.#view
    // what was changed since is drawn with the rest
    if (isDestroyed || composing || this.#frame !== 0) return
    this.#draw({ from: 0, to: this.#near ? state.doc.childCount : 0 }, true)
    this.#near = null
  }

  /** Who scrolls away from what is drawn sees pages as they are. */
  #look(): void {
    // before there are pages nobody asks; the first frame is the words'
    if (!this.#pagination) return
    const seen = windowSight.lines(this.#view, 0)
    this.#seen = { ...seen, doc: this.#view.state.doc }
    if (this.#near && (seen.from < this.#near.from || seen.to > this.#near.to)) this.#drawAll()
  }

  /** The lines in sight and near it as last seen: looking in the middle of an edit would lay out everything once more. */
  #around(): LineRange {
    if (!this.#seen) this.#look()
    const { doc } = this.#view.state
    const { doc: seenIn, ...seen } = this.#seen ?? { from: 0, to: 0, doc }
    const moved = windowOf(seenIn, doc)
    const { from, to } = moved ? rangeAfter(seen, moved) : seen
    const beyond = NEAR * (to - from)
    return { from: Math.max(0, from - beyond), to: Math.min(doc.childCount, to + beyond) }
  }
}
