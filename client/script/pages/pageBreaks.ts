import { Plugin } from '@tiptap/pm/state'
import { DecorationSet } from '@tiptap/pm/view'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { type Pages, pagesKey } from './pagesKey.ts'
import { PageView } from './pageView.ts'

/**
 * Page breaks, page numbers, (MORE) and (CONT'D) between and inside the lines. All pages have them, so that the scroll bar tells
 * the truth; a key changes only those that moved.
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
