import type { PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** What prosemirror-view watches the page with. */
interface Observer {
  /** Of what changed in the page and is not in the editor yet. */
  pendingRecords: () => readonly unknown[]
  flush: () => void
}

/**
 * Takes over where the browser has the caret now. It says so a moment after the key that moved it; whatever is drawn in between
 * would put the caret back to where it was, and the key would be lost. What was typed comes by itself, in order.
 */
export function readSelection(view: EditorView): void {
  if (view.isDestroyed || view.composing || !view.hasFocus()) return
  const { domObserver } = view as unknown as { domObserver?: Observer }
  // an editor without a page has none
  if (domObserver?.pendingRecords().length === 0) domObserver.flush()
}

/** Gives a plugin's state the value of that name, for everything that is drawn and is no edit. */
export function redraw<T>(view: EditorView, key: PluginKey<T>, value: unknown): void {
  if (view.isDestroyed) return
  readSelection(view)
  view.dispatch(view.state.tr.setMeta(key, value).setMeta('addToHistory', false))
}
