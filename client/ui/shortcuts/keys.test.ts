import { describe, expect, test } from 'vitest'
import { keyLabels, matches, type Press, parseChord } from './keys.ts'

const press = (key: string, modifiers: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
})
const hit = (keys: string, event: Press, apple = false): boolean => matches(parseChord(keys), event, apple)

describe('mod', () => {
  test('is Ctrl on most machines', () => {
    expect(hit('mod+k', press('k', { ctrlKey: true }))).toBe(true)
    expect(hit('mod+k', press('k', { metaKey: true }))).toBe(false)
  })
  test('is Cmd on Apple machines', () => {
    expect(hit('mod+k', press('k', { metaKey: true }), true)).toBe(true)
    expect(hit('mod+k', press('k', { ctrlKey: true }), true)).toBe(false)
  })
})

test('Shift makes another shortcut of a letter, also when it makes it a capital', () => {
  expect(hit('mod+shift+z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(true)
  expect(hit('mod+z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false)
  expect(hit('n', press('N', { shiftKey: true }))).toBe(false)
})

test('a question mark is one, wherever the keyboard has it', () => {
  expect(hit('?', press('?', { shiftKey: true }))).toBe(true)
  expect(hit('?', press('?'))).toBe(true)
  expect(hit('?', press('?', { ctrlKey: true }))).toBe(false)
})

test('a slash needs no modifier, and with Ctrl it is another thing', () => {
  expect(hit('/', press('/'))).toBe(true)
  expect(hit('/', press('/', { ctrlKey: true }))).toBe(false)
})

test('named keys and plus can be written', () => {
  expect(hit('alt+ArrowUp', press('ArrowUp', { altKey: true }))).toBe(true)
  expect(hit('mod+Enter', press('Enter', { ctrlKey: true }))).toBe(true)
  expect(hit('mod++', press('+', { ctrlKey: true }))).toBe(true)
  expect(hit('space', press(' '))).toBe(true)
})

test('keys are named as each platform prints them', () => {
  expect(keyLabels('mod+shift+z', false)).toEqual(['Ctrl', 'Shift', 'Z'])
  expect(keyLabels('mod+shift+z', true)).toEqual(['⇧', '⌘', 'Z'])
  expect(keyLabels('ArrowDown', false)).toEqual(['↓'])
  expect(keyLabels('F2', true)).toEqual(['F2'])
})

test('Alt and a digit work where Option types a sign instead', () => {
  expect(hit('alt+1', { ...press('¡', { altKey: true }), code: 'Digit1' }, true)).toBe(true)
  expect(hit('alt+1', { ...press('¡', { altKey: true }), code: 'Digit2' }, true)).toBe(false)
})
