import type { EditorState } from '@tiptap/pm/state'
import type { Line } from '../../../shared/core/script/line.ts'
import {
  completeCue,
  completeLocation,
  completeSetting,
  completeTime,
  completeTransition,
} from '../../../shared/core/script/smartType.ts'
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

/** Elements that offer something before anything is typed in them. */
const OFFERS: ReadonlySet<string> = new Set(['character', 'scene_heading', 'transition'])

/**
 * Cues, settings, locations, times and transitions used so far that continue what stands before the caret. `lines` is read
 * only when needed.
 */
export function completionAt(state: EditorState, lines: () => readonly Line[]): Completion | null {
  const { type, text, offset, start, index } = lineAtCaret(state)
  if (!state.selection.empty || offset !== text.length || !OFFERS.has(type)) return null
  const at = (typed: string, choices: readonly string[]): Completion | null => {
    const useful = choices.filter(choice => choice !== typed).slice(0, MOST)
    return useful.length > 0
      ? { from: start + 1 + offset - typed.length, to: start + 1 + offset, choices: useful }
      : null
  }
  if (type === 'character') return at(text, completeCue(text, lines(), index))
  if (type === 'transition') return at(text, completeTransition(text, lines()))
  const time = TIME.exec(text)
  if (time) return at(time[2] ?? '', completeTime(time[2] ?? '', lines()))
  const place = LOCATION.exec(text)
  return place ? at(place[2] ?? '', completeLocation(place[2] ?? '', lines())) : at(text, completeSetting(text))
}
