import { expect, test } from 'vitest'
import { bodyOf, fieldOf, mentionAt, offered } from './mentioning.ts'

const ben = { id: 'u1', name: 'Ben' }
const benRuiz = { id: 'u2', name: 'Ben Ruiz' }
const eve = { id: 'u3', name: 'Éve O’Hara' }

test('an @ begins a name where a word could begin, up to its second word', () => {
  expect(mentionAt('Ask @be', 7)).toEqual({ from: 4, typed: 'be' })
  expect(mentionAt('@', 1)).toEqual({ from: 0, typed: '' })
  expect(mentionAt('(@Ben R', 7)).toEqual({ from: 1, typed: 'Ben R' })
  for (const text of ['ben@example', 'Ask @Ben Ruiz about', 'Ask', '@Ben\nnew'])
    expect(mentionAt(text, text.length)).toBeNull()
})

test('people are offered by the beginning of any of their names, oneself never', () => {
  expect(offered([benRuiz, ben, eve], 'b', 'me')).toEqual([ben, benRuiz])
  expect(offered([benRuiz, ben, eve], 'rui', 'me')).toEqual([benRuiz])
  expect(offered([benRuiz, ben], 'ben', 'u1')).toEqual([benRuiz])
  expect(offered([eve], 'xy', 'me')).toEqual([])
})

test('a chosen name becomes a mention wherever it stands, and comes back into the field as it was typed', () => {
  const text = 'Ask @Ben Ruiz, not @Ben or @Benny. a@Ben Ruiz'
  const body = bodyOf(text, [ben, benRuiz])
  expect(body).toBe('Ask @[Ben Ruiz](u2), not @[Ben](u1) or @Benny. a@[Ben Ruiz](u2)')
  expect(fieldOf(body)).toEqual({ text, chosen: [benRuiz, ben, benRuiz] })
  expect(bodyOf('No @Ben was chosen.', [])).toBe('No @Ben was chosen.')
  expect(bodyOf('Gone again.', [ben])).toBe('Gone again.')
})
