import { PluginKey } from '@tiptap/pm/state'
import type { DecorationSet } from '@tiptap/pm/view'
import type { Pagination } from '../../../shared/core/pages/paginate.ts'

export interface Pages {
  /** Of the document as it was when its pages last changed; null: not yet. */
  pagination: Pagination | null
  decorations: DecorationSet
}

export const pagesKey = new PluginKey<Pages>('pages')
