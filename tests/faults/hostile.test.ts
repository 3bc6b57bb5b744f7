import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cells } from './figures.ts'
import { type Ground, openGround } from './ground.ts'
import { hostile } from './hostile.ts'

/** SEED=... to repeat one; `npm run faults hostile` for a million frames. */
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

describe('a flood of frames that no honest client sends', () => {
  test('ends no process, is not acknowledged, and two bystanders read each other and Saved', async () => {
    const attack = await hostile(ground, 'aiuteur', SEED, 800)
    console.log(
      `seed ${SEED}: ${cells(attack)
        .map(([name, figure]) => `${figure} ${name}`)
        .join('; ')}`,
    )
    expect(attack.examples, `seed ${SEED}`).toEqual([])
    expect(attack.counts).toMatchObject({ 'ends of the process': 0, 'bad data acknowledged': 0 })
    expect(attack.counts.frames).toBeGreaterThanOrEqual(800)
  }, 120_000)
})
