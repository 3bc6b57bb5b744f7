import { expect, test } from 'vitest'
import { relativeTime } from './time.ts'

const now = new Date('2026-11-20T12:00:00Z')

test.each([
  ['2026-11-20T11:59:30Z', 'just now'],
  ['2026-11-20T12:00:20Z', 'just now'],
  ['2026-11-20T11:59:00Z', '1 minute ago'],
  ['2026-11-20T11:01:00Z', '59 minutes ago'],
  ['2026-11-20T09:00:00Z', '3 hours ago'],
  ['2026-11-19T10:00:00Z', 'yesterday'],
  ['2026-11-15T12:00:00Z', '5 days ago'],
  ['2026-11-10T12:00:00Z', 'Nov 10, 2026'],
  ['nonsense', ''],
])('%s was %s', (at, words) => {
  expect(relativeTime(at, now)).toBe(words)
})
