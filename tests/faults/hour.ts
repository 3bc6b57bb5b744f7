import type { Random } from '../fuzz/binding/random.ts'
import { shiftClock } from './clock.ts'
import type { Figures } from './figures.ts'
import type { Ground } from './ground.ts'
import { type Contender, startServer } from './servers.ts'
import { openTypist, type, typedBy, waitFor } from './typist.ts'

const MINUTES = 60
/** Letters in a minute: of somebody who writes all the time, and of somebody who thinks. */
const PACE = { away: 300, here: 40 }

/** One person is without a network for an hour by everybody's clock and types on; the other stays. Then both are back. */
export async function hourOffline(ground: Ground, contender: Contender, random: Random): Promise<Figures> {
  const server = await startServer(contender, ground)
  const documentId = await ground.document()
  const away = await openTypist(ground, server, documentId, await ground.person('Ada'))
  const here = await openTypist(ground, server, documentId, await ground.person('Bob'))
  try {
    away.setOnline(false)
    for (let minute = 1; minute <= MINUTES; minute++) {
      shiftClock(minute * 60_000)
      await server.ask('clock', minute * 60_000)
      type(away, PACE.away, random)
      type(here, PACE.here, random)
      await waitFor('who is here reads Saved', () => here.unsaved() === 0)
    }
    const unsaved = away.unsaved()
    const back = performance.now()
    away.setOnline(true)
    const texts = () => [away, here].map(({ doc }) => doc.getText('t').toString())
    const typed = typedBy(away) + typedBy(here)
    await waitFor('all of it is saved', () => away.synced() && here.synced() && new Set(texts()).size === 1)
    const took = performance.now() - back
    const length = texts()[0]?.length ?? 0
    return {
      counts: {
        'letters typed offline': PACE.away * MINUTES,
        'edits that the header called unsaved offline': unsaved,
        'letters lost': Math.max(0, typed - length),
        'letters twice': Math.max(0, length - typed),
        'letters not durable when it said Saved':
          contender === 'stock'
            ? length - (await ground.storedByStock(documentId)).getText('t').length
            : length - (await ground.stored(documentId)).getText('t').length,
      },
      times: { 'from the network to Saved for both': [took] },
    }
  } finally {
    shiftClock(0)
    for (const typist of [away, here]) typist.stop()
    await server.kill()
  }
}
