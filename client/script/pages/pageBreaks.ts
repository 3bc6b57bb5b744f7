import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { DecorationSet, type EditorView } from '@tiptap/pm/view'
import { type Pagination, paginate } from '../../../shared/core/pages/paginate.ts'
import { pageOptions } from '../../../shared/core/pages/scriptPages.ts'
import { watchProduction } from '../../../shared/core/script/production.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { drawBreaks } from './breaks.ts'
import { PrintedLines } from './printedLines.ts'

interface Pages {
  /** Of the document as it was when somebody last looked; null: not yet. */
  pagination: Pagination | null
  decorations: DecorationSet
}

export const pagesKey = new PluginKey<Pages>('pages')

/** Milliseconds after the end of a composition until its line may be drawn again; the binding waits as long. */
const COMPOSITION_SETTLES = 60

/**
 * Page breaks, page numbers, (MORE) and (CONT'D) between and inside the lines. All pages have them at any time, so that the
 * scroll bar tells the truth; a key changes only those that moved, and after it was painted.
 */
export function pageBreaks(binding: ScreenplayBinding): Plugin<Pages> {
  return new Plugin<Pages>({
    key: pagesKey,
    state: {
      init: () => ({ pagination: null, decorations: DecorationSet.empty }),
      apply(tr, pages) {
        const next: unknown = tr.getMeta(pagesKey)
        if (next) return next as Pages
        if (!tr.docChanged || pages.decorations === DecorationSet.empty) return pages
        return { ...pages, decorations: pages.decorations.map(tr.mapping, tr.doc) }
      },
    },
    props: {
      decorations: state => pagesKey.getState(state)?.decorations ?? null,
      attributes: state => ({ 'data-paper': pagesKey.getState(state)?.pagination?.options.size ?? 'letter' }),
    },
    view: editor => new PageView(editor, binding),
  })
}

/** Paginates after each change, once the frame that shows it is out. */
class PageView {
  readonly #view: EditorView
  readonly #binding: ScreenplayBinding
  readonly #lines = new PrintedLines()
  readonly #unwatch: () => void
  readonly #later = (): void => this.later()
  readonly #composed = (): void => {
    setTimeout(this.#later, COMPOSITION_SETTLES)
  }
  #frame = 0
  #timer = 0

  constructor(view: EditorView, binding: ScreenplayBinding) {
    this.#view = view
    this.#binding = binding
    this.#unwatch = watchProduction(binding.doc, this.#later)
    // scenes are omitted and merged without any line changing
    binding.roots.scenes.observeDeep(this.#later)
    view.dom.addEventListener('compositionend', this.#composed)
    this.later()
  }

  update(view: EditorView, before: EditorState): void {
    if (view.state.doc !== before.doc) this.later()
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame)
    window.clearTimeout(this.#timer)
    this.#unwatch()
    this.#binding.roots.scenes.unobserveDeep(this.#later)
    this.#view.dom.removeEventListener('compositionend', this.#composed)
  }

  later(): void {
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      window.clearTimeout(this.#timer)
      this.#timer = window.setTimeout(() => this.#paginate(), 0)
    })
  }

  #paginate(): void {
    const view = this.#view
    // a break drawn in a composed line would end the composition, whose end comes back here
    if (view.isDestroyed || view.composing) return
    const { state } = view
    const { doc, roots } = this.#binding
    const before = pagesKey.getState(state)
    const options = pageOptions(doc)
    const pagination = paginate(this.#lines.of(state.doc, roots.scenes), options, before?.pagination ?? undefined)
    const decorations = drawBreaks(before?.decorations ?? DecorationSet.empty, pagination, state.doc)
    view.dispatch(state.tr.setMeta(pagesKey, { pagination, decorations }).setMeta('addToHistory', false))
  }
}
