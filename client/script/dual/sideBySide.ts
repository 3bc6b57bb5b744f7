import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { redraw } from '../binding/redraw.ts'
import { startsOf } from '../binding/window.ts'
import { besideArrow } from './arrows.ts'
import { type DualBlock, dualBlocks } from './blocks.ts'
import './dual.css'

/** How the right speech is brought up beside the left one, in px: written on its cue and on its last line. */
interface Lift {
  /** As high as the left speech is. */
  rise: number
  /** What the left speech is longer. */
  rest: number
  /** Above the cues: nothing at the top of a page. */
  top: number
}

interface Dual {
  blocks: readonly DualBlock[]
  /** By the id of the right cue. */
  lifts: ReadonlyMap<string, Lift>
  decorations: DecorationSet
}

const dualKey = new PluginKey<Dual>('dual')

/** Milliseconds after the end of a composition until a line may be drawn again; the binding waits as long. */
const COMPOSITION_SETTLES = 60

/**
 * Dual dialogue in two columns, as it is printed. The lines stay one after the other in the document; on the screen those of the
 * right speaker are lifted by as much as the left ones are high, whatever stands in them: suggestions, too.
 */
export function sideBySide(): Plugin<Dual> {
  return new Plugin<Dual>({
    key: dualKey,
    state: {
      init: (_, { doc }) => build(doc, dualBlocks(doc), new Map(), DecorationSet.empty),
      apply(tr, dual, _old, { doc }) {
        const lifts: unknown = tr.getMeta(dualKey)
        if (!tr.docChanged && !lifts) return dual
        const decorations = tr.docChanged ? dual.decorations.map(tr.mapping, doc) : dual.decorations
        const blocks = tr.docChanged ? dualBlocks(doc) : dual.blocks
        return build(doc, blocks, (lifts as Dual['lifts'] | undefined) ?? dual.lifts, decorations)
      },
    },
    props: {
      decorations: state => dualKey.getState(state)?.decorations ?? null,
      handleKeyDown(view, event) {
        const by = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null
        if (by === null || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false
        const { blocks = [] } = dualKey.getState(view.state) ?? {}
        return besideArrow(by, blocks, event.shiftKey)(view.state, view.dispatch, view)
      },
    },
    view: view => new Columns(view),
  })
}

function build(doc: Node, blocks: readonly DualBlock[], lifts: Dual['lifts'], before: DecorationSet): Dual {
  if (blocks.length === 0) return { blocks, lifts, decorations: DecorationSet.empty }
  const starts = startsOf(doc)
  const wanted = blocks.flatMap(({ from, right, to }) => {
    const cue = String(doc.child(right).attrs.id ?? '')
    const lift = lifts.get(cue)
    return Array.from({ length: to - from }, (_, i) => {
      const at = from + i
      const style =
        lift === undefined
          ? ''
          : `${at === right ? `--rise: ${lift.rise}px; --top: ${lift.top}px;` : ''}${at === to - 1 ? `--rest: ${lift.rest}px` : ''}`
      const attrs = { class: at < right ? 'dual-left' : 'dual-right', 'data-beside': cue, ...(style && { style }) }
      const start = starts[at] ?? 0
      return Decoration.node(start, start + doc.child(at).nodeSize, attrs, { key: JSON.stringify(attrs) })
    })
  })
  const isSame = identities(before.find()) === identities(wanted)
  return { blocks, lifts, decorations: isSame ? before : DecorationSet.create(doc, wanted) }
}

const identities = (list: readonly Decoration[]): string =>
  list.map(({ from, to, spec }) => `${from} ${to} ${(spec as { key: string }).key}`).join()

/** Measures the speeches whenever one of their lines has another size. */
class Columns {
  readonly #view: EditorView
  readonly #sizes = new ResizeObserver(() => this.#measure())
  readonly #composed = (): void => {
    setTimeout(() => this.#measure(), COMPOSITION_SETTLES)
  }
  #watched: ReadonlySet<Element> = new Set()
  #nodes: readonly Node[] = []

  constructor(view: EditorView) {
    this.#view = view
    view.dom.addEventListener('compositionend', this.#composed)
    this.#follow()
  }

  update(_: EditorView, before: EditorState): void {
    if (dualKey.getState(before) !== dualKey.getState(this.#view.state)) this.#follow()
  }

  destroy(): void {
    this.#sizes.disconnect()
    this.#view.dom.removeEventListener('compositionend', this.#composed)
  }

  get #dual(): Dual {
    return dualKey.getState(this.#view.state) ?? { blocks: [], lifts: new Map(), decorations: DecorationSet.empty }
  }

  /** Watches the lines as they are drawn now; their elements are the same while the lines are. */
  #follow(): void {
    const { doc } = this.#view.state
    const nodes = this.#dual.blocks.flatMap(({ from, to }) =>
      Array.from({ length: to - from }, (_, i) => doc.child(from + i)),
    )
    const isSame = nodes.length === this.#nodes.length && nodes.every((node, i) => node === this.#nodes[i])
    if (isSame) return
    this.#nodes = nodes
    this.#watch()
  }

  #watch(): void {
    const lines = new Set<Element>(this.#view.dom.querySelectorAll(':scope > [data-beside]'))
    for (const line of this.#watched) if (!lines.has(line)) this.#sizes.unobserve(line)
    for (const line of lines) if (!this.#watched.has(line)) this.#sizes.observe(line, { box: 'border-box' })
    this.#watched = lines
  }

  #measure(): void {
    const view = this.#view
    if (view.isDestroyed || view.composing) return
    if ([...this.#watched].some(line => !line.isConnected)) this.#watch()
    const { lifts } = this.#dual
    const next = new Map<string, Lift>()
    for (const [cue, lines] of Map.groupBy(this.#watched, line => line.getAttribute('data-beside') ?? '')) {
      const [left, right] = ['dual-left', 'dual-right'].map(side => lines.filter(line => line.classList.contains(side)))
      const first = left?.[0]
      if (!first) continue
      const rise = heightOf(left)
      const top = Number.parseFloat(getComputedStyle(first).paddingTop) || 0
      next.set(cue, { rise, rest: Math.max(0, rise - heightOf(right ?? [])), top })
    }
    const isSame =
      next.size === lifts.size &&
      [...next].every(([cue, { rise, rest, top }]) => {
        const was = lifts.get(cue)
        return was?.rise === rise && was.rest === rest && was.top === top
      })
    if (!isSame) redraw(view, dualKey, next)
  }
}

/** From the top of the first line to the foot of the last, in hundredths of a px: what browsers calculate varies behind. */
function heightOf(lines: readonly Element[]): number {
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last) return 0
  return Math.round((last.getBoundingClientRect().bottom - first.getBoundingClientRect().top) * 100) / 100
}
