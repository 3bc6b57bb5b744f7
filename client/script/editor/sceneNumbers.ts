import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Decoration, type DecorationSet } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
import { decorationsIn } from '../binding/lineDecorations.ts'
import { bindingMeta } from '../binding/mirror.ts'
import { placeOf, startsOf, windowOf } from '../binding/window.ts'
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
  const starts = startsOf(state.doc)
  const decorations = scenes.map(({ position, number }) => {
    const end = starts[placeOf(starts, position) + 1] ?? position
    return Decoration.node(position, end, { 'data-number': number })
  })
  return { ...outline, decorations: decorationsIn(state.doc, decorations) }
}

const moved = <T extends { position: number }>(place: T, { mapping }: Transaction): T => {
  const position = mapping.map(place.position)
  return position === place.position ? place : { ...place, position }
}

const OUTLINE: ReadonlySet<unknown> = new Set<LineType>(['scene_heading', 'section', 'synopsis'])

/** Is or was one of the changed lines of those that the outline is made of? Of the keys that people press, few do that. */
function changesOutline(before: Node, after: Node): boolean {
  const window = windowOf(before, after)
  if (!window) return false
  const { from, oldTo, newTo } = window
  const has = (doc: Node, to: number) => doc.content.content.slice(from, to).some(line => OUTLINE.has(line.attrs.type))
  return has(before, oldTo) || has(after, newTo)
}

/** Scene numbers in both margins, and the outline that the navigator reads. */
export function sceneNumbers(ydoc: Y.Doc): Plugin<Numbers> {
  return new Plugin<Numbers>({
    key: sceneNumbersKey,
    state: {
      init: (_, state) => build(state, ydoc, null),
      apply(tr, value, old, state) {
        // scenes also merge and part without any line changing
        if (!tr.docChanged && !bindingMeta(tr)?.scenes) return value
        const outlineStays = !bindingMeta(tr)?.scenes && !changesOutline(old.doc, state.doc)
        const mapped = {
          sections: value.sections,
          scenes: value.scenes.map(scene => moved(scene, tr)),
          decorations: value.decorations.map(tr.mapping, tr.doc),
        }
        if (outlineStays) return { ...mapped, sections: value.sections.map(each => moved(each, tr)) }
        return build(state, ydoc, mapped)
      },
    },
    props: { decorations: state => sceneNumbersKey.getState(state)?.decorations ?? null },
  })
}
