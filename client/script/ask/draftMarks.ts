import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

const key = new PluginKey<ReadonlySet<string>>('draft-marks')
const NONE: ReadonlySet<string> = new Set()

/** Marks the lines that an agent is rewriting at this moment. */
export function draftMarks(): Plugin<ReadonlySet<string>> {
  return new Plugin<ReadonlySet<string>>({
    key,
    state: { init: () => NONE, apply: (tr, lines) => tr.getMeta(key) ?? lines },
    props: {
      decorations(state) {
        const lines = key.getState(state) ?? NONE
        if (lines.size === 0) return null
        const marks: Decoration[] = []
        state.doc.forEach((line, at) => {
          if (lines.has(String(line.attrs.id)))
            marks.push(Decoration.node(at, at + line.nodeSize, { class: 'being-rewritten' }))
        })
        return DecorationSet.create(state.doc, marks)
      },
    },
  })
}

export const setDraftMarks = (tr: Transaction, lineIds: Iterable<string>): Transaction =>
  tr.setMeta(key, new Set(lineIds))
