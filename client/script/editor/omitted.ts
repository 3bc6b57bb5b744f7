import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { AttrStep } from '@tiptap/pm/transform'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { bindingMeta } from '../binding/mirror.ts'
import { sceneNumbersKey } from './sceneNumbers.ts'

/** From the heading of an omitted scene to the next scene. */
interface Stretch {
  from: number
  to: number
}
interface Omitted {
  stretches: readonly Stretch[]
  decorations: DecorationSet
}
const omittedKey = new PluginKey<Omitted>('omitted-scenes')

/**
 * Of an omitted scene only its number and OMITTED is shown; its lines are hidden and kept. Nobody changes unseen what they
 * hold: own edits that reach into one are refused, and `onRefused` says so.
 */
export function omittedScenes(onRefused: () => void): Plugin<Omitted> {
  return new Plugin<Omitted>({
    key: omittedKey,
    state: {
      init: (_, state) => build(state),
      apply(tr, value, _old, state) {
        if (!tr.docChanged && !bindingMeta(tr)?.scenes) return value
        const stretches = stretchesOf(state)
        // where nothing is omitted, which is almost everywhere, a key costs nothing here
        return stretches.length === 0 && value.stretches.length === 0 ? value : build(state)
      },
    },
    filterTransaction(tr, state) {
      if (!tr.docChanged || bindingMeta(tr) || !reachesInto(tr, omittedKey.getState(state)?.stretches ?? []))
        return true
      onRefused()
      return false
    },
    props: { decorations: state => omittedKey.getState(state)?.decorations ?? null },
  })
}

function stretchesOf(state: EditorState): Stretch[] {
  const scenes = sceneNumbersKey.getState(state)?.scenes ?? []
  return scenes.flatMap((scene, i) =>
    scene.omitted ? [{ from: scene.position, to: scenes[i + 1]?.position ?? state.doc.content.size }] : [],
  )
}

function build(state: EditorState): Omitted {
  const stretches = stretchesOf(state)
  const decorations = stretches.flatMap(({ from, to }) => {
    const lines: Decoration[] = []
    state.doc.nodesBetween(from, to, (line, position) => {
      if (position >= from && position < to)
        lines.push(
          Decoration.node(position, position + line.nodeSize, {
            class: position === from ? 'omitted' : 'omitted-line',
          }),
        )
      return false
    })
    return lines
  })
  return { stretches, decorations: DecorationSet.create(state.doc, decorations) }
}

function reachesInto(tr: Transaction, stretches: readonly Stretch[]): boolean {
  if (stretches.length === 0) return false
  const touches = (from: number, to: number): boolean =>
    stretches.some(stretch =>
      // a line put directly behind the hidden ones would be one of them
      from === to ? from > stretch.from && from <= stretch.to : from < stretch.to && to > stretch.from,
    )
  return tr.steps.some((step, i) => {
    const back = tr.mapping.slice(0, i).invert()
    if (step instanceof AttrStep) return step.attr === 'type' && touches(back.map(step.pos), back.map(step.pos) + 1)
    let found = false
    step.getMap().forEach((from, to) => {
      if (touches(back.map(from), back.map(to))) found = true
    })
    return found
  })
}
