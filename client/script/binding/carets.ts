import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { z } from 'zod'
import { personColour } from '../../ui/people.ts'
import type { ScreenplayBinding } from './binding.ts'
import { bindingMeta } from './mirror.ts'
import { redraw } from './redraw.ts'
import { placeOf, startsOf, windowOf } from './window.ts'

/** Where somebody else's caret is, in positions of this editor. */
export interface RemoteCaret {
  clientId: number
  name: string
  colour: string
  isAgent: boolean
  anchor: number
  head: number
}

interface Carets {
  carets: readonly RemoteCaret[]
  decorations: DecorationSet
}
const NONE: Carets = { carets: [], decorations: DecorationSet.empty }
const caretsKey = new PluginKey<Carets>('remote-carets')

/** The carets that an editor shows at present. */
export const remoteCaretsOf = (state: EditorState): readonly RemoteCaret[] => caretsKey.getState(state)?.carets ?? []

/**
 * Shows the others' carets and selections and publishes one's own, as awareness field `cursor`: {anchor, head}, relative
 * positions as JSON. They are read anew with every change, so they follow splits and moved scenes.
 *
 * CSS: `.remote-caret` and `.remote-selection`, both with `data-name` and the style
 * variable `--person`; carets of agents have the class `is-agent` too.
 */
export function remoteCarets(binding: ScreenplayBinding, awareness: Awareness): Plugin<Carets> {
  const read = (state: EditorState, before: Carets = NONE): Carets =>
    moved(before, state, readCarets(binding, awareness, state))
  return new Plugin<Carets>({
    key: caretsKey,
    state: {
      init: (_config, state) => read(state),
      // Own edits reach the Y document only after this: until then the carets of others are mapped.
      apply(tr, value, _before, state) {
        const next: unknown = tr.getMeta(caretsKey)
        if (next) return next as Carets
        const meta = bindingMeta(tr)
        if (meta && !meta.part) return read(state, value)
        if (!tr.docChanged || value.carets.length === 0) return value
        const carets = value.carets.map(caret => ({
          ...caret,
          anchor: tr.mapping.map(caret.anchor),
          head: tr.mapping.map(caret.head),
        }))
        return { carets, decorations: value.decorations.map(tr.mapping, tr.doc) }
      },
    },
    props: { decorations: state => caretsKey.getState(state)?.decorations ?? null },
    view: view => new CaretView(binding, awareness, view),
  })
}

function readCarets(binding: ScreenplayBinding, awareness: Awareness, { doc }: EditorState): RemoteCaret[] {
  const carets: RemoteCaret[] = []
  for (const [clientId, state] of awareness.getStates()) {
    if (clientId === awareness.clientID) continue
    const cursor = readCursor(state.cursor)
    if (!cursor) continue
    const anchor = binding.toPosition(doc, cursor.anchor)
    const head = binding.toPosition(doc, cursor.head)
    if (anchor === null || head === null) continue
    carets.push({ clientId, anchor, head, ...readUser(state.user) })
  }
  return carets
}

const Id = z.object({ client: z.int().nonnegative(), clock: z.int().nonnegative() })
/** A place in a line's text: never one named by a root type, which asking for would create. */
const Place = z.object({
  type: Id.nullish(),
  tname: z.null().optional(),
  item: Id.nullish(),
  assoc: z.int().optional(),
})
const Cursor = z.object({ anchor: Place, head: Place })

/** Awareness comes from anybody who is in the room: nothing in it is taken on trust. */
function readCursor(value: unknown): CursorPlaces | null {
  if (typeof value !== 'object' || value === null) return null
  let places = readBefore.get(value)
  if (places === undefined) {
    places = parseCursor(value)
    readBefore.set(value, places)
  }
  return places
}

interface CursorPlaces {
  anchor: Y.RelativePosition
  head: Y.RelativePosition
}
/** Cursors that were read already: nobody changes one, and twenty are looked for at every key. */
const readBefore = new WeakMap<object, CursorPlaces | null>()

function parseCursor(value: unknown): CursorPlaces | null {
  const cursor = Cursor.safeParse(value)
  if (!cursor.success) return null
  const { anchor, head } = cursor.data
  if (!(anchor.item ?? anchor.type) || !(head.item ?? head.type)) return null
  return { anchor: Y.createRelativePositionFromJSON(anchor), head: Y.createRelativePositionFromJSON(head) }
}

function readUser(value: unknown): Pick<RemoteCaret, 'name' | 'colour' | 'isAgent'> {
  const user: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  return {
    name: typeof user.name === 'string' && user.name !== '' ? user.name : 'Somebody',
    colour: colourOf(user),
    isAgent: user.agent === true,
  }
}

/** As everywhere on this screen, in its theme; for somebody without an id, the colour that came along. */
function colourOf({ id, agent, colour }: Record<string, unknown>): string {
  if (typeof id === 'string' && id !== '') return agent === true ? 'var(--agent)' : personColour(id)
  const isColour = typeof colour === 'string' && /^#[0-9a-f]{3,8}$|^(hsl|rgb|oklch)\([\d\s.,%/deg-]+\)$/i.test(colour)
  return isColour ? colour : 'currentColor'
}

/** The carets where they are now: of those that were drawn there already nothing changes. */
function moved(before: Carets, { doc }: EditorState, carets: readonly RemoteCaret[]): Carets {
  const wanted = new Map(carets.flatMap(caret => decorationsOf(doc, caret)))
  const stale: Decoration[] = []
  for (const decoration of before.decorations.find()) if (!wanted.delete(identityOf(decoration))) stale.push(decoration)
  if (stale.length === 0 && wanted.size === 0 && isSame(before.carets, carets)) return before
  const fresh = [...wanted.values()].map(make => make())
  if (stale.length === 0 && fresh.length === 0) return { ...before, carets }
  if (carets.length === 0) return NONE
  return { carets, decorations: before.decorations.remove(stale).add(doc, fresh) }
}

const isSame = (before: readonly RemoteCaret[], now: readonly RemoteCaret[]): boolean =>
  before.length === now.length &&
  now.every((caret, i) => {
    const was = before[i]
    return was?.clientId === caret.clientId && was.anchor === caret.anchor && was.head === caret.head
  })

/** Is a caret in one of the lines that changed? Elsewhere it is where it was, and nobody needs to look. */
function changesCaret(before: Node, state: EditorState): boolean {
  const carets = remoteCaretsOf(state)
  const window = carets.length > 0 ? windowOf(before, state.doc) : null
  if (!window) return false
  const starts = startsOf(state.doc)
  const isIn = (position: number): boolean => {
    const place = placeOf(starts, position)
    return place >= window.from && place < window.newTo
  }
  return window.oldTo !== window.newTo || carets.some(({ anchor, head }) => isIn(anchor) || isIn(head))
}

const identityOf = ({ from, to, spec }: Decoration): string => `${from} ${to} ${(spec as { key: string }).key}`

function decorationsOf(doc: Node, caret: RemoteCaret): [string, () => Decoration][] {
  const { clientId, name, colour, isAgent, anchor, head } = caret
  const starts = startsOf(doc)
  const place = placeOf(starts, head)
  // drawn anew when it moves within its line or to another one: then the name is shown for a while
  const key = `caret-${clientId}-${name}-${colour}-${doc.maybeChild(place)?.attrs.id}-${head - (starts[place] ?? 0)}`
  const widget = (): Decoration =>
    // before suggested words, where one's own caret is too
    Decoration.widget(head, () => caretElement(caret), { key, side: 0.5, ignoreSelection: true })
  const drawn: [string, () => Decoration][] = [[`${head} ${head} ${key}`, widget]]
  if (anchor === head) return drawn
  const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)]
  const selected = `selection-${clientId}-${name}-${colour}`
  const attributes = {
    class: isAgent ? 'remote-selection is-agent' : 'remote-selection',
    style: `--person: ${colour}`,
    'data-name': name,
  }
  return [[`${from} ${to} ${selected}`, () => Decoration.inline(from, to, attributes, { key: selected })], ...drawn]
}

function caretElement({ name, colour, isAgent }: RemoteCaret): HTMLElement {
  const caret = document.createElement('span')
  caret.className = isAgent ? 'remote-caret is-agent' : 'remote-caret'
  caret.style.setProperty('--person', colour)
  caret.dataset.name = name
  caret.setAttribute('aria-hidden', 'true')
  // the name is drawn by the style sheet: as text it would stand between the words of the script
  return caret
}

/** Publishes the own caret and has the others' read again when they, or the document under them, changed. */
class CaretView {
  readonly #binding: ScreenplayBinding
  readonly #awareness: Awareness
  readonly #view: EditorView
  #published: { anchor: Y.RelativePosition; head: Y.RelativePosition } | null = null
  #scheduled = false
  #destroyed = false
  readonly #onChange = ({
    added,
    updated,
    removed,
  }: {
    added: number[]
    updated: number[]
    removed: number[]
  }): void => {
    if ([...added, ...updated, ...removed].some(id => id !== this.#awareness.clientID)) this.#refresh()
  }

  constructor(binding: ScreenplayBinding, awareness: Awareness, view: EditorView) {
    this.#binding = binding
    this.#awareness = awareness
    this.#view = view
    awareness.on('change', this.#onChange)
  }

  update(view: EditorView, before: EditorState): void {
    const changed = view.state.doc !== before.doc
    if (changed && changesCaret(before.doc, view.state)) this.#refresh()
    if (changed || !view.state.selection.eq(before.selection) || !this.#published) this.#publish()
  }

  destroy(): void {
    this.#destroyed = true
    this.#awareness.off('change', this.#onChange)
    // Plugin views are made anew whenever a plugin joins: the caret is only taken back when the editor itself goes.
    queueMicrotask(() => {
      if (this.#view.isDestroyed && this.#awareness.getLocalState()?.cursor)
        this.#awareness.setLocalStateField('cursor', null)
    })
  }

  /** Once per turn, and not under a composition: a new widget beside it would end it. */
  #refresh(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setTimeout(() => {
      this.#scheduled = false
      if (this.#destroyed || this.#view.isDestroyed) return
      if (this.#view.composing) this.#refreshAfterComposition()
      else this.#show()
    }, 0)
  }

  /** What one types oneself moves the carets of others along: most keys leave nothing to be shown. */
  #show(): void {
    const { state } = this.#view
    const before = caretsKey.getState(state) ?? NONE
    const now = moved(before, state, readCarets(this.#binding, this.#awareness, state))
    if (now !== before) redraw(this.#view, caretsKey, now)
  }

  #refreshAfterComposition(): void {
    this.#scheduled = true
    this.#view.dom.addEventListener(
      'compositionend',
      () => {
        this.#scheduled = false
        this.#refresh()
      },
      { once: true },
    )
  }

  /** A caret that sits before a character keeps its relative position while one types there: most keys send nothing. */
  #publish(): void {
    const { doc, selection } = this.#view.state
    if (!this.#published && !this.#view.hasFocus()) return
    if (doc !== this.#binding.syncedDoc) return
    const anchor = this.#binding.toRelative(doc, selection.anchor)
    const head = this.#binding.toRelative(doc, selection.head)
    if (!anchor || !head || !this.#awareness.getLocalState()) return
    const was = this.#published
    if (was && Y.compareRelativePositions(was.anchor, anchor) && Y.compareRelativePositions(was.head, head)) return
    this.#published = { anchor, head }
    this.#awareness.setLocalStateField('cursor', {
      anchor: Y.relativePositionToJSON(anchor),
      head: Y.relativePositionToJSON(head),
    })
  }
}
