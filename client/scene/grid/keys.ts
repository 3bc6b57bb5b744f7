import { type Chord, matches, type Press, parseChord } from '../../ui/shortcuts/keys.ts'
import type { Move, Step } from './selection.ts'

/** What a key does in the grid. */
export type GridCommand =
  | { do: 'move'; move: Move; extend: boolean }
  | { do: 'step'; step: Step }
  | { do: 'edit' | 'clear' | 'undo' | 'redo' | 'duplicate' | 'add' | 'delete' | 'select-all' | 'leave' }
  | { do: 'reorder'; by: -1 | 1 }
  | { do: 'comment' }

interface KeyRule {
  keys: string
  command: GridCommand
  /** For the list of shortcuts; rules without a label are not listed. */
  label?: string
}

const MOVES: [string, Move, string][] = [
  ['ArrowUp', 'up', 'Move between cells'],
  ['ArrowDown', 'down', ''],
  ['ArrowLeft', 'left', ''],
  ['ArrowRight', 'right', ''],
  ['Home', 'row-start', 'First cell of the row'],
  ['End', 'row-end', 'Last cell of the row'],
  ['mod+Home', 'table-start', 'First cell of the table'],
  ['mod+End', 'table-end', 'Last cell of the table'],
  ['PageUp', 'page-up', ''],
  ['PageDown', 'page-down', ''],
]

const withShift = (keys: string) => (keys.startsWith('mod+') ? `mod+shift+${keys.slice(4)}` : `shift+${keys}`)

/** The keys of the grid while no cell is edited: one table, read by the grid, the help page and the tests. */
export const GRID_KEYS: readonly KeyRule[] = [
  ...MOVES.flatMap(([keys, move, label]): KeyRule[] => [
    { keys, command: { do: 'move', move, extend: false }, ...(label ? { label } : {}) },
    {
      keys: withShift(keys),
      command: { do: 'move', move, extend: true },
      ...(move === 'down' ? { label: 'Select a range' } : {}),
    },
  ]),
  { keys: 'Tab', command: { do: 'step', step: 'tab' }, label: 'Next cell' },
  { keys: 'shift+Tab', command: { do: 'step', step: 'shift-tab' }, label: 'Previous cell' },
  { keys: 'Enter', command: { do: 'step', step: 'enter' }, label: 'Cell below' },
  { keys: 'shift+Enter', command: { do: 'step', step: 'shift-enter' }, label: 'Cell above' },
  { keys: 'F2', command: { do: 'edit' }, label: 'Edit the cell, keeping its words' },
  { keys: 'Delete', command: { do: 'clear' }, label: 'Clear the selected cells' },
  { keys: 'Backspace', command: { do: 'clear' } },
  { keys: 'mod+z', command: { do: 'undo' }, label: 'Undo your last change' },
  { keys: 'mod+shift+z', command: { do: 'redo' }, label: 'Redo' },
  { keys: 'mod+y', command: { do: 'redo' } },
  { keys: 'mod+a', command: { do: 'select-all' }, label: 'Select the whole table' },
  { keys: 'mod+d', command: { do: 'duplicate' }, label: 'Duplicate the shot' },
  { keys: 'mod+Enter', command: { do: 'add' }, label: 'Add a shot below' },
  { keys: 'mod+Backspace', command: { do: 'delete' }, label: 'Delete the selected shots' },
  { keys: 'mod+Delete', command: { do: 'delete' } },
  { keys: 'alt+ArrowUp', command: { do: 'reorder', by: -1 }, label: 'Move the shot up' },
  { keys: 'alt+ArrowDown', command: { do: 'reorder', by: 1 }, label: 'Move the shot down' },
  { keys: 'mod+alt+m', command: { do: 'comment' }, label: 'Comment on the cell' },
  { keys: 'F6', command: { do: 'leave' }, label: 'From the table to the panel beside it' },
]

const CHORDS: readonly [Chord, GridCommand][] = GRID_KEYS.map(rule => [parseChord(rule.keys), rule.command])

/** The command of a key press in the grid, or null when the key is not the grid's. */
export function commandFor(press: Press, apple: boolean): GridCommand | null {
  return CHORDS.find(([chord]) => matches(chord, press, apple))?.[1] ?? null
}

/** Does this key begin to replace the words of a cell? Also the first key of an input method and a dead accent. */
export function startsTyping(press: Press & { isComposing?: boolean }, apple: boolean): boolean {
  if (press.key === 'Process' || press.key === 'Dead' || press.key === 'Unidentified') return true
  if ([...press.key].length !== 1) return false
  // AltGr is Ctrl+Alt on Windows, and types characters
  if (press.ctrlKey && press.altKey) return true
  return !press.metaKey && !press.ctrlKey && (!press.altKey || apple)
}

/** Keys that end editing a cell. Enter with Shift writes a line break; Alt+Enter too, as in a spreadsheet. */
export type EditorExit = 'cancel' | Step | 'stay'

export function editorExit(press: Press): EditorExit | null {
  const modified = press.ctrlKey || press.metaKey || press.altKey
  if (press.key === 'Escape') return 'cancel'
  if (press.key === 'Tab' && !modified) return press.shiftKey ? 'shift-tab' : 'tab'
  if (press.key === 'Enter' && (press.ctrlKey || press.metaKey)) return 'stay'
  if (press.key === 'Enter' && !modified) return press.shiftKey ? null : 'enter'
  return null
}
