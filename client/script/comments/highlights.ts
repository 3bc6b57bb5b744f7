import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, type DecorationSet } from '@tiptap/pm/view'
import { drawnSet } from '../editor/drawnSet.ts'
import type { CommentLayer } from './layer.ts'

export const commentsKey = new PluginKey<DecorationSet>('comments')

/** Words that a thread is on, in positions of the editor. */
export interface Highlight {
  thread: string
  from: number
  to: number
  look: 'open' | 'active' | 'draft'
}

/** Marks the words that are commented on: `.commented`. What {@link CommentLayer} sets; typing only moves it along. */
export function commentHighlights(layer: CommentLayer): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: commentsKey,
    state: drawnSet(commentsKey),
    props: {
      decorations: state => commentsKey.getState(state) ?? null,
      // whoever writes goes on writing; whoever cannot came to read
      handleClick(view, position) {
        const thread = layer.threadAt(position)
        if (thread !== null && !view.editable) layer.open(thread)
        else layer.choose(thread)
        return false
      },
      handleDOMEvents: {
        compositionend: () => {
          layer.compositionEnded()
          return false
        },
      },
    },
    view: view => layer.attach(view),
  })
}

export const decorationOf = ({ thread, from, to, look }: Highlight): Decoration =>
  Decoration.inline(
    from,
    to,
    { class: look === 'open' ? 'commented' : `commented is-${look}`, 'data-thread': thread },
    { key: `${thread} ${look}` },
  )
