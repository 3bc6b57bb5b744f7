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
  if (place.kind === 'title') goToTitlePage(editor.view.dom, place.key)
  if (place.kind !== 'line') return
  const line = binding.positionOfLine(place.key)
  if (!line) return
  const { view } = editor
  const at = (offset: number): number => Math.min(line.from + offset, line.to)
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at(from), at(to))))
  const dom = view.nodeDOM(line.from - 1)
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'center' })
}

/** Unfolds the title page and shows one of its fields. */
function goToTitlePage(editor: HTMLElement, key: string): void {
  const sheet = editor.closest('.desk')?.querySelector('.title-page')
  sheet?.querySelector<HTMLElement>('.title-page-fold[aria-expanded="false"]')?.click()
  requestAnimationFrame(() =>
    sheet?.querySelector(`[data-key="${CSS.escape(key.toLowerCase())}"]`)?.scrollIntoView({ block: 'center' }),
  )
}
