import type { Node } from '@tiptap/pm/model'
import type { PluginView } from '@tiptap/pm/state'
import { type Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { anchorText, findText } from '../../../shared/core/comments/textAnchor.ts'
import type { TextAnchor, Thread } from '../../../shared/core/comments/thread.ts'
import { FRONT } from '../../../shared/core/script/scenes.ts'
import { isIn, type LineRange, rangeAfter, rangeInSight, type Sight } from '../authorship/sight.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import type { LineRecord } from '../binding/lines.ts'
import { redraw } from '../binding/redraw.ts'
import { startsOf, windowOf } from '../binding/window.ts'
import { soonOnce } from '../editor/soonOnce.ts'
import { commentsKey, decorationOf, type Highlight } from './highlights.ts'

/** Where the words of a thread are: offsets into the text of a line that is shown. */
interface Place {
  line: LineRecord
  from: number
  to: number
}

export interface CommentsSnapshot {
  /** The threads whose words are there, in the order of the script. */
  placed: readonly string[]
  /** The words that a new comment is about to be on. */
  draft: TextAnchor | null
  active: string | null
  /** The thread to look at; a new object for each time. */
  look: { id: string } | null
}

/** Milliseconds after the end of a composition until a line may be redrawn; the binding waits as long. */
const COMPOSITION_SETTLES = 60
/** Milliseconds of quiet until it is looked for words that were lost, and the list is put into the order of the script. */
const QUIET = 400
const DRAFT = 'draft'

/**
 * The comments on one script in its editor: knows where the words of each thread are, and marks those in sight and near it.
 * A key looks at the threads of the lines that it changed and at no others.
 */
export class CommentLayer {
  readonly #binding: ScreenplayBinding
  readonly #sight: Sight
  readonly #listeners = new Set<() => void>()
  #snapshot: CommentsSnapshot = { placed: [], draft: null, active: null, look: null }
  #threads = new Map<string, Thread>()
  #places = new Map<string, Place | null>()
  #view: EditorView | null = null
  /** The document as it was last looked at. */
  #seen: Node | null = null
  #range: LineRange | null = null
  readonly #schedule = soonOnce(() => this.#refresh())
  #timer: ReturnType<typeof setTimeout> | null = null
  /** Called when a thread is to be read. */
  onOpen: () => void = () => {}

  constructor(binding: ScreenplayBinding, sight: Sight) {
    this.#binding = binding
    this.#sight = sight
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly getSnapshot = (): CommentsSnapshot => this.#snapshot

  setThreads(threads: readonly Thread[]): void {
    const before = this.#threads
    this.#threads = new Map(threads.map(thread => [thread.id, thread]))
    // the anchor of a thread never changes
    for (const id of this.#threads.keys()) if (!before.has(id)) this.#places.set(id, this.#find(id))
    for (const id of before.keys()) if (!this.#threads.has(id)) this.#places.delete(id)
    this.#publishOrder()
    this.#schedule()
  }

  /** Takes the selected words of one line for a new comment, or the whole line of the caret. False: it has none. */
  begin(view: EditorView): boolean {
    const { doc, selection } = view.state
    if (doc !== this.#binding.syncedDoc) return false
    const { $from, $to } = selection
    const index = $from.index(0)
    const record = this.#binding.lines.records[index]
    const length = doc.maybeChild(index)?.content.size ?? 0
    const from = selection.empty ? 0 : $from.parentOffset
    const to = selection.empty || $to.index(0) !== index ? length : $to.parentOffset
    const draft = record?.element ? anchorText(record.element, from, to) : null
    if (!draft) return false
    this.#publish({ ...this.#snapshot, draft, look: null })
    this.#schedule()
    return true
  }

  endDraft(): void {
    this.#publish({ ...this.#snapshot, draft: null })
    this.#schedule()
  }

  /** Nobody looks at comments any more. */
  leave(): void {
    this.#publish({ ...this.#snapshot, draft: null, active: null, look: null })
    this.#schedule()
  }

  choose(active: string | null): void {
    if (this.#snapshot.active === active) return
    this.#publish({ ...this.#snapshot, active })
    this.#schedule()
  }

  /** Shows a thread, and gives it the focus. */
  open(thread: string): void {
    this.#publish({ ...this.#snapshot, active: thread, look: { id: thread } })
    this.#schedule()
    this.onOpen()
  }

  /** The line of a thread's words, and where they are in it; null when they are gone. */
  placeOf(thread: string): { lineId: string; from: number; to: number } | null {
    const place = this.#places.get(thread) ?? this.#find(thread)
    const lineId = place?.line.id
    return place && lineId ? { lineId, from: place.from, to: place.to } : null
  }

  /** Is a thread on words of another variant than this editor shows? One whose words are gone was anywhere. */
  isElsewhere({ anchor }: Thread): boolean {
    const { home, doc, roots } = this.#binding
    if (home === FRONT || anchor.kind !== 'text') return false
    const found = findText(doc, anchor)
    return found !== null && found.element.parent !== roots.script
  }

  /** The open thread on the words at a position: of several, that on the fewest. */
  threadAt(position: number): string | null {
    const { doc } = this.#binding.syncedDoc === this.#view?.state.doc ? this.#view.state : { doc: null }
    if (!doc) return null
    const $at = doc.resolve(position)
    const line = this.#binding.lines.records[$at.index(0)]
    const offset = $at.parentOffset
    const here = [...this.#places].flatMap(([id, place]) =>
      place && place.line === line && place.from <= offset && offset <= place.to && this.#isOpen(id)
        ? [{ id, length: place.to - place.from }]
        : [],
    )
    return here.sort((a, b) => a.length - b.length)[0]?.id ?? null
  }

  /** For the plugin: views of plugins are made anew whenever a plugin joins; the marks stay. */
  attach(view: EditorView): PluginView {
    this.#view = view
    const unwatch = this.#sight.watch(view, () => this.#refresh())
    this.#schedule()
    return {
      update: (_, before) => {
        if (view.state.doc !== before.doc) this.#schedule()
      },
      destroy: () => {
        unwatch()
        if (this.#timer) clearTimeout(this.#timer)
        if (this.#view === view) this.#view = null
      },
    }
  }

  compositionEnded(): void {
    setTimeout(() => this.#schedule(), COMPOSITION_SETTLES)
  }

  #isOpen(id: string): boolean {
    return this.#threads.get(id)?.resolvedBy === null || id === this.#snapshot.active
  }

  #find(id: string): Place | null {
    const anchor = id === DRAFT ? this.#snapshot.draft : this.#threads.get(id)?.anchor
    const found = anchor?.kind === 'text' ? findText(this.#binding.doc, anchor) : null
    const line = found && this.#binding.lines.find(found.element)
    return found && line && this.#binding.lines.isShown(line) ? { line, from: found.from, to: found.to } : null
  }

  #refresh(): void {
    const view = this.#view
    // redrawing a line would end a composition in it; the end of the composition comes back here
    if (!view || view.isDestroyed || view.composing || view.state.doc !== this.#binding.syncedDoc) return
    const { doc } = view.state
    this.#follow(doc)
    const before = commentsKey.getState(view.state) ?? DecorationSet.empty
    const { draft } = this.#snapshot
    if (this.#threads.size === 0 && !draft && before === DecorationSet.empty) return
    this.#range = rangeInSight(this.#sight, view, this.#range)
    const wanted = this.#wanted(doc).map(decorationOf)
    const shown = before === DecorationSet.empty ? [] : before.find()
    if (identities(shown) === identities(wanted)) return
    const next = wanted.length > 0 ? DecorationSet.create(doc, wanted) : DecorationSet.empty
    redraw(view, commentsKey, next)
  }

  /** Looks again where the threads of changed lines are; what was lost is looked for when it is quiet. */
  #follow(doc: Node): void {
    const window = this.#seen && windowOf(this.#seen, doc)
    this.#seen = doc
    if (!window) return
    if (this.#range) this.#range = rangeAfter(this.#range, window)
    for (const [id, place] of this.#places) {
      if (!place) continue
      const { index } = place.line
      const isTouched = index < 0 || (index >= window.from && index < window.newTo)
      if (isTouched || !this.#binding.lines.isShown(place.line)) this.#places.set(id, this.#find(id))
    }
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#settle(), QUIET)
  }

  #settle(): void {
    this.#timer = null
    for (const [id, place] of this.#places) if (!place) this.#places.set(id, this.#find(id))
    this.#publishOrder()
    this.#schedule()
  }

  #wanted(doc: Node): Highlight[] {
    const near: { id: string; place: Place; look: Highlight['look'] }[] = []
    const add = (id: string, place: Place | null | undefined, look: Highlight['look']) => {
      if (place && this.#range && isIn(this.#range, place.line.index)) near.push({ id, place, look })
    }
    for (const [id, place] of this.#places)
      if (this.#isOpen(id)) add(id, place, id === this.#snapshot.active ? 'active' : 'open')
    if (this.#snapshot.draft) add(DRAFT, this.#find(DRAFT), 'draft')
    if (near.length === 0) return []
    const starts = startsOf(doc)
    return near.flatMap(({ id, place, look }) => {
      const start = (starts[place.line.index] ?? 0) + 1
      const size = doc.maybeChild(place.line.index)?.content.size ?? 0
      const [from, to] = [Math.min(place.from, size), Math.min(place.to, size)]
      return from < to ? [{ thread: id, from: start + from, to: start + to, look }] : []
    })
  }

  #publishOrder(): void {
    const placed = [...this.#places]
      .flatMap(([id, place]) => (place ? [{ id, index: place.line.index, from: place.from }] : []))
      .sort((a, b) => a.index - b.index || a.from - b.from)
      .map(({ id }) => id)
    if (placed.join() !== this.#snapshot.placed.join()) this.#publish({ ...this.#snapshot, placed })
  }

  #publish(next: CommentsSnapshot): void {
    this.#snapshot = next
    for (const listener of [...this.#listeners]) listener()
  }
}

const identities = (list: readonly Decoration[]): string =>
  list
    .map(({ from, to, spec }) => `${from} ${to} ${(spec as { key: string }).key}`)
    .sort()
    .join()
