import { expect, test } from 'vitest'
import type { VersionRow } from '../../shared/core/api/versions.ts'
import { byDay, called } from './words.ts'

const version = (at: Date, name: string | null = null): VersionRow => ({
  id: String(at.getTime()),
  documentId: 'd',
  timelineVersionId: null,
  kind: name === null ? 'automatic' : 'named',
  name,
  message: '',
  by: null,
  authors: [],
  createdAt: at.toISOString(),
})

test('versions stand under the day that it was where the reader is', () => {
  const now = new Date(2026, 10, 20, 9)
  const list = [
    version(new Date(2026, 10, 20, 8)),
    version(new Date(2026, 10, 20, 0, 1)),
    version(new Date(2026, 10, 19, 23, 59)),
    version(new Date(2026, 9, 2, 12)),
  ]
  expect(byDay(list, now).map(({ title, versions }) => [title, versions.length])).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
    // with or without a comma, as the browser's English has it
    [expect.stringMatching(/^Friday,? 2 October 2026$/), 1],
  ])
})

test('a version is called by its name, else by its time', () => {
  expect(called(version(new Date(2026, 10, 20, 8, 5), 'First draft'))).toBe('“First draft”')
  expect(called(version(new Date(2026, 10, 20, 8, 5)))).toBe('the version of 20 Nov, 08:05')
})
