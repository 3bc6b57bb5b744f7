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
  order: { seed: number; frames: number; seconds: number },
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
  child.send({ ...order, address: server.address, attackers })
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

/** Two people who write to each other on a server of their own process. */
async function openBystanders(ground: Ground, contender: Contender, env: Record<string, string>) {
  const server = await startServer(contender, ground, env)
  const documentId = await ground.document()
  const [writer, reader] = await Promise.all(
    ['Ada', 'Bob'].map(async name => openTypist(ground, server, documentId, await ground.person(name))),
  )
  if (!writer || !reader) throw new Error('nobody came')
  return {
    server,
    watch: () => watch(writer, reader),
    async calm(milliseconds: number) {
      const stop = watch(writer, reader)
      const from = performance.now()
      await waitFor('a calm while', () => performance.now() - from > milliseconds)
      return stop()
    },
    async agree() {
      await waitFor('the bystanders agree, all of it saved', () => {
        const [a, b] = [writer, reader].map(({ doc }) => doc.getText('t').toString())
        return a === b && writer.unsaved() === 0
      })
    },
    async leave() {
      for (const typist of [writer, reader]) typist.stop()
      await server.kill()
    },
  }
}

/**
 * Attackers send so many frames to a server on which two people write to each other. Nobody is made to wait for the frames
 * before: each one is looked at.
 */
export async function hostile(ground: Ground, contender: Contender, seed: number, frames: number): Promise<Attack> {
  const bystanders = await openBystanders(ground, contender, { ENDLESS_PATIENCE: '1' })
  try {
    const calm = await bystanders.calm((CALM * EVERY) / (frames >= 5_000 ? 1 : 4))
    const stop = bystanders.watch()
    const began = performance.now()
    const report = await orderAttack(ground, bystanders.server, { seed, frames, seconds: Number.MAX_SAFE_INTEGER })
    const seconds = (performance.now() - began) / 1000
    const attacked = await stop()
    const died = bystanders.server.ended() !== null
    if (!died) await bystanders.agree()
    return {
      ...noFigures(),
      counts: { ...countsOf(report, died), 'seconds of attack': Math.round(seconds) },
      times: { 'bystander in calm': calm, 'bystander while all is looked at': attacked },
      examples: report?.examples ?? [],
    }
  } finally {
    await bystanders.leave()
  }
}

/** The same for a while, on a server as it is installed. */
export async function besieged(ground: Ground, contender: Contender, seed: number, seconds: number): Promise<Attack> {
  const bystanders = await openBystanders(ground, contender, {})
  try {
    const calm = await bystanders.calm((seconds * 1000) / 2)
    const stop = bystanders.watch()
    const report = await orderAttack(ground, bystanders.server, { seed, frames: Number.MAX_SAFE_INTEGER, seconds })
    const attacked = await stop()
    const died = bystanders.server.ended() !== null
    if (!died) await bystanders.agree()
    return {
      ...noFigures(),
      counts: { ...countsOf(report, died), 'seconds of attack': seconds },
      times: { 'bystander in calm': calm, 'bystander under attack': attacked },
      examples: report?.examples ?? [],
    }
  } finally {
    await bystanders.leave()
  }
}

const countsOf = (report: AttackReport | null, died: boolean) => ({
  frames: report?.frames ?? 0,
  connections: report?.connections ?? 0,
  'ends of the process': died ? 1 : 0,
  acknowledged: report?.acknowledged ?? 0,
  'bad data acknowledged': report?.badlyAcknowledged ?? 0,
})
