import { TextSelection } from '@tiptap/pm/state'
import type { Match } from '../../../shared/core/script/find.ts'
import type { ScriptPart } from '../context.tsx'
import type { Place } from './places.ts'

/** Shows a match of the script and selects it there. The focus stays in the panel, for the next one. */
export function goToMatch(
  { editor, binding }: Pick<ScriptPart, 'editor' | 'binding'>,
  place: Place,
  { from, to }: Pick<Match, 'from' | 'to'>,
): void {
  if (place.kind !== 'line') return
  const line = binding.positionOfLine(place.key)
  if (!line) return
  const { view } = editor
  const at = (offset: number): number => Math.min(line.from + offset, line.to)
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at(from), at(to))))
  const dom = view.nodeDOM(line.from - 1)
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'center' })
}
