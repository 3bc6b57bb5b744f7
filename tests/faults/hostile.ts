import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import * as Y from 'yjs'
import { Random } from '../fuzz/binding/random.ts'
import type { AttackReport } from './attacker.ts'
import { type Figures, noFigures } from './figures.ts'
import type { Ground } from './ground.ts'
import { type Contender, type FaultServer, startServer } from './servers.ts'
import { openTypist, type Typist, type, waitFor } from './typist.ts'

const ATTACKERS = 12
/** Milliseconds between two letters of the bystander. */
const EVERY = 25
/** Letters that are timed before the attack. */
const CALM = 200

/** Types in one tab and waits for each letter in another until told to stop. Returns the milliseconds of each. */
function watch(writer: Typist, reader: Typist): () => Promise<number[]> {
  const took: number[] = []
  let going = true
  const random = new Random(1)
  const run = (async () => {
    while (going) {
      const began = performance.now()
      const clock = Y.getState(writer.doc.store, writer.doc.clientID) + 1
      const seen = new Promise<void>(resolve => {
        const look = () => {
          if (Y.getState(reader.doc.store, writer.doc.clientID) < clock) return
          reader.doc.off('update', look)
          resolve()
        }
        reader.doc.on('update', look)
      })
      type(writer, 1, random)
      await Promise.race([seen, new Promise(resolve => setTimeout(resolve, 2_000))])
      took.push(performance.now() - began)
      await new Promise(resolve => setTimeout(resolve, EVERY))
    }
  })()
  return async () => {
    going = false
    await run
    return took
  }
}

async function orderAttack(
  ground: Ground,
  server: FaultServer,
  seed: number,
  frames: number,
): Promise<AttackReport | null> {
  const child = fork(join(import.meta.dirname, 'attacker.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  await once(child, 'message')
  const attackers = await Promise.all(
    Array.from({ length: ATTACKERS }, async (_, i) => ({
      documentId: await ground.document(),
      token: ground.token(await ground.person(`Eve ${i}`)),
    })),
  )
  child.send({ address: server.address, seed, frames, attackers })
  const reported = once(child, 'message').then(([report]) => report as AttackReport)
  // a server that is gone answers nobody: the attack is over
  const fell = new Promise<null>(resolve => server.child.once('exit', () => resolve(null)))
  try {
    return await Promise.race([reported, fell, exited.then(() => null)])
  } finally {
    child.kill('SIGKILL')
    await exited
  }
}

export interface Attack extends Figures {
  /** Bad data that was acknowledged, to be looked at. */
  examples: string[]
}

/** Two people write to each other, in calm and while attackers send so many frames to the same server. */
export async function hostile(ground: Ground, contender: Contender, seed: number, frames: number): Promise<Attack> {
  const server = await startServer(contender, ground)
  const documentId = await ground.document()
  const [writer, reader] = await Promise.all(
    ['Ada', 'Bob'].map(async name => openTypist(ground, server, documentId, await ground.person(name))),
  )
  if (!writer || !reader) throw new Error('nobody came')
  try {
    const stopCalm = watch(writer, reader)
    const calmFrom = performance.now()
    await waitFor('a calm while', () => performance.now() - calmFrom > (CALM * EVERY) / (frames >= 5_000 ? 1 : 4))
    const calm = await stopCalm()
    const stop = watch(writer, reader)
    const began = performance.now()
    const report = await orderAttack(ground, server, seed, frames)
    const seconds = (performance.now() - began) / 1000
    const attacked = await stop()
    const died = server.ended() !== null
    if (!died) {
      await waitFor('the bystanders agree, all of it saved', () => {
        const [a, b] = [writer, reader].map(({ doc }) => doc.getText('t').toString())
        return a === b && writer.unsaved() === 0
      })
    }
    return {
      ...noFigures(),
      counts: {
        frames: report?.frames ?? 0,
        connections: report?.connections ?? 0,
        'ends of the process': died ? 1 : 0,
        acknowledged: report?.acknowledged ?? 0,
        'bad data acknowledged': report?.badlyAcknowledged ?? 0,
        'seconds of attack': Math.round(seconds),
      },
      times: { 'bystander in calm': calm, 'bystander under attack': attacked },
      examples: report?.examples ?? [],
    }
  } finally {
    for (const typist of [writer, reader]) typist.stop()
    await server.kill()
  }
}
