import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Random } from '../fuzz/binding/random.ts'
import { type Ground, openGround } from './ground.ts'
import { refusedByClock, skewed } from './skew.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

describe('a clock that is a day wrong', () => {
  test('a day ahead or behind, the server’s or the client’s: everybody writes, and reads Saved and the same', async () => {
    const { counts } = await skewed(ground, 'aiuteur', new Random(1))
    expect(counts).toEqual({ 'edits under wrong clocks': 500, 'lost or doubled': 0 })
  })

  test('that made a token which is a day old to the server: the header asks to sign in again', async () => {
    expect(await refusedByClock(ground)).toContain('Sign in again')
  })
})
