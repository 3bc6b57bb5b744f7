import { afterAll, beforeAll, expect, test } from 'vitest'
import { Random } from '../fuzz/binding/random.ts'
import { type Ground, openGround } from './ground.ts'
import { hourOffline } from './hour.ts'

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

test('an hour of typing without a network is merged on return, all of it saved, nothing twice', async () => {
  const { counts } = await hourOffline(ground, 'aiuteur', new Random(SEED))
  expect(counts, `seed ${SEED}`).toMatchObject({
    'letters lost': 0,
    'letters twice': 0,
    'letters not durable when it said Saved': 0,
  })
  expect(counts['edits that the header called unsaved offline']).toBe(counts['letters typed offline'])
}, 120_000)
