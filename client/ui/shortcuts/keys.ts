/** A shortcut in writing: modifiers and one key, joined by '+', e.g. 'mod+shift+z', 'alt+ArrowUp', '?', 'n'. */
export interface Chord {
  /** Lower case, as in KeyboardEvent.key. */
  key: string
  /** Cmd on Apple machines, Ctrl elsewhere. */
  mod: boolean
  ctrl: boolean
  shift: boolean
  alt: boolean
}

/** The part of a KeyboardEvent that decides whether a chord was pressed. */
export interface Press {
  key: string
  /** The key's place on the keyboard, e.g. 'Digit1'. */
  code?: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

export function parseChord(keys: string): Chord {
  // a plus sign itself is written 'mod++'
  const parts = keys === '+' ? ['+'] : keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+')
  const key = (parts.pop() ?? '').toLowerCase()
  const has = (name: string): boolean => parts.includes(name)
  return { key: key === 'space' ? ' ' : key, mod: has('mod'), ctrl: has('ctrl'), shift: has('shift'), alt: has('alt') }
}

const isLetter = (key: string): boolean => key.length === 1 && key.toLowerCase() !== key.toUpperCase()

/** Was `chord` pressed? Shift counts only with letters and named keys: '?' needs it on one keyboard and not on another. */
export function matches(chord: Chord, press: Press, apple: boolean): boolean {
  // Option and a digit type a sign on Apple keyboards: the place of a digit counts as well
  const digit = /^\d$/.test(chord.key)
  if (press.key.toLowerCase() !== chord.key && !(digit && press.code === `Digit${chord.key}`)) return false
  const wantsCtrl = chord.ctrl || (chord.mod && !apple)
  const wantsMeta = chord.mod && apple
  if (press.ctrlKey !== wantsCtrl || press.metaKey !== wantsMeta) return false
  const named = chord.key.length > 1 || isLetter(chord.key) || digit || chord.key === ' '
  if (named) return press.altKey === chord.alt && press.shiftKey === chord.shift
  // a symbol may need Alt as well (AltGr layouts), but a bare symbol with Shift asked for still means Shift
  return (!chord.alt || press.altKey) && (!chord.shift || press.shiftKey)
}

const NAMES: Record<string, string> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  enter: 'Enter',
  escape: 'Esc',
  backspace: 'Backspace',
  delete: 'Del',
  tab: 'Tab',
  home: 'Home',
  end: 'End',
  pageup: 'Page Up',
  pagedown: 'Page Down',
  ' ': 'Space',
}

/** The keys as printed on the keyboard, in the order in which the platform names them. */
export function keyLabels(keys: string, apple: boolean): string[] {
  const chord = parseChord(keys)
  const labels: string[] = []
  if (chord.ctrl) labels.push(apple ? '⌃' : 'Ctrl')
  if (chord.mod && !apple) labels.push('Ctrl')
  if (chord.alt) labels.push(apple ? '⌥' : 'Alt')
  if (chord.shift) labels.push(apple ? '⇧' : 'Shift')
  if (chord.mod && apple) labels.push('⌘')
  labels.push(NAMES[chord.key] ?? chord.key.toUpperCase())
  return labels
}

export const isApple = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
