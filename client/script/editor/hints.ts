import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'

const HINTS: Partial<Record<LineType, string>> = {
  scene_heading: 'INT. SOMEWHERE - DAY',
  action: 'What we see and hear',
  character: 'WHO SPEAKS',
  parenthetical: '(how)',
  dialogue: 'What is said',
  transition: 'CUT TO:',
  shot: 'ANGLE ON',
}

/** Shows, on the empty line of the caret only, what belongs there. */
export function emptyLineHint(): Plugin {
  return new Plugin({
    key: new PluginKey('empty-line-hint'),
    props: {
      decorations(state) {
        const { $head, empty } = state.selection
        const line = $head.parent
        if (!empty || $head.depth !== 1 || line.content.size > 0) return null
        const isFirst = state.doc.childCount === 1
        const hint = HINTS[isFirst ? 'scene_heading' : (line.attrs.type as LineType)]
        if (!hint) return null
        const at = $head.before(1)
        return DecorationSet.create(state.doc, [
          Decoration.node(at, at + line.nodeSize, { class: 'empty-hint', 'data-hint': hint }),
        ])
      },
    },
  })
}
