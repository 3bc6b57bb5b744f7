import { describe, expect, test } from 'vitest'
import { formatEighths, formatSeconds, spokenEighths } from './format.ts'

test.each([
  [0, '0', '0 pages'],
  [1, '1/8', '1 eighth of a page'],
  [7, '7/8', '7 eighths of a page'],
  [8, '1', '1 page'],
  [11, '1 3/8', '1 page and 3 eighths'],
  [16, '2', '2 pages'],
  [961, '120 1/8', '120 pages and 1 eighth'],
])('%i eighths are written %s and said “%s”', (eighths, written, said) => {
  expect(formatEighths(eighths)).toBe(written)
  expect(spokenEighths(eighths)).toBe(said)
})

describe('time', () => {
  test.each([
    [0, '0:00'],
    [48.4, '0:48'],
    [59.6, '1:00'],
    [65, '1:05'],
    [3725, '1:02:05'],
  ])('%f seconds are %s', (seconds, written) => {
    expect(formatSeconds(seconds)).toBe(written)
  })
})
