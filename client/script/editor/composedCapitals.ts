import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { UPPERCASE_TYPES } from '../../../shared/core/script/elements.ts'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'

/** Milliseconds after the end of a composition until its words may be exchanged; browsers still touch them then. */
const COMPOSITION_SETTLES = 60

/**
 * Capitals for what was composed (IME, dead keys, the keyboards of phones) in an element of capitals. Only when the composition
 * is over: exchanging its letters while it goes on breaks it off, and Chromium does not even say so.
 */
export function composedCapitals(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionend(view, event) {
          if (event.data !== '') setTimeout(() => capitalise(view, event.data), COMPOSITION_SETTLES)
          return false
        },
      },
    },
  })
}

function capitalise(view: EditorView, composed: string): void {
  const capitals = composed.toUpperCase()
  if (view.isDestroyed || view.composing || !view.editable || capitals === composed) return
  const { $head, empty, head } = view.state.selection
  const from = head - composed.length
  if (!empty || $head.parentOffset < composed.length || !UPPERCASE_TYPES.has($head.parent.attrs.type as LineType))
    return
  if (view.state.doc.textBetween(from, head) === composed) view.dispatch(view.state.tr.insertText(capitals, from, head))
}
