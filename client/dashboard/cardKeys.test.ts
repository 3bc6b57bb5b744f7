import { expect, test } from 'vitest'
import { type Box, cardAt } from './cardKeys.ts'

// three columns, the last row is short:
//   0 1 2
//   3 4
const boxes: Box[] = [0, 1, 2, 3, 4].map(i => ({ left: (i % 3) * 300, top: Math.floor(i / 3) * 150 }))

test('sideways arrows follow the reading order and stop at the ends', () => {
  expect(cardAt(boxes, 0, 'ArrowRight')).toBe(1)
  expect(cardAt(boxes, 2, 'ArrowRight')).toBe(3)
  expect(cardAt(boxes, 4, 'ArrowRight')).toBe(4)
  expect(cardAt(boxes, 0, 'ArrowLeft')).toBe(0)
})

test('up and down keep the column', () => {
  expect(cardAt(boxes, 1, 'ArrowDown')).toBe(4)
  expect(cardAt(boxes, 4, 'ArrowUp')).toBe(1)
})

test('down above a gap takes the nearest card of the next row', () => {
  expect(cardAt(boxes, 2, 'ArrowDown')).toBe(4)
})

test('at the edge nothing moves', () => {
  expect(cardAt(boxes, 1, 'ArrowUp')).toBe(1)
  expect(cardAt(boxes, 3, 'ArrowDown')).toBe(3)
})
