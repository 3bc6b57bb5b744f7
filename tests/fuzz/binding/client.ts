import type { Node } from '@tiptap/pm/model'
import { EditorState, type Plugin, type PluginView, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import { type BindingOptions, ScreenplayBinding } from '../../../client/script/binding/binding.ts'
import { startOf } from '../../../client/script/binding/window.ts'
import { screenplaySchema } from '../../../client/script/schema.ts'

/** As much of an EditorView as the binding uses: state, dispatch and plugin views. Keeps transactions for the checks. */
export class HeadlessView {
  state: EditorState
  composing = false
  isDestroyed = false
  readonly log: Transaction[] = []
  #views: PluginView[] = []

  constructor(state: EditorState) {
    this.state = state
    this.#views = this.#makeViews()
  }

  #makeViews(): PluginView[] {
    return this.state.plugins.flatMap(plugin => plugin.spec.view?.(this as unknown as EditorView) ?? [])
  }

  readonly hasFocus = (): boolean => true

  readonly dispatch = (tr: Transaction): void => {
    const before = this.state
    const { state, transactions } = before.applyTransaction(tr)
    this.state = state
    for (const applied of transactions) if (applied.docChanged) this.log.push(applied)
    for (const view of this.#views) view.update?.(this as unknown as EditorView, before)
  }

  /** As EditorView does it: other plugins make all plugin views anew. */
  updateState(state: EditorState): void {
    this.state = state
    this.destroyViews()
    this.#views = this.#makeViews()
  }

  destroyViews(): void {
    for (const view of this.#views) view.destroy?.()
    this.#views = []
  }
}

/** Somebody with the script, or other lines, open: a document with a pinned client id, a binding and an editor. */
export interface Client {
  id: number
  doc: Y.Doc
  binding: ScreenplayBinding
  view: HeadlessView
}

export function openClient(
  id: number,
  state: Uint8Array | null,
  options: BindingOptions | ((doc: Y.Doc) => BindingOptions) = { captureTimeout: 0 },
  plugins: (binding: ScreenplayBinding) => Plugin[] = () => [],
): Client {
  const doc = new Y.Doc()
  doc.clientID = id
  if (state) Y.applyUpdate(doc, state, 'net')
  const binding = new ScreenplayBinding(doc, screenplaySchema, typeof options === 'function' ? options(doc) : options)
  const view = new HeadlessView(
    EditorState.create({ doc: binding.syncedDoc, plugins: [binding.plugin(), ...plugins(binding)] }),
  )
  return { id, doc, binding, view }
}

/** Sends what `from` has and `to` has not. */
export const sync = (from: Client, to: Client): void =>
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'net')

export function syncAll(clients: readonly Client[]): void {
  for (let round = 0; round < 2; round++)
    for (const from of clients) for (const to of clients) if (from !== to) sync(from, to)
}

export const linesIn = (doc: Node): Node[] => Array.from({ length: doc.childCount }, (_, i) => doc.child(i))

/** The position `offset` characters into the line with this id. */
export function at(client: Client, id: string, offset = 0): number {
  const { doc } = client.view.state
  const index = linesIn(doc).findIndex(line => line.attrs.id === id)
  if (index < 0) throw new Error(`no line ${id}`)
  return startOf(doc, index) + 1 + offset
}
