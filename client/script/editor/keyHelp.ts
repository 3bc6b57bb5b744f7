import { TYPE_NAMES } from '../../../shared/core/script/line.ts'
import type { Command } from '../../ui/shortcuts/commands.ts'
import { NUMBER_KEYS } from './keys.ts'

/** The keys of the editor, for the list of all shortcuts; the editor itself answers them. */
export const KEY_HELP: readonly Command[] = [
  { label: 'Next element', group: 'Script', keys: 'Tab' },
  { label: 'Previous element', group: 'Script', keys: 'shift+Tab' },
  { label: 'Line break inside an element', group: 'Script', keys: 'shift+Enter' },
  { label: 'Leave the text for the toolbar', group: 'Script', keys: 'Escape' },
  { label: 'Undo your last change', group: 'Script', keys: 'mod+z' },
  { label: 'Redo', group: 'Script', keys: 'mod+shift+z' },
  { label: 'Set two speeches beside each other', group: 'Script', keys: 'mod+d' },
  ...NUMBER_KEYS.map(({ key, type }) => ({ label: TYPE_NAMES[type], group: 'Element', keys: `mod+${key}` })),
]
