import { expect, test } from 'vitest'
import { bytesInWords, peopleInWords } from './words.ts'

test('sizes and people are told in words', () => {
  expect([812, 1234, 4_000_000].map(bytesInWords)).toEqual(['812 B', '1.2 kB', '4.0 MB'])
  const people = ['Ana', 'Ben', 'Cy', 'Di'].map(name => ({ name }))
  expect([0, 1, 2, 3, 4].map(n => peopleInWords(people.slice(0, n)))).toEqual([
    '',
    'Ana',
    'Ana and Ben',
    'Ana, Ben and 1 other',
    'Ana, Ben and 2 others',
  ])
})
