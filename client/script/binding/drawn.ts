import type { Node } from '@tiptap/pm/model'
import type { Decoration, DecorationSource, EditorView } from '@tiptap/pm/view'

/** What prosemirror-view keeps for a line of the page, or for something between lines, which has no node. */
export interface Drawn {
  readonly node?: Node
  readonly dom: globalThis.Node
  readonly parent?: unknown
  /** What stands between lines is one of these. */
  readonly widget?: Spot
  readonly dirty: number
  matchesNode: (node: Node, outer: readonly Decoration[], inner: DecorationSource) => boolean
  destroy: () => void
  update: (node: Node, outer: readonly Decoration[], inner: DecorationSource, view: EditorView) => boolean
}

/** The same for the document. */
export interface DrawnDoc {
  node: Node
  innerDeco: DecorationSource
  dirty: number
  children: readonly Drawn[]
  updateOuterDeco: (outer: readonly Decoration[]) => void
  updateInner: (node: Node, outer: readonly Decoration[], inner: DecorationSource, view: EditorView) => void
  posBeforeChild: (child: Drawn) => number
  descAt: (position: number) => Drawn | undefined
}

/** A decoration, with what the library knows of it besides. */
export type Spot = Decoration & {
  readonly inline: boolean
  readonly widget: boolean
  readonly type: { eq: (other: object) => boolean }
}
