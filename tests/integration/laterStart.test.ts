import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openStartPlace, type StartPlace, started } from './supervisor.ts'

let place: StartPlace
beforeAll(async () => {
  place = await openStartPlace()
})
afterEach(() => place.stop())
afterAll(() => place.remove())

test('a later start is ready within five seconds', { timeout: 90_000 }, async () => {
  const first = place.start()
  await started(first)
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  const before = performance.now()
  await started(place.start())
  expect(performance.now() - before).toBeLessThan(5_000)
})
