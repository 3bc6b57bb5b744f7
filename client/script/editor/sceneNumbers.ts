import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { bindingMeta } from '../binding/mirror.ts'
import { type Outline, outlineOf } from '../navigator/outline.ts'

interface Numbers extends Outline {
  decorations: DecorationSet
}
export const sceneNumbersKey = new PluginKey<Numbers>('scene-numbers')

function build(state: EditorState, ydoc: Y.Doc, before: Numbers | null): Numbers {
  const outline = outlineOf(state.doc, ydoc)
  const { scenes } = outline
  const same =
    before !== null &&
    before.scenes.length === scenes.length &&
    // mapping drops the number of a heading whose line was split or exchanged
    before.decorations.find().length === scenes.length &&
    scenes.every((scene, i) => {
      const was = before.scenes[i]
      return was !== undefined && was.id === scene.id && was.number === scene.number && was.position === scene.position
    })
  if (same) return { ...outline, decorations: before.decorations }
  const decorations = scenes.map(scene => {
    const size = state.doc.nodeAt(scene.position)?.nodeSize ?? 0
    return Decoration.node(scene.position, scene.position + size, { 'data-number': scene.number })
  })
  return { ...outline, decorations: DecorationSet.create(state.doc, decorations) }
}

/** Scene numbers in both margins, and the outline that the navigator reads. */
export function sceneNumbers(ydoc: Y.Doc): Plugin<Numbers> {
  return new Plugin<Numbers>({
    key: sceneNumbersKey,
    state: {
      init: (_, state) => build(state, ydoc, null),
      apply(tr, value, _old, state) {
        // scenes also merge and part without any line changing
        if (!tr.docChanged && !bindingMeta(tr)?.scenes) return value
        const mapped = {
          sections: value.sections,
          scenes: value.scenes.map(s => ({ ...s, position: tr.mapping.map(s.position) })),
          decorations: value.decorations.map(tr.mapping, tr.doc),
        }
        return build(state, ydoc, mapped)
      },
    },
    props: { decorations: state => sceneNumbersKey.getState(state)?.decorations ?? null },
  })
}
