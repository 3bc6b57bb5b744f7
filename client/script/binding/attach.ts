import type { Editor } from '@tiptap/core'
import { type Plugin, Selection } from '@tiptap/pm/state'
import type { ScreenplayBinding } from './binding.ts'
import { drawnTogether } from './lineDecorations.ts'

/**
 * Shows the binding's document in a mounted Tiptap editor that was made with `screenplayExtensions`. Plugins that Tiptap
 * registers later join these; the binding survives that, and undo with it.
 */
export function attachBinding(editor: Editor, binding: ScreenplayBinding, extraPlugins: readonly Plugin[] = []): void {
  const { state, view } = editor
  // the document first, then the plugins: with both at once the view scrolls to the top, for which all of it is laid out
  const tr = state.tr.replaceWith(0, state.doc.content.size, binding.syncedDoc.content)
  const shown = state.apply(tr.setSelection(Selection.atStart(tr.doc)))
  view.updateState(shown)
  binding.syncedDoc = shown.doc
  const plugins = drawnTogether([...state.plugins, binding.plugin(), ...extraPlugins])
  view.updateState(shown.reconfigure({ plugins }))
}
