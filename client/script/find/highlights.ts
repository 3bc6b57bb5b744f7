import { Plugin, PluginKey, type PluginView } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { type LineRange, rangeInSight, windowSight } from '../authorship/sight.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { redraw } from '../binding/redraw.ts'
import { startsOf } from '../binding/window.ts'
import { drawnSet } from '../editor/drawnSet.ts'

/** A match in a line, by the line's id. */
export interface Mark {
  lineId: string
  from: number
  to: number
}

export const highlightsKey = new PluginKey<DecorationSet>('find-highlights')

/**
 * Marks the matches of a search in the text: `.found`, and `.found-now` for the one that the panel is at. Those in sight and
 * near it only: the editor goes through everything that is drawn at every key.
 */
export class Highlights {
  readonly #binding: ScreenplayBinding
  #view: EditorView | null = null
  #marks: ReadonlyMap<string, readonly Mark[]> = new Map()
  #now: Mark | null = null
  #range: LineRange | null = null

  constructor(binding: ScreenplayBinding) {
    this.#binding = binding
  }

  /** What is found now. An empty list takes all marks away. */
  show(marks: readonly Mark[], now: Mark | null): void {
    this.#marks = Map.groupBy(marks, mark => mark.lineId)
    this.#now = now
    this.#draw()
  }

  plugin(): Plugin<DecorationSet> {
    return new Plugin<DecorationSet>({
      key: highlightsKey,
      state: drawnSet(highlightsKey),
      props: { decorations: state => highlightsKey.getState(state) ?? null },
      view: view => this.#attach(view),
    })
  }

  #attach(view: EditorView): PluginView {
    this.#view = view
    const unwatch = windowSight.watch(view, () => {
      const range = this.#marks.size > 0 ? rangeInSight(windowSight, view, this.#range) : this.#range
      if (range !== this.#range) this.#draw()
    })
    return {
      destroy: () => {
        unwatch()
        if (this.#view === view) this.#view = null
      },
    }
  }

  #draw(): void {
    const view = this.#view
    // redrawing a line would end a composition in it; the next search draws
    if (!view || view.isDestroyed || view.composing || view.state.doc !== this.#binding.syncedDoc) return
    const before = highlightsKey.getState(view.state) ?? DecorationSet.empty
    const next = this.#marks.size === 0 ? DecorationSet.empty : this.#decorate(view)
    if (next === before) return
    redraw(view, highlightsKey, next)
  }

  #decorate(view: EditorView): DecorationSet {
    const { doc } = view.state
    this.#range = rangeInSight(windowSight, view, this.#range)
    const starts = startsOf(doc)
    const decorations: Decoration[] = []
    for (let i = this.#range.from; i < Math.min(this.#range.to, doc.childCount); i++) {
      const line = doc.child(i)
      for (const mark of this.#marks.get(String(line.attrs.id)) ?? []) {
        const start = (starts[i] ?? 0) + 1
        const { from, to, lineId } = mark
        if (to > line.content.size) continue
        const isNow = lineId === this.#now?.lineId && from === this.#now.from
        decorations.push(Decoration.inline(start + from, start + to, { class: isNow ? 'found found-now' : 'found' }))
      }
    }
    return DecorationSet.create(doc, decorations)
  }
}
