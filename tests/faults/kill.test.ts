import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Random } from '../fuzz/binding/random.ts'
import { cells } from './figures.ts'
import { type Ground, openGround } from './ground.ts'
import { kill } from './kill.ts'
import { startServer } from './servers.ts'
import { openTypist, type } from './typist.ts'

/** SEED=... to repeat one; `npm run faults kill` for a thousand kills. */
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const KILLS = 5

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

describe('a server that is killed while people type', () => {
  test(`loses nothing that the header called saved in ${KILLS} kills`, async () => {
    const figures = await kill(ground, 'aiuteur', new Random(SEED), KILLS)
    console.log(
      `seed ${SEED}: ${cells(figures)
        .map(([name, figure]) => `${figure} ${name}`)
        .join('; ')}`,
    )
    expect(figures.counts['of these lost'], `seed ${SEED}`).toBe(0)
    expect(figures.counts['edits that the header called saved']).toBeGreaterThan(KILLS * 50)
    expect(figures.counts['kills with 20 or more edits in flight']).toBeGreaterThan(0)
  }, 180_000)

  test('that is asked to stop instead answers what it took, and ends', async () => {
    const server = await startServer('aiuteur', ground)
    const documentId = await ground.document()
    const writer = await openTypist(ground, server, documentId, await ground.person('Ada'))
    type(writer, 50, new Random(SEED))
    await expect.poll(writer.promised, { interval: 1 }).toBeGreaterThan(0)
    const exited = once(server.child, 'exit')
    server.child.kill('SIGTERM')
    expect((await exited)[0]).toBe(0)
    const stored = await ground.stored(documentId)
    expect(Y.getState(stored.store, writer.doc.clientID)).toBeGreaterThanOrEqual(writer.promised())
    writer.stop()
  })
})
