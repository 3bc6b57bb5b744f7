import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { projectEvent } from '../../shared/core/api/schemas.ts'
import { readAgain, retryDelay, STALE_AFTER } from './events.ts'

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

test('what happens while a list is read for the first time is in it', async () => {
  const queries = new QueryClient()
  let server = 'before'
  const answer = Promise.withResolvers<void>()
  const read = async () => {
    const answered = server
    await answer.promise
    return answered
  }
  const shown = new QueryObserver(queries, { queryKey: ['project', 'p1', 'scenes'], queryFn: read })
  const leave = shown.subscribe(() => {})
  server = 'after'
  const again = readAgain(queries, ['project', 'p1'])
  answer.resolve()
  await again
  expect(shown.getCurrentResult().data).toBe('after')
  leave()
})
