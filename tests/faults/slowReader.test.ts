import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ground, openGround } from './ground.ts'
import { slowReader } from './slowReader.ts'

const MEGABYTES = 40

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

test('a reader that stalls is cut before the server keeps for it what it does not read, and has it all when it reads again', async () => {
  const { counts } = await slowReader(ground, 'aiuteur', MEGABYTES)
  expect(counts['readers that were cut']).toBe(1)
  expect(counts['MB kept by the server for it']).toBeLessThan(MEGABYTES / 2)
}, 120_000)
