import { expect, test } from 'vitest'
import { freeName } from './freeName.ts'
import { LIBRARY_LIMITS } from './limits.ts'

test('a name that is free stays, one that is taken is counted on', () => {
  expect(freeName('Mara', () => false)).toBe('Mara')
  const taken = new Set(['Mara', 'Mara (2)'])
  expect(freeName('Mara', name => taken.has(name))).toBe('Mara (3)')
})

test('a name of the greatest length is cut for its number, and not in half an emoji', () => {
  const long = `${'x'.repeat(LIBRARY_LIMITS.name - 5)}👻yyy`
  expect(freeName(long, name => name === long)).toBe(`${'x'.repeat(LIBRARY_LIMITS.name - 5)} (2)`)
})
