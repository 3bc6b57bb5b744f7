import type { Command, EditorState } from '@tiptap/pm/state'
import { TextSelection } from '@tiptap/pm/state'
import { toggledDual } from '../../../shared/core/script/dual.ts'
import { isLineType } from '../../../shared/core/script/line.ts'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
import { continuedSuffix } from '../../../shared/core/script/smartType.ts'
import { lineAtCaret } from './commands.ts'

/** The lines of the scene around the caret, as the rules of shared/core read them; of texts, those of cues. */
function sceneAround({ doc, selection }: EditorState) {
  const index = selection.$head.index(0)
  const isHeading = (i: number): boolean => doc.child(i).attrs.type === 'scene_heading'
  let from = index
  while (from > 0 && !isHeading(from)) from--
  let to = index + 1
  while (to < doc.childCount && !isHeading(to)) to++
  const lines = Array.from({ length: to - from }, (_, i) => {
    const line = doc.child(from + i)
    const { type, dual } = line.attrs
    const text = type === 'character' ? line.textContent : ''
    return { type: isLineType(type) ? type : 'action', text, dual: dual === '1' }
  })
  return { lines, from, at: index - from }
}

/** Sets the speech of the caret beside its neighbour, or both apart again. False where no two stand one below the other. */
export const toggleDual: Command = (state, dispatch) => {
  const { lines, from, at } = sceneAround(state)
  const change = toggledDual(lines, at)
  if (!change) return false
  let position = 0
  for (let i = 0; i < from + change.cue; i++) position += state.doc.child(i).nodeSize
  dispatch?.(state.tr.setNodeAttribute(position, 'dual', change.dual ? '1' : null))
  return true
}

const SPOKEN: ReadonlySet<string> = new Set<LineType>(['character', 'parenthetical', 'dialogue', 'lyrics'])

/** For the button: may the speech of the caret stand beside another, and does it? Asked at every key. */
export function dualAtCaret(state: EditorState): { mayBeDual: boolean; isDual: boolean } {
  if (!SPOKEN.has(lineAtCaret(state).type)) return { mayBeDual: false, isDual: false }
  const { lines, at } = sceneAround(state)
  const change = toggledDual(lines, at)
  return { mayBeDual: change !== null, isDual: change?.dual === false }
}

/** Leaves a finished cue by `command`, which says (CONT'D) first when its speaker goes on. */
export const leavingCue =
  (command: Command, isWanted: () => boolean): Command =>
  (state, dispatch, view) => {
    const { type, text, offset, start } = lineAtCaret(state)
    if (type !== 'character' || !state.selection.empty || offset !== text.length || !dispatch || !view || !isWanted())
      return command(state, dispatch, view)
    const { lines, at } = sceneAround(state)
    const suffix = continuedSuffix(lines, at)
    if (suffix !== '') view.dispatch(state.tr.insertText(suffix, start + 1 + offset))
    return command(view.state, dispatch, view)
  }

/** Begins a note below the line of the caret. */
export const insertNote: Command = (state, dispatch) => {
  const { line, start } = lineAtCaret(state)
  const behind = start + line.nodeSize
  const note = line.type.create({ type: 'note' })
  const tr = state.tr.insert(behind, note)
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, behind + 1)).scrollIntoView())
  return true
}
