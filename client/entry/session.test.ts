import { expect, test } from 'vitest'
import { readEntrySearch } from './session.ts'

test('the page to come back to is one of ours', () => {
  expect(readEntrySearch({ next: '/p/abc/script' }).next).toBe('/p/abc/script')
})

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 'p/abc', 7])(
  'the address %s is not followed after signing in',
  next => {
    expect(readEntrySearch({ next }).next).toBeUndefined()
  },
)

test('a key of digits stays text', () => {
  expect(readEntrySearch({ key: 123456 }).key).toBe('123456')
})
