import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { type Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import type { LinePreview } from '../../../shared/core/suggestions/preview.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { attributeOf } from '../binding/lines.ts'
import { redraw } from '../binding/redraw.ts'
import { windowOf } from '../binding/window.ts'
import { soonOnce } from '../editor/soonOnce.ts'
import { layerOf, type SuggestionLayer } from './layer.ts'
import { lineDecorations, type SuggestionSpec } from './lineDecorations.ts'

export const suggestionsKey = new PluginKey<DecorationSet>('suggestions')

/** Milliseconds after the end of a composition until the line may be redrawn; the binding waits as long. */
const COMPOSITION_SETTLES = 60

/**
 * Shows what pending suggestions would make of the script: old words struck through, new ones underlined in the author's
 * colour, new lines behind theirs. Nothing of it is in the document. Lines whose suggestions did not change are not touched.
 * Ctrl or Cmd+Enter accepts the suggestion under the caret.
 */
export function suggestionDecorations(binding: ScreenplayBinding, doc: Y.Doc): Plugin<DecorationSet> {
  const layer = layerOf(binding, doc)
  return new Plugin<DecorationSet>({
    key: suggestionsKey,
    state: {
      init: () => DecorationSet.empty,
      // own typing moves them along; what it changes about the suggestions follows before the next frame
      apply: (tr, value) => {
        const next: unknown = tr.getMeta(suggestionsKey)
        if (next instanceof DecorationSet) return next
        return tr.docChanged ? value.map(tr.mapping, tr.doc) : value
      },
    },
    props: {
      decorations: state => suggestionsKey.getState(state) ?? null,
      handleKeyDown(_view, event) {
        const { active } = layer.snapshot
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return false
        return active !== null && layer.accept(active)
      },
      handleDOMEvents: {
        mousedown(_view, event) {
          const target =
            event.target instanceof Element ? event.target.closest('.suggestion-lines, .suggestion-type') : null
          const id = target instanceof HTMLElement ? target.dataset.suggestion : undefined
          if (id === undefined) return false
          layer.setActive(id)
          event.preventDefault()
          return true
        },
      },
    },
    view: view => new SuggestionView(binding, layer, view),
  })
}

class SuggestionView {
  readonly #binding: ScreenplayBinding
  readonly #layer: SuggestionLayer
  readonly #view: EditorView
  readonly #schedule = soonOnce(() => this.#refresh())
  #destroyed = false
  #frame: number
  readonly #onTransaction = (tr: Y.Transaction): void => {
    const types = [...tr.changed.keys()] as unknown[]
    if (types.some(type => !(type instanceof Y.XmlText) || this.#layer.isAbout(idOf(type)))) this.#schedule()
  }
  readonly #onCompositionEnd = (): void => {
    setTimeout(() => this.#schedule(), COMPOSITION_SETTLES)
  }

  constructor(binding: ScreenplayBinding, layer: SuggestionLayer, view: EditorView) {
    this.#binding = binding
    this.#layer = layer
    this.#view = view
    layer.doc.on('afterTransaction', this.#onTransaction)
    view.dom.addEventListener('compositionend', this.#onCompositionEnd)
    // the first frame shows the words, the second what others propose
    this.#frame = requestAnimationFrame(() => {
      this.#frame = requestAnimationFrame(() => this.#schedule())
    })
  }

  update(view: EditorView, before: EditorState): void {
    if (this.#isConcerned(before.doc, view.state.doc)) this.#schedule()
    // a colleague's edit moves the selection too, while a card may have the focus
    if (view.hasFocus() && !view.state.selection.eq(before.selection)) this.#layer.setActive(suggestionAt(view.state))
  }

  destroy(): void {
    this.#destroyed = true
    cancelAnimationFrame(this.#frame)
    this.#layer.doc.off('afterTransaction', this.#onTransaction)
    this.#view.dom.removeEventListener('compositionend', this.#onCompositionEnd)
  }

  /** Lines came or went, or the words of one changed that a suggestion is about. */
  #isConcerned(before: Node, now: Node): boolean {
    const window = windowOf(before, now)
    if (!window) return false
    if (window.oldTo !== window.newTo) return true
    for (let i = window.from; i < window.newTo; i++) {
      const id = attributeOf(now.child(i), 'id')
      if (id !== attributeOf(before.child(i), 'id') || this.#layer.isAbout(id)) return true
    }
    return false
  }

  #refresh(): void {
    // redrawing a line would end a composition in it; the end of the composition comes back here
    if (this.#destroyed || this.#view.composing || this.#view.state.doc !== this.#binding.syncedDoc) return
    this.#layer.read()
    const { state } = this.#view
    const before = suggestionsKey.getState(state) ?? DecorationSet.empty
    const next = updateDecorations(before, state, this.#layer)
    if (next !== before) redraw(this.#view, suggestionsKey, next)
  }
}

function idOf(text: Y.XmlText): string | null {
  const line: unknown = text.parent
  return line instanceof Y.XmlElement ? (line.getAttribute('id') ?? null) : null
}

/** The suggestion that shows something at the caret. */
function suggestionAt(state: EditorState): string | null {
  const { head } = state.selection
  const [found] = suggestionsKey.getState(state)?.find(head, head) ?? []
  return (found && specOf(found).ids[0]) ?? null
}

const specOf = (decoration: Decoration): SuggestionSpec => decoration.spec as SuggestionSpec
const identityOf = (decoration: Decoration): string => `${decoration.from} ${decoration.to} ${specOf(decoration).key}`

/** The set with the decorations of changed lines exchanged; the same set when nothing changed. */
export function updateDecorations(
  set: DecorationSet,
  state: EditorState,
  { previews, snapshot, binding }: Pick<SuggestionLayer, 'previews' | 'snapshot' | 'binding'>,
): DecorationSet {
  const byLine = Map.groupBy(set.find(), decoration => specOf(decoration).line)
  if (byLine.size === 0 && previews.size === 0) return set
  const suggestions = new Map(snapshot.open.map(({ suggestion }) => [suggestion.id, suggestion]))
  const wantedOf = (preview: LinePreview): Decoration[] => {
    const line = binding.positionOfLine(preview.lineId)
    return line ? lineDecorations(preview, line, suggestions) : []
  }
  const remove: Decoration[] = []
  const add: Decoration[] = []
  for (const preview of previews.values()) {
    const shown = byLine.get(preview.lineId) ?? []
    const wanted = wantedOf(preview)
    byLine.delete(preview.lineId)
    if (shown.map(identityOf).sort().join('\n') === wanted.map(identityOf).sort().join('\n')) continue
    remove.push(...shown)
    add.push(...wanted)
  }
  for (const left of byLine.values()) remove.push(...left)
  if (remove.length === 0 && add.length === 0) return set
  return set.remove(remove).add(state.doc, add)
}
