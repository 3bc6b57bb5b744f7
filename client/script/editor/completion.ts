import type { EditorState } from '@tiptap/pm/state'
import type { Line } from '../../../shared/core/script/line.ts'
import { completeCue, completeLocation, completeTime } from '../../../shared/core/script/smartType.ts'
import { lineAtCaret } from './commands.ts'

/** What may be completed at the caret: the choices, and the stretch of the line that a choice replaces. */
export interface Completion {
  /** Editor positions. */
  from: number
  to: number
  choices: readonly string[]
}

const MOST = 8
const LOCATION = /^((?:INT|EXT|EST|INT\.?\/EXT|I\/E)\.?\s+)(.*)$/i
const TIME = /^(.*\s-\s+)(\S*)$/

/** Cues, locations and times used so far that continue what stands before the caret. `lines` is read only when needed. */
export function completionAt(state: EditorState, lines: () => readonly Line[]): Completion | null {
  const { type, text, offset, start, index } = lineAtCaret(state)
  if (!state.selection.empty || offset !== text.length || text === '') return null
  const at = (typed: string, choices: readonly string[]): Completion | null => {
    const useful = choices.filter(choice => choice !== typed).slice(0, MOST)
    return useful.length > 0
      ? { from: start + 1 + offset - typed.length, to: start + 1 + offset, choices: useful }
      : null
  }
  if (type === 'character') return at(text, completeCue(text, lines(), index))
  if (type !== 'scene_heading') return null
  const time = TIME.exec(text)
  if (time) return at(time[2] ?? '', completeTime(time[2] ?? '', lines()))
  const place = LOCATION.exec(text)
  return place ? at(place[2] ?? '', completeLocation(place[2] ?? '', lines())) : null
}
