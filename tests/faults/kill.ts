import * as Y from 'yjs'
import { compact, type Folded } from '../../server/sync/compaction.ts'
import type { Random } from '../fuzz/binding/random.ts'
import { addFigures, type Figures, noFigures } from './figures.ts'
import type { Ground, Person } from './ground.ts'
import { type Contender, type FaultServer, startServer } from './servers.ts'
import { openTypist, type, typedBy, waitFor } from './typist.ts'

const WRITERS = 3
/** Edits called saved before the kill, and on their way at its moment, at the least. */
const SAVED = 60
const IN_FLIGHT = 20
/** Milliseconds after which the kill waits for neither. */
const PATIENCE = 10_000

const breath = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

/** Three people type; the server dies at a random moment with edits on their way, and the writers never come back. */
async function killOnce(ground: Ground, server: FaultServer, person: Person, random: Random) {
  const documentId = await ground.document()
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, () => openTypist(ground, server, documentId, person)),
  )
  const unsaved = () => writers.reduce((sum, writer) => sum + writer.unsaved(), 0)
  const saved = () => writers.reduce((sum, writer) => sum + writer.promised(), 0)
  const compactions: Promise<Folded>[] = []
  const end = performance.now() + 100 + random.below(400)
  let inFlight = 0
  for (let step = 1; ; step++) {
    const isLate = performance.now() > end + PATIENCE
    const isDue = isLate || (performance.now() > end && saved() >= SAVED)
    for (const writer of writers) type(writer, isDue ? 15 : 2, random)
    if (server.contender === 'aiuteur' && step % 40 === 0) compactions.push(compact(ground.sql, documentId))
    await breath(isDue ? random.below(4) : 3)
    inFlight = unsaved()
    if (isDue && (inFlight >= IN_FLIGHT || isLate)) break
  }
  await server.kill()
  // what the server had answered may still be in the socket
  await breath(5)
  for (const writer of writers) writer.stop()
  const folded = (await Promise.all(compactions)).reduce((sum, { rows }) => sum + rows, 0)
  return { documentId, writers, inFlight, folded }
}

/** Kills a server so many times, and starts it again. Each time two readers must find all that was called saved. */
export async function kill(ground: Ground, contender: Contender, random: Random, times: number): Promise<Figures> {
  const figures = noFigures()
  const person = await ground.person('Writer')
  let server = await startServer(contender, ground)
  try {
    for (let run = 0; run < times; run++) {
      const { documentId, writers, inFlight, folded } = await killOnce(ground, server, person, random)
      const stored = await (contender === 'stock' ? ground.storedByStock : ground.stored)(documentId)
      const durable = writers.map(({ doc }) => Y.getState(stored.store, doc.clientID))
      const lost = writers.reduce((sum, writer, i) => sum + Math.max(0, writer.promised() - (durable[i] ?? 0)), 0)

      const restarted = performance.now()
      server = await startServer(contender, ground)
      const listening = performance.now()
      const readers = await Promise.all([0, 1].map(() => openTypist(ground, server, documentId, person)))
      await waitFor('both read what is stored', () =>
        readers.every(({ doc }) => writers.every((w, i) => Y.getState(doc.store, w.doc.clientID) === durable[i])),
      )
      const reconverged = performance.now()
      for (const reader of readers) reader.stop()

      addFigures(figures, {
        counts: {
          kills: 1,
          'kills with 20 or more edits in flight': inFlight >= IN_FLIGHT ? 1 : 0,
          'edits typed': writers.reduce((sum, writer) => sum + typedBy(writer), 0),
          'edits that the header called saved': writers.reduce((sum, writer) => sum + writer.promised(), 0),
          'of these lost': lost,
          'log rows compacted meanwhile': folded,
        },
        times: {
          'from the start of the process to its port': [listening - restarted],
          'from there until both readers had everything': [reconverged - listening],
        },
      })
    }
  } finally {
    await server.kill()
  }
  return figures
}
