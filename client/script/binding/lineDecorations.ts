import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin } from '@tiptap/pm/state'
import type { Mapping } from '@tiptap/pm/transform'
import { type Decoration, DecorationSet, type DecorationSource, type EditorView } from '@tiptap/pm/view'
import { redrawLocally } from './localRedraw.ts'
import { placeOf, startsOf } from './window.ts'

/** How prosemirror-view keeps a set: what belongs to the document itself, and [from, to, set] for each line that has some. */
interface Inside {
  local: readonly (Decoration & { inline: boolean })[]
  children: readonly unknown[]
  eq: (other: DecorationSet) => boolean
}

/** What makes a set of the library's out of its parts. */
const MadeSet = DecorationSet as unknown as new (
  local: readonly Decoration[],
  children: readonly unknown[],
) => DecorationSet
type Movable = Decoration & { copy: (from: number, to: number) => Decoration }

/**
 * A set of these decorations, each looked for in its own line. The library goes through all of them at each of 4,000 lines, which
 * was a third of the time that a script's first state took.
 */
export function decorationsIn(doc: Node, decorations: readonly Decoration[]): DecorationSet {
  if (decorations.length === 0) return DecorationSet.empty
  const starts = startsOf(doc)
  const local: Decoration[] = []
  const inside = new Map<number, Decoration[]>()
  for (const decoration of decorations) {
    const { from, to } = decoration
    const line = placeOf(starts, from)
    const [start = 0, end = 0] = [starts[line], starts[line + 1]]
    if (from <= start || to >= end) {
      local.push(decoration)
      continue
    }
    const moved = (decoration as Movable).copy(from - start - 1, to - start - 1)
    const here = inside.get(line)
    if (here) here.push(moved)
    else inside.set(line, [moved])
  }
  const children = [...inside]
    .sort(([a], [b]) => a - b)
    .flatMap(([line, there]) => [starts[line], starts[line + 1], DecorationSet.create(doc.child(line), there)])
  return new MadeSet(
    local.sort((a, b) => a.from - b.from || a.to - b.to),
    children,
  )
}

const acrossOf = (set: DecorationSet): readonly Decoration[] =>
  (set as unknown as Inside).local.filter(decoration => decoration.inline)
const reachesInto = (across: readonly Decoration[], offset: number, line: Node): boolean =>
  across.some(({ from, to }) => from < offset + 1 + line.content.size && to > offset + 1)

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
  const { children } = set as unknown as Inside
  const across = acrossOf(set)
  const forChild = (offset: number, line: Node): DecorationSource => {
    // one that spans lines belongs to several: the library puts those together
    if (reachesInto(across, offset, line)) return set.forChild(offset, line)
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

/**
 * What several plugins draw, found by line at once: most of 4,000 lines have nothing, and are asked at every change for each
 * plugin that draws.
 */
export class DrawnTogether implements DecorationSource {
  /** Read by the library when it puts something of its own beside these. */
  readonly members: readonly DecorationSet[]
  /** One for each that draws, empty ones too: what differs between two is found by comparing them one by one. */
  readonly slots: readonly DecorationSet[]
  readonly #byOffset = new Map<number, DecorationSet[]>()
  readonly #across: readonly Decoration[]
  #locals: readonly Decoration[] | null = null

  constructor(slots: readonly DecorationSet[]) {
    const sets = slots.filter(set => set !== DecorationSet.empty)
    this.slots = slots
    this.members = sets.map(foundByLine)
    this.#across = sets.flatMap(set => acrossOf(set))
    for (const set of sets) {
      const { children } = set as unknown as Inside
      for (let i = 0; i < children.length; i += 3) {
        const offset = children[i] as number
        const here = this.#byOffset.get(offset)
        if (here) here.push(children[i + 2] as DecorationSet)
        else this.#byOffset.set(offset, [children[i + 2] as DecorationSet])
      }
    }
  }

  forChild(offset: number, line: Node): DecorationSource {
    if (this.#across.length > 0 && reachesInto(this.#across, offset, line)) {
      const sets: DecorationSet[] = []
      for (const member of this.members) member.forChild(offset, line).forEachSet(set => void sets.push(set))
      return oneOf(sets, line)
    }
    const here = this.#byOffset.get(offset)
    return here ? oneOf(here, line) : DecorationSet.empty
  }

  /** What belongs to the document itself: lines as a whole, and what stands between them. */
  locals(doc: Node): readonly Decoration[] {
    this.#locals ??= this.members
      .flatMap(set => (set as unknown as { locals: (of: Node) => readonly Decoration[] }).locals(doc))
      .sort((a, b) => a.from - b.from || a.to - b.to)
    return this.#locals
  }

  eq(other: DecorationSource): boolean {
    if (this === other) return true
    if (!(other instanceof DrawnTogether) || other.members.length !== this.members.length) return false
    return this.members.every((set, i) => {
      const there = other.members[i]
      return set === there || (there !== undefined && (set as unknown as Inside).eq(there))
    })
  }

  map(mapping: Mapping, doc: Node): DecorationSource {
    const mapped = (set: DecorationSet) => (set as DecorationSource).map(mapping, doc)
    return new DrawnTogether(this.slots.map(mapped).filter(set => set instanceof DecorationSet))
  }

  forEachSet(each: (set: DecorationSet) => void): void {
    this.members.forEach(each)
  }
}

const oneOf = (sets: readonly DecorationSet[], line: Node): DecorationSet => {
  const [only, ...others] = sets
  if (!only) return DecorationSet.empty
  return others.length === 0
    ? only
    : DecorationSet.create(
        line,
        sets.flatMap(set => set.find()),
      )
}

function setsOf(source: DecorationSource | null | undefined): DecorationSet[] {
  const sets: DecorationSet[] = []
  source?.forEachSet(set => void sets.push(set))
  return sets.length > 0 ? sets : [DecorationSet.empty]
}

/** The plugins, of which one more draws what all of them draw. */
export function drawnTogether(plugins: readonly Plugin[]): Plugin[] {
  const draw: ((state: EditorState) => DecorationSource | null | undefined)[] = []
  const drawing = plugins.map(plugin => {
    const { decorations, ...props } = plugin.props
    if (!decorations) return plugin
    const silent = new Plugin({ ...plugin.spec, props })
    draw.push(state => decorations.call(silent, state))
    return silent
  })
  let last: DrawnTogether | null = null
  const decorations = (state: EditorState): DecorationSource => {
    const slots = draw.flatMap(drawn => setsOf(drawn(state)))
    const isSame = last?.slots.length === slots.length && slots.every((set, i) => set === last?.slots[i])
    const now = last && isSame ? last : new DrawnTogether(slots)
    last = now
    return now
  }
  const view = (editor: EditorView) => {
    redrawLocally(editor)
    const update = () => {
      redrawLocally(editor)
      // it keeps the state that it was last asked for, with a line for each that was written in since
      void editor.props
    }
    return { update }
  }
  return [...drawing, new Plugin({ props: { decorations }, view })]
}
