import { expect, test } from 'vitest'
import { projectEvent } from '../../shared/core/api/schemas.ts'
import { retryDelay, STALE_AFTER } from './events.ts'

test('every kind of event makes some list be read again', () => {
  for (const type of projectEvent.shape.type.options) expect(STALE_AFTER[type]('p1').length).toBeGreaterThan(0)
})

test('a changed script refreshes the hub, the scene documents and the cards', () => {
  expect(STALE_AFTER.scenes('p1')).toEqual(
    expect.arrayContaining([['project', 'p1', 'scenes'], ['project', 'p1', 'documents'], ['projects']]),
  )
})

test('attempts to reconnect get rarer, up to half a minute, and never all at once', () => {
  expect(retryDelay(0, 1)).toBe(1_000)
  expect(retryDelay(3, 1)).toBe(8_000)
  expect(retryDelay(20, 1)).toBe(30_000)
  expect(retryDelay(3, 0)).toBe(4_000)
})
