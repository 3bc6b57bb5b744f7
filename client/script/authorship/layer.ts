import type { Node } from '@tiptap/pm/model'
import type { EditorState, PluginView } from '@tiptap/pm/state'
import { type Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import type { DocumentAuthors } from '../../../shared/core/api/authors.ts'
import { clientSpans } from '../../../shared/core/history/clientSpans.ts'
import { type Hand, inOrder, keyOf } from '../../authorship/hand.ts'
import { HandTally } from '../../authorship/handTally.ts'
import { type AuthoredDocument, AuthorRegister } from '../../authorship/register.ts'
import { type HandSpan, handSpans } from '../../authorship/written.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import type { LineRecord } from '../binding/lines.ts'
import { redraw } from '../binding/redraw.ts'
import { startOf, startsOf, windowOf } from '../binding/window.ts'
import { soonOnce } from '../editor/soonOnce.ts'
import { authorColoursKey, spanDecorations } from './colours.ts'
import { isIn, type LineRange, rangeAfter, rangeInSight, type Sight } from './sight.ts'

export interface AuthorSnapshot {
  /** Everybody whose words are in the script; see {@link inOrder}. */
  hands: readonly Hand[]
  /** Whose words the caret is in; null in an empty line, and while nobody knows. */
  caret: Hand | null
}

const NOTHING: AuthorSnapshot = { hands: [], caret: null }

/** Milliseconds after the end of a composition until the line may be redrawn; the binding waits as long. */
const COMPOSITION_SETTLES = 60
/** From so many lines on, all places are computed at once. */
const MANY = 8

/**
 * Who wrote what of one script, while somebody wants to see it. Looks at the lines that changed only, and not at all while
 * it is off. It knows of all lines in whose hands they are, and draws the colours of those in sight and near it: the editor
 * goes through everything that is drawn at every key.
 */
export class AuthorLayer {
  readonly me: string
  readonly #binding: ScreenplayBinding
  readonly #sight: Sight
  readonly #register: AuthorRegister
  readonly #tally = new HandTally<LineRecord>()
  readonly #listeners = new Set<() => void>()
  #snapshot = NOTHING
  /** What the snapshot says, to tell whether another says the same. */
  #told = ''
  #view: EditorView | null = null
  #on = false
  readonly #schedule = soonOnce(() => this.#refresh())
  /** The document and its lines as they were last coloured; null: never. */
  #drawn: { doc: Node; records: readonly LineRecord[] } | null = null
  /** The lines of that document that have their colours; null: none yet. */
  #range: LineRange | null = null
  /** Other lines may have come into sight. */
  #moved = false
  /** Elements in whose text something happened since: deleted and typed again, words are the same in other hands. */
  readonly #changed = new Set<unknown>()
  /** Lines with words of which nobody knows yet whose they are. */
  readonly #waiting = new Set<LineRecord>()
  readonly #onEvents = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const { target } of events) this.#changed.add(target instanceof Y.XmlText ? target.parent : target)
    this.#schedule()
  }

  constructor(
    binding: ScreenplayBinding,
    sight: Sight,
    me: string,
    document: AuthoredDocument,
    ask: () => Promise<DocumentAuthors>,
  ) {
    this.me = me
    this.#binding = binding
    this.#sight = sight
    this.#register = new AuthorRegister(document, ask, () => {
      for (const line of this.#waiting) this.#changed.add(line.element)
      this.#schedule()
    })
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly getSnapshot = (): AuthorSnapshot => this.#snapshot

  turn(on: boolean): void {
    if (on === this.#on) return
    this.#on = on
    const { script } = this.#binding.roots
    if (on) {
      script.observeDeep(this.#onEvents)
      this.#register.start()
      this.#schedule()
      return
    }
    script.unobserveDeep(this.#onEvents)
    this.#register.stop()
    this.#tally.clear()
    this.#waiting.clear()
    this.#changed.clear()
    this.#drawn = null
    this.#range = null
    this.#publish(NOTHING)
    this.#dispatch(DecorationSet.empty)
  }

  /** For the plugin: views of plugins are made anew whenever a plugin joins; the colours stay. */
  attach(view: EditorView): PluginView {
    this.#view = view
    const unwatch = this.#sight.watch(view, () => this.#look())
    if (this.#on) this.#schedule()
    return {
      update: (_, before) => {
        if (!this.#on) return
        if (view.state.doc !== before.doc) this.#schedule()
        else if (!view.state.selection.eq(before.selection)) this.#publishCaret(view.state)
      },
      destroy: () => {
        unwatch()
        if (this.#view === view) this.#view = null
      },
    }
  }

  /** For the plugin: lines were not redrawn while a composition was going on. */
  compositionEnded(): void {
    if (this.#on) setTimeout(() => this.#schedule(), COMPOSITION_SETTLES)
  }

  /** At once: this is called between the scrolling and the frame that shows it. */
  #look(): void {
    if (!this.#on) return
    this.#moved = true
    this.#refresh()
  }

  #refresh(): void {
    const view = this.#view
    // redrawing a line would end a composition in it; the end of the composition comes back here
    if (!this.#on || !view || view.composing || view.state.doc !== this.#binding.syncedDoc) return
    const { state } = view
    const fresh = this.#freshLines(state.doc)
    if (this.#moved || !this.#range) this.#follow(view, fresh)
    this.#drawn = { doc: state.doc, records: this.#binding.lines.records }
    const before = authorColoursKey.getState(state) ?? DecorationSet.empty
    const next = this.#colour(before, state.doc, fresh)
    if (next !== before) this.#dispatch(next)
    this.#publishCaret(state)
  }

  /** Adds the lines that come into sight, and those that are far out of it now, to `fresh`. */
  #follow(view: EditorView, fresh: Set<number>): void {
    this.#moved = false
    const before = this.#range ?? { from: 0, to: 0 }
    const range = rangeInSight(this.#sight, view, this.#range)
    this.#range = range
    for (let i = before.from; i < before.to; i++) if (!isIn(range, i)) fresh.add(i)
    for (let i = range.from; i < range.to; i++) if (!isIn(before, i)) fresh.add(i)
  }

  /** The places of lines that have to be looked at again. Those that are gone are out of the tally. */
  #freshLines(doc: Node): Set<number> {
    const { lines } = this.#binding
    if (!this.#drawn) return new Set(lines.records.keys())
    const { doc: before, records } = this.#drawn
    const fresh = new Set<number>()
    const window = windowOf(before, doc)
    if (window) {
      // two changes far from each other, and nothing came or went between them: what is between is as it was
      const isInPlace = window.oldTo === window.newTo
      const isSame = (i: number): boolean =>
        isInPlace && before.child(i) === doc.child(i) && records[i] === lines.records[i]
      for (let i = window.from; i < window.oldTo; i++) {
        const record = records[i]
        if (!record || isSame(i)) continue
        this.#tally.delete(record)
        this.#waiting.delete(record)
      }
      for (let i = window.from; i < window.newTo; i++) if (!isSame(i)) fresh.add(i)
      if (this.#range) this.#range = rangeAfter(this.#range, window)
    }
    for (const element of this.#changed) {
      const record = lines.find(element)
      if (record && lines.isShown(record)) fresh.add(record.index)
    }
    this.#changed.clear()
    return fresh
  }

  /** The set with the decorations of these lines exchanged; the same set when they are as they were. */
  #colour(set: DecorationSet, doc: Node, fresh: ReadonlySet<number>): DecorationSet {
    const starts = fresh.size >= MANY ? startsOf(doc) : null
    const remove: Decoration[] = []
    const add: Decoration[] = []
    for (const index of fresh) {
      const record = this.#binding.lines.records[index]
      if (!record) continue
      const from = (starts?.[index] ?? startOf(doc, index)) + 1
      const spans = this.#spansOf(record)
      this.#tally.set(
        record,
        spans.flatMap(({ hand }) => hand ?? []),
      )
      if (spans.some(({ hand }) => hand === null)) this.#waiting.add(record)
      else this.#waiting.delete(record)
      const shown = set === DecorationSet.empty ? [] : set.find(from, from + doc.child(index).content.size)
      const wanted = this.#range && isIn(this.#range, index) ? spanDecorations(spans, from, this.me) : []
      if (
        shown.length === wanted.length &&
        shown.map(identityOf).sort().join() === wanted.map(identityOf).sort().join()
      )
        continue
      remove.push(...shown)
      add.push(...wanted)
    }
    if (remove.length === 0 && add.length === 0) return set
    if (set === DecorationSet.empty) return DecorationSet.create(doc, add)
    return set.remove([...new Set(remove)]).add(doc, add)
  }

  #spansOf(record: LineRecord): HandSpan[] {
    return handSpans(clientSpans(record.text), client => this.#register.handOf(client))
  }

  #publishCaret({ doc, selection: { $head } }: EditorState): void {
    if (doc !== this.#binding.syncedDoc) return
    const hands = inOrder(this.#tally.hands(), this.me)
    const record = this.#binding.lines.records[$head.index(0)]
    let caret: Hand | null = null
    let left = Math.max(1, $head.depth > 0 ? $head.parentOffset : 0)
    for (const { hand, length } of record ? this.#spansOf(record) : []) {
      caret = hand
      left -= length
      if (left <= 0) break
    }
    this.#publish({ hands, caret })
  }

  #publish(next: AuthorSnapshot): void {
    const told = JSON.stringify([next.hands.map(keyOf), next.caret && keyOf(next.caret)])
    if (told === this.#told) return
    this.#told = told
    this.#snapshot = next
    for (const listener of this.#listeners) listener()
  }

  #dispatch(set: DecorationSet): void {
    const view = this.#view
    if (!view || view.isDestroyed) return
    redraw(view, authorColoursKey, set)
  }
}

const identityOf = ({ from, to, spec }: Decoration): string => `${from} ${to} ${(spec as { key: string }).key}`
