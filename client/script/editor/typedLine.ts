import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { bindingKey } from '../binding/mirror.ts'
import { redraw } from '../binding/redraw.ts'
import { placeOf, startsOf } from '../binding/window.ts'
import { drawnSet } from './drawnSet.ts'
import { soonOnce } from './soonOnce.ts'

const typedLineKey = new PluginKey<DecorationSet>('typed-line')

/** Milliseconds without a key until the line is laid out with the others again. */
const QUIET = 1500
/** What is not as high as it seems by itself: its margins are part of how it stands. */
const APART = '.dual-left, .dual-right, [data-type="page_break"]'

/**
 * Fixes the height of the line in which one types, from its second key on until one pauses, so that the browser lays out this line
 * alone: the column of all 4,000 costs more at every key than everything that we do. A row more or less is seen before the
 * next frame.
 */
export function typedLine(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: typedLineKey,
    state: drawnSet(typedLineKey),
    props: {
      decorations: state => typedLineKey.getState(state) ?? null,
      handleDOMEvents: {
        // before it begins: whatever is drawn in a composed line ends the composition
        compositionstart(view) {
          if (!view.composing) show(view, DecorationSet.empty)
          return false
        },
      },
    },
    view: view => new TypedLine(view),
  })
}

function show(view: EditorView, next: DecorationSet): void {
  const before = typedLineKey.getState(view.state)
  if (view.isDestroyed || next === before) return
  redraw(view, typedLineKey, next)
}

const isShown = ({ state }: EditorView): boolean => typedLineKey.getState(state) !== DecorationSet.empty

class TypedLine {
  readonly #view: EditorView
  /** The line of the last key. */
  #last: unknown = null
  #line: HTMLElement | null = null
  /** From the foot of the words to the foot of the line. */
  #foot = 0
  readonly #schedule = soonOnce(() => this.#measure())
  #quiet: ReturnType<typeof setTimeout> | undefined
  #begin: ReturnType<typeof setTimeout> | undefined
  readonly #sizes = new ResizeObserver(() => this.#schedule())
  /** Whatever changes its height is a change of it: its words, a break inside it, its element. */
  readonly #changes = new MutationObserver(() => this.#schedule())

  constructor(view: EditorView) {
    this.#view = view
  }

  update(view: EditorView, before: EditorState): void {
    const { id } = view.state.selection.$head.parent.attrs
    const isSame = id === this.#last && view.state.doc === before.doc && this.#line?.isConnected && isShown(view)
    if (this.#line && !isSame) this.#schedule()
    if (view.state.doc === before.doc || (bindingKey.getState(view.state) ?? null) === null) return
    if (id === this.#last && !this.#line && !view.composing) this.#soon()
    this.#last = id
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => this.#end(), QUIET)
  }

  destroy(): void {
    clearTimeout(this.#quiet)
    clearTimeout(this.#begin)
    this.#sizes.disconnect()
    this.#changes.disconnect()
  }

  /** When the frame with the key is out. */
  #soon(): void {
    clearTimeout(this.#begin)
    this.#begin = setTimeout(() => this.#fix(), 0)
  }

  #fix(): void {
    const view = this.#view
    if (view.isDestroyed || view.composing || this.#line) return
    const { $head, empty } = view.state.selection
    const line = empty && $head.depth === 1 ? view.nodeDOM($head.before(1)) : null
    if (!(line instanceof HTMLElement) || line.matches(APART)) return
    const words = footOf(line)
    const { top, bottom } = line.getBoundingClientRect()
    if (words === null || !isWhole(bottom - top)) return
    this.#line = line
    this.#foot = bottom - words
    this.#sizes.observe(line)
    this.#changes.observe(line, { attributes: true, characterData: true, childList: true, subtree: true })
    this.#show(bottom - top)
  }

  /** Is the line still as high as its words? Otherwise it is laid out with the others, now. */
  #measure(): void {
    const line = this.#line
    if (!line || this.#view.isDestroyed || this.#view.composing) return
    const { state } = this.#view
    const [fixed] = typedLineKey.getState(state)?.find() ?? []
    const { $head } = state.selection
    const words = footOf(line)
    if (!fixed || words === null || !line.isConnected || $head.depth !== 1 || $head.before(1) !== fixed.from) {
      this.#end()
      return
    }
    const { top, bottom } = line.getBoundingClientRect()
    const height = words + this.#foot - top
    if (Math.abs(height - (bottom - top)) < 0.5) return
    if (isWhole(height)) this.#show(Math.round(height))
    else this.#end()
  }

  #show(height: number): void {
    const { state } = this.#view
    const at = placeOf(startsOf(state.doc), state.selection.head)
    const [from, to] = [startsOf(state.doc)[at] ?? 0, startsOf(state.doc)[at + 1] ?? 0]
    const attributes = { class: 'being-typed', style: `--height: ${height}px` }
    show(this.#view, DecorationSet.create(state.doc, [Decoration.node(from, to, attributes)]))
    // looking again would lay out everything, to learn what was just said
    this.#changes.takeRecords()
  }

  #end(): void {
    this.#line = null
    this.#last = null
    this.#sizes.disconnect()
    this.#changes.disconnect()
    if (!this.#view.composing) show(this.#view, DecorationSet.empty)
  }
}

/** In a face that has other rows than ours, nobody can tell beforehand what comes. */
const isWhole = (height: number): boolean => Math.abs(height - Math.round(height)) < 0.02

const range = typeof document === 'undefined' ? null : document.createRange()

/** The foot of what stands in a line; null: nothing does, or perhaps an empty row last, which has no place that could be asked for. */
function footOf(line: HTMLElement): number | null {
  const words = line.textContent ?? ''
  if (!range || words === '' || words.includes('\n')) return null
  range.selectNodeContents(line)
  return range.getBoundingClientRect().bottom
}
