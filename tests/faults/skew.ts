import type { Random } from '../fuzz/binding/random.ts'
import { shiftClock } from './clock.ts'
import type { Figures } from './figures.ts'
import type { Ground } from './ground.ts'
import { type Contender, startServer } from './servers.ts'
import { ClientSocket, openTypist, startTypist, type Typist, type, typedBy, waitFor } from './typist.ts'

const DAY = 24 * 60 * 60 * 1000

/** Whose clock is how wrong, one after the other: of the server, and of whoever comes in and writes. */
const SKEWS = [
  { server: DAY, client: 0 },
  { server: -DAY, client: 0 },
  { server: 0, client: DAY },
  { server: 0, client: -DAY },
] as const
const EDITS = 50

/**
 * Somebody comes in for each of the skews and writes, together with those who came before: for them, the clocks jump.
 * Tokens come from the server, as they do in the app.
 */
export async function skewed(ground: Ground, contender: Contender, random: Random): Promise<Figures> {
  const server = await startServer(contender, ground, { CLOCK_AHEAD: String(SKEWS[0].server) })
  const documentId = await ground.document()
  const typists: Typist[] = []
  const texts = () => typists.map(({ doc }) => doc.getText('t').toString())
  try {
    for (const skew of SKEWS) {
      await server.ask('clock', skew.server)
      shiftClock(skew.client)
      const person = await ground.person('Ada')
      const token = async () => String(await server.ask('token', person))
      typists.push(await openTypist(ground, server, documentId, person, { token }))
      for (const typist of typists) type(typist, EDITS, random)
      await waitFor(
        'everybody reads Saved and the same',
        () => new Set(texts()).size === 1 && typists.every(({ synced }) => synced()),
      )
    }
    const typed = typists.reduce((sum, typist) => sum + typedBy(typist), 0)
    return {
      counts: { 'edits under wrong clocks': typed, 'lost or doubled': Math.abs(typed - (texts()[0]?.length ?? 0)) },
      times: {},
    }
  } finally {
    shiftClock(0)
    for (const typist of typists) typist.stop()
    await server.kill()
  }
}

/** What somebody reads whose token was made by a clock that is a day behind the server's; null: they were let in. */
export async function refusedByClock(ground: Ground): Promise<string | null> {
  const server = await startServer('aiuteur', ground, { CLOCK_AHEAD: String(DAY) })
  const person = await ground.person('Late')
  const options = { token: async () => ground.token(person), Socket: ClientSocket }
  const typist = startTypist(server, await ground.document(), person, options)
  try {
    await waitFor('an answer', () => typist.synced() || typist.message() !== null)
    return typist.message()
  } finally {
    typist.stop()
    await server.kill()
  }
}
