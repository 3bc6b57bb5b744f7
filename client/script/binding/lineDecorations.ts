import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin } from '@tiptap/pm/state'
import { type Decoration, DecorationSet, type DecorationSource } from '@tiptap/pm/view'

/** How prosemirror-view keeps a set: what belongs to the document itself, and [from, to, set] for each line that has some. */
interface Inside {
  local: readonly (Decoration & { inline: boolean })[]
  children: readonly unknown[]
}

const known = new WeakMap<DecorationSet, DecorationSet>()

/**
 * The same decorations, found by line without looking at all of them. At every change the editor asks each of 4,000 lines for its
 * decorations, and prosemirror-view goes through the whole set to answer: with a number at every scene and a line at every page
 * that was most of the time of a key.
 */
export function foundByLine(set: DecorationSet): DecorationSet {
  if (set === DecorationSet.empty) return set
  const found = known.get(set)
  if (found) return found
  const { local, children } = set as unknown as Inside
  const across = local.filter(decoration => decoration.inline)
  const forChild = (offset: number, line: Node): DecorationSource => {
    // one that spans lines belongs to several: the library puts those together
    if (across.some(({ from, to }) => from < offset + 1 + line.content.size && to > offset + 1))
      return set.forChild(offset, line)
    let [low, high] = [0, children.length / 3]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((children[middle * 3] as number) < offset) low = middle + 1
      else high = middle
    }
    return children[low * 3] === offset ? (children[low * 3 + 2] as DecorationSet) : DecorationSet.empty
  }
  const fast: DecorationSet = Object.assign(Object.create(set), { forChild })
  known.set(set, fast)
  return fast
}

/** The plugin with its decorations {@link foundByLine}. */
export function withQuickDecorations(plugin: Plugin): Plugin {
  const { decorations } = plugin.props
  if (!decorations) return plugin
  return new Plugin({
    ...plugin.spec,
    props: {
      ...plugin.spec.props,
      decorations(state: EditorState) {
        const drawn = decorations.call(plugin, state)
        return drawn instanceof DecorationSet ? foundByLine(drawn) : drawn
      },
    },
  })
}
