import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

interface Range {
  from: number
  to: number
}
const key = new PluginKey<Range | null>('asked-range')

/** Keeps the words one asks about marked while the caret is in the question, through colleagues' edits around them. */
export function askedRange(): Plugin<Range | null> {
  return new Plugin<Range | null>({
    key,
    state: {
      init: () => null,
      apply(tr, value) {
        const meta: Range | null | undefined = tr.getMeta(key)
        if (meta !== undefined) return meta
        if (!value || !tr.docChanged) return value
        const from = tr.mapping.map(value.from, 1)
        const to = tr.mapping.map(value.to, -1)
        return from < to ? { from, to } : null
      },
    },
    props: {
      decorations(state) {
        const range = key.getState(state)
        return range
          ? DecorationSet.create(state.doc, [Decoration.inline(range.from, range.to, { class: 'asked' })])
          : null
      },
    },
  })
}

export const setAskedRange = (tr: import('@tiptap/pm/state').Transaction, range: Range | null) => tr.setMeta(key, range)
export const getAskedRange = (state: import('@tiptap/pm/state').EditorState) => key.getState(state) ?? null
