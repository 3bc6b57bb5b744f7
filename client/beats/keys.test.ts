import { expect, test } from 'vitest'
import { type BeatPart, beatKey } from './keys.ts'

const press = (words: string, part: BeatPart) => {
  const parts = words.split('+')
  const has = (name: string) => parts.includes(name)
  const key = parts.at(-1) ?? ''
  return beatKey({ key, altKey: has('alt'), ctrlKey: has('ctrl'), metaKey: has('meta'), shiftKey: has('shift') }, part)
}

test.each<[string, BeatPart, ReturnType<typeof beatKey>]>([
  ['ArrowDown', 'number', { act: 'go', by: 1 }],
  ['ArrowUp', 'tool', { act: 'go', by: -1 }],
  ['alt+ArrowUp', 'number', { act: 'move', by: -1 }],
  ['ArrowRight', 'number', { act: 'walk', by: 1 }],
  ['End', 'number', { act: 'ends', to: 'last' }],
  ['Enter', 'number', { act: 'edit' }],
  ['Delete', 'number', { act: 'remove' }],
  ['ctrl+Enter', 'number', { act: 'add' }],
  ['meta+Enter', 'body', { act: 'add' }],
  ['ctrl+shift+Enter', 'body', { act: 'split' }],
  ['Enter', 'title', { act: 'body' }],
  ['Escape', 'body', { act: 'leave' }],
])('%s on the %s of a beat', (words, part, expected) => {
  expect(press(words, part)).toEqual(expected)
})

test.each<[string, BeatPart]>([
  // writing is left alone
  ['Enter', 'body'],
  ['ArrowDown', 'body'],
  ['alt+ArrowUp', 'title'],
  ['Delete', 'title'],
  ['Backspace', 'body'],
  // a button does what it says
  ['Enter', 'tool'],
  ['Delete', 'tool'],
  ['ctrl+z', 'number'],
  ['ctrl+shift+Enter', 'title'],
])('%s on the %s of a beat is none of the list’s', (words, part) => {
  expect(press(words, part)).toBeNull()
})
