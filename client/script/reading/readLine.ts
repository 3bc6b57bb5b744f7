import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { drawnSet } from '../editor/drawnSet.ts'

const readLineKey = new PluginKey<DecorationSet>('read-line')

/** Marks the line that is being read aloud. */
export function readLine(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: readLineKey,
    state: drawnSet(readLineKey),
    props: { decorations: state => readLineKey.getState(state) ?? null },
  })
}

/** Shows that a line is read, and brings it into sight; null: none is. */
export function showReadLine(view: EditorView, binding: ScreenplayBinding, line: string | null): void {
  const place = line === null ? null : binding.positionOfLine(line)
  const { doc, tr } = view.state
  const set = place
    ? DecorationSet.create(doc, [Decoration.node(place.from - 1, place.to + 1, { class: 'being-read' })])
    : DecorationSet.empty
  if (set === DecorationSet.empty && readLineKey.getState(view.state) === set) return
  view.dispatch(tr.setMeta(readLineKey, set).setMeta('addToHistory', false))
  const dom = place && view.nodeDOM(place.from - 1)
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'nearest' })
}
