import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { z } from 'zod'
import { personColour } from '../../ui/people.ts'
import type { ScreenplayBinding } from './binding.ts'
import { bindingMeta } from './mirror.ts'
import { startsOf } from './window.ts'

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
  const read = (state: EditorState, before?: Carets): Carets => {
    const carets = readCarets(binding, awareness, state)
    const unchanged = before !== undefined && carets.length === 0 && before.carets.length === 0
    return unchanged ? before : { carets, decorations: decorate(state, carets) }
  }
  return new Plugin<Carets>({
    key: caretsKey,
    state: {
      init: (_config, state) => read(state),
      // Own edits reach the Y document only after this: until then the carets of others are mapped.
      apply(tr, value, _before, state) {
        const meta = bindingMeta(tr)
        if (tr.getMeta(caretsKey) || (meta && !meta.part)) return read(state, value)
        if (!tr.docChanged || value.carets.length === 0) return value
        const carets = value.carets.map(caret => ({
          ...caret,
          anchor: tr.mapping.map(caret.anchor),
          head: tr.mapping.map(caret.head),
        }))
        return { carets, decorations: decorate(state, carets) }
      },
    },
    props: { decorations: state => caretsKey.getState(state)?.decorations ?? null },
    view: view => new CaretView(binding, awareness, view),
  })
}

function readCarets(binding: ScreenplayBinding, awareness: Awareness, { doc }: EditorState): RemoteCaret[] {
  const carets: RemoteCaret[] = []
  let starts: number[] | undefined
  for (const [clientId, state] of awareness.getStates()) {
    if (clientId === awareness.clientID) continue
    const cursor = readCursor(state.cursor)
    if (!cursor) continue
    starts ??= startsOf(doc)
    const anchor = binding.toPosition(doc, cursor.anchor, starts)
    const head = binding.toPosition(doc, cursor.head, starts)
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
function readCursor(value: unknown): { anchor: Y.RelativePosition; head: Y.RelativePosition } | null {
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

function decorate({ doc }: EditorState, carets: readonly RemoteCaret[]): DecorationSet {
  const decorations = carets.flatMap(caret => {
    const { clientId, name, colour, isAgent, anchor, head } = caret
    const $head = doc.resolve(head)
    const widget = Decoration.widget(head, () => caretElement(caret), {
      // drawn anew when it moves within its line or to another one: then the name is shown for a while
      key: `caret-${clientId}-${name}-${colour}-${$head.parent.attrs.id}-${$head.parentOffset}`,
      // before suggested words, where one's own caret is too
      side: 0.5,
      ignoreSelection: true,
    })
    if (anchor === head) return [widget]
    const attributes = {
      class: isAgent ? 'remote-selection is-agent' : 'remote-selection',
      style: `--person: ${colour}`,
      'data-name': name,
    }
    return [Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), attributes), widget]
  })
  return decorations.length > 0 ? DecorationSet.create(doc, decorations) : DecorationSet.empty
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
    if (changed && this.#awareness.getStates().size > 1) this.#refresh()
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
      else this.#view.dispatch(this.#view.state.tr.setMeta(caretsKey, true).setMeta('addToHistory', false))
    }, 0)
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
