import type { Editor } from '@tiptap/core'
import { EditorState, type Plugin } from '@tiptap/pm/state'
import type { ScreenplayBinding } from './binding.ts'
import { drawnTogether } from './lineDecorations.ts'

/**
 * Shows the binding's document in a mounted Tiptap editor that was made with `screenplayExtensions`. The state is made anew,
 * because a document cannot be exchanged by a transaction without the binding taking it for an edit. Plugins that Tiptap
 * registers later join these; the binding survives that, and undo with it.
 */
export function attachBinding(editor: Editor, binding: ScreenplayBinding, extraPlugins: readonly Plugin[] = []): void {
  const plugins = drawnTogether([...editor.state.plugins, binding.plugin(), ...extraPlugins])
  editor.view.updateState(EditorState.create({ doc: binding.syncedDoc, plugins }))
}
