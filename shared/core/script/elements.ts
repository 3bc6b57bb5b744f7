import { looksLikeHeading } from './heading.ts'
import type { LineType } from './lineTypes.ts'

/**
 * What the keys of the screenplay editor do to elements: tables, as in Final Draft. Enter follows the `ReturnKey` that
 * every element has in a Final Draft file (<Behavior ReturnKey="Action"/> of <ElementSettings>); Tab is our reading of
 * its "Tab and Return" behaviour: Tab leads from action to a character, from there to the parenthetical and back to speech.
 */
interface Keys {
  /** The element of the new line after Enter at the end of one. */
  enter: LineType
  /** What Enter makes of the line itself while it is empty: the way out of an element begun by mistake. */
  emptyEnter: LineType
  /** What Tab makes of the line itself while it is empty; Shift-Tab goes the other way round. */
  emptyTab: LineType
  /** The element of the new line after Tab at the end of one; null: Tab does nothing. */
  tab: LineType | null
}

const KEYS: Record<LineType, Keys> = {
  scene_heading: { enter: 'action', emptyEnter: 'action', emptyTab: 'action', tab: 'action' },
  action: { enter: 'action', emptyEnter: 'action', emptyTab: 'character', tab: 'character' },
  character: { enter: 'dialogue', emptyEnter: 'action', emptyTab: 'transition', tab: 'parenthetical' },
  parenthetical: { enter: 'dialogue', emptyEnter: 'dialogue', emptyTab: 'dialogue', tab: 'dialogue' },
  dialogue: { enter: 'action', emptyEnter: 'action', emptyTab: 'parenthetical', tab: 'parenthetical' },
  transition: { enter: 'scene_heading', emptyEnter: 'action', emptyTab: 'scene_heading', tab: 'scene_heading' },
  shot: { enter: 'action', emptyEnter: 'action', emptyTab: 'action', tab: 'character' },
  general: { enter: 'general', emptyEnter: 'action', emptyTab: 'action', tab: 'character' },
  lyrics: { enter: 'lyrics', emptyEnter: 'action', emptyTab: 'dialogue', tab: 'parenthetical' },
  centered: { enter: 'action', emptyEnter: 'action', emptyTab: 'action', tab: 'character' },
  section: { enter: 'action', emptyEnter: 'action', emptyTab: 'scene_heading', tab: 'scene_heading' },
  synopsis: { enter: 'action', emptyEnter: 'action', emptyTab: 'scene_heading', tab: 'scene_heading' },
  note: { enter: 'action', emptyEnter: 'action', emptyTab: 'action', tab: null },
  page_break: { enter: 'scene_heading', emptyEnter: 'action', emptyTab: 'action', tab: null },
}

/** Shift-Tab: the element from which Tab would have led here. */
const BEFORE: Partial<Record<LineType, LineType>> = {
  scene_heading: 'transition',
  transition: 'character',
  character: 'action',
  action: 'scene_heading',
  parenthetical: 'dialogue',
  dialogue: 'character',
  lyrics: 'dialogue',
}

/** Elements that are printed in capitals. */
export const UPPERCASE_TYPES: ReadonlySet<LineType> = new Set(['scene_heading', 'character', 'transition', 'shot'])

/**
 * Enter. `empty`: what the line itself becomes ('action' on empty action: stay, offer the list of elements). `atStart` of
 * a line with text: the element of a new line above it. Otherwise, at its end: the element of the new line below.
 */
export function nextOnEnter(type: LineType, { empty, atStart }: { empty: boolean; atStart: boolean }): LineType {
  if (empty) return KEYS[type].emptyEnter
  if (atStart) return type === 'dialogue' || type === 'lyrics' ? type : 'action'
  return KEYS[type].enter
}

/** `change` the line itself, or `insert` a line below it, with `text` in it and the caret at `caret`. */
export type TabStep =
  | { kind: 'change'; type: LineType }
  | { kind: 'insert'; type: LineType; text?: string; caret?: number }

/** Tab; null where it does nothing (inside a line with text). A new parenthetical comes with its brackets. */
export function nextOnTab(type: LineType, { empty, atEnd }: { empty: boolean; atEnd: boolean }): TabStep | null {
  if (empty) return { kind: 'change', type: KEYS[type].emptyTab }
  const next = KEYS[type].tab
  if (!atEnd || next === null) return null
  return next === 'parenthetical'
    ? { kind: 'insert', type: next, text: '()', caret: 1 }
    : { kind: 'insert', type: next }
}

/** Shift-Tab: what the line itself becomes. */
export const previousOnShiftTab = (type: LineType): LineType => BEFORE[type] ?? 'action'

/** Transitions that do not end in 'TO:', as Final Draft lists them. */
const TRANSITION = /^(?:FADE (?:IN|OUT|UP|TO (?:BLACK|WHITE))|CUT TO (?:BLACK|WHITE)|(?:DISSOLVE|IRIS) (?:IN|OUT))[.:]$/
const TYPED_FREELY: ReadonlySet<LineType> = new Set(['action', 'general', 'character'])
const SPOKEN: ReadonlySet<LineType> = new Set(['character', 'parenthetical', 'dialogue', 'lyrics'])

/**
 * What a line becomes by what has just been typed in it, or null to leave it: 'INT. ' makes a heading, 'CUT TO:' a
 * transition, an opening bracket under a cue a parenthetical. `previous` is the line above.
 */
export function autoType(text: string, type: LineType, previous: LineType | null): LineType | null {
  if (TYPED_FREELY.has(type)) {
    // only while the opening is being typed: whoever makes it action again afterwards means it
    if (looksLikeHeading(text) && /^\S+\s$/.test(text)) return 'scene_heading'
    if ((/^[^\p{Ll}]*\p{Lu}[^\p{Ll}]* TO:$/u.test(text) || TRANSITION.test(text)) && text.length < 40)
      return 'transition'
  }
  if (type === 'dialogue' && text === '(' && previous !== null && SPOKEN.has(previous)) return 'parenthetical'
  return null
}
