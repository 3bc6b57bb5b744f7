/** What a key does in the list of beats. */
export type BeatKey =
  | { act: 'go'; by: -1 | 1 }
  | { act: 'ends'; to: 'first' | 'last' }
  | { act: 'move'; by: -1 | 1 }
  | { act: 'walk'; by: -1 | 1 }
  | { act: 'edit' }
  | { act: 'body' }
  | { act: 'leave' }
  | { act: 'add' }
  | { act: 'split' }
  | { act: 'ask' }
  | { act: 'choose' }
  | { act: 'remove' }

export interface PressedKey {
  key: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
}

/** Where the key was pressed: on the number of a beat, on one of its buttons, or in one of its texts. */
export type BeatPart = 'number' | 'tool' | 'title' | 'body'

/** What a key means there; null: nothing of ours. */
export function beatKey(event: PressedKey, part: BeatPart): BeatKey | null {
  const { key, altKey, shiftKey } = event
  const mod = event.ctrlKey || event.metaKey
  if (mod && key === 'Enter' && !altKey)
    return shiftKey ? (part === 'body' ? { act: 'split' } : null) : part === 'tool' ? null : { act: 'add' }
  if (mod && key.toLowerCase() === 'j' && !altKey && !shiftKey) return part === 'tool' ? null : { act: 'ask' }
  if (mod) return null
  if (part === 'title' || part === 'body') {
    if (key === 'Escape') return { act: 'leave' }
    return part === 'title' && key === 'Enter' && !shiftKey && !altKey ? { act: 'body' } : null
  }
  if (shiftKey) return null
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const by = key === 'ArrowDown' ? 1 : -1
    return altKey ? { act: 'move', by } : { act: 'go', by }
  }
  if (altKey) return null
  if (key === 'ArrowRight' || key === 'ArrowLeft') return { act: 'walk', by: key === 'ArrowRight' ? 1 : -1 }
  if (part === 'tool') return null
  if (key === 'Home' || key === 'End') return { act: 'ends', to: key === 'Home' ? 'first' : 'last' }
  if (key === 'Enter') return { act: 'edit' }
  if (key === ' ') return { act: 'choose' }
  return key === 'Delete' || key === 'Backspace' ? { act: 'remove' } : null
}

/** For the list of shortcuts. */
export const BEAT_KEYS = [
  { keys: 'ArrowDown', label: 'Next beat' },
  { keys: 'Enter', label: 'Edit the beat; in a title: go on to its text' },
  { keys: 'Escape', label: 'From a text back to the list of beats' },
  { keys: 'ArrowRight', label: 'To the buttons of the beat' },
  { keys: 'alt+ArrowDown', label: 'Move the beat down' },
  { keys: 'alt+ArrowUp', label: 'Move the beat up' },
  { keys: 'mod+Enter', label: 'Add a beat below' },
  { keys: 'mod+shift+Enter', label: 'Split the beat at the caret' },
  { keys: 'mod+j', label: 'Ask an agent to rewrite the selected words, or the chosen beats' },
  { keys: 'Space', label: 'Choose the beat, to work on several' },
  { keys: 'Delete', label: 'Remove the beat' },
] as const
