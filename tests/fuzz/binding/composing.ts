import { TextSelection } from '@tiptap/pm/state'
import type { Client } from './client.ts'

/** Composes at a place as browsers do: each keystroke replaces what is composed so far. */
export class Composing {
  readonly #client: Client
  #length = 0

  constructor(client: Client, position: number) {
    const { view } = client
    this.#client = client
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, position)))
    this.#tell('compositionstart')
    view.composing = true
  }

  update(text: string): void {
    const { view } = this.#client
    const { head } = view.state.selection
    view.dispatch(view.state.tr.insertText(text, head - this.#length, head))
    this.#length = text.length
  }

  /** What waited is shown a moment later. */
  end(): void {
    this.#client.view.composing = false
    this.#tell('compositionend')
  }

  #tell(name: 'compositionstart' | 'compositionend'): void {
    const { binding, view } = this.#client
    const plugin = binding.plugin()
    plugin.props.handleDOMEvents?.[name]?.call(plugin, view as never, new Event(name) as never)
  }
}
