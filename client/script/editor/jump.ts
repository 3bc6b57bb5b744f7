import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { ScreenplayBinding } from '../binding/binding.ts'

/**
 * Shows a line and puts the caret at its end, or selects `from`..`to` of its text, and gives the text the focus. False when the
 * line is not in the script.
 */
export function jumpToLine(
  view: EditorView,
  binding: ScreenplayBinding,
  lineId: string,
  selected?: { from: number; to: number },
  block: 'start' | 'center' = 'center',
): boolean {
  const place = binding.positionOfLine(lineId)
  if (!place) return false
  const at = (offset: number): number => Math.min(place.from + offset, place.to)
  const [from, to] = selected ? [at(selected.from), at(selected.to)] : [place.to, place.to]
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)))
  const dom = view.nodeDOM(place.from - 1)
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block })
  view.focus()
  return true
}
