import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { AttrStep } from '@tiptap/pm/transform'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
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
  const { doc } = state
  const scenes = sceneNumbersKey.getState(state)?.scenes ?? []
  return scenes.flatMap((scene, i) =>
    scene.omitted ? [{ from: scene.position, to: endOf(doc, scene.position, scenes[i + 1]?.position) }] : [],
  )
}

const OUTLINE: ReadonlySet<unknown> = new Set<LineType>(['section', 'synopsis'])

/** Where the omitted lines end: a section that closes them is about what follows, and stays. */
function endOf(doc: Node, from: number, next = doc.content.size): number {
  let end: number | null = null
  doc.nodesBetween(from, next, (line, position) => {
    if (position < from || position >= next) return false
    if (line.attrs.type === 'section') end ??= position
    else if (!OUTLINE.has(line.attrs.type) && line.content.size > 0) end = null
    return false
  })
  return end ?? next
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
    // as it was before the steps ahead of it; the inverse of a slice of a Mapping would take all of it
    const back = (position: number): number =>
      tr.mapping.maps.slice(0, i).reduceRight((at, map) => map.invert().map(at), position)
    if (step instanceof AttrStep) return step.attr === 'type' && touches(back(step.pos), back(step.pos) + 1)
    let found = false
    step.getMap().forEach((from, to) => {
      if (touches(back(from), back(to))) found = true
    })
    return found
  })
}
