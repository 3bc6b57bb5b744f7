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
  drawAnew(editor)
  const plugins = drawnTogether([...editor.state.plugins, binding.plugin(), ...extraPlugins])
  editor.view.updateState(EditorState.create({ doc: binding.syncedDoc, plugins }))
}

/**
 * Has the next update draw everything anew. Otherwise prosemirror-view looks for the one line that a new editor shows among all that
 * come.
 */
function drawAnew(editor: Editor): void {
  const { editorView } = editor as unknown as { editorView: { docView: { dirty: number } } | null }
  // an editor without a page has none
  if (editorView) editorView.docView.dirty = NODE_DIRTY
}
const NODE_DIRTY = 3
