/**
 * Sends hostile frames from a process of its own, so that only the server is shared with the bystander. Each frame is
 * followed by a question, so that it is known to have been handled, or to have ended the connection.
 */
import { setPriority } from 'node:os'
import * as Y from 'yjs'
import { z } from 'zod'
import { Random } from '../fuzz/binding/random.ts'
import { openWire, updateBy, type Wire } from '../integration/sync/wire.ts'
import { hostileFrame, judge } from './hostileFrames.ts'

const order = z.object({
  address: z.string(),
  seed: z.number(),
  frames: z.number(),
  /** After which it stops, whatever is left. */
  seconds: z.number(),
  /** One attacker per entry, each in a document of its own. */
  attackers: z.array(z.object({ documentId: z.string(), token: z.string() })),
})
export interface AttackReport {
  frames: number
  connections: number
  acknowledged: number
  /** Acknowledged, though no reader of Yjs could take it; the first few by kind and bytes. */
  badlyAcknowledged: number
  examples: string[]
}

/** Milliseconds after which a connection that answers nothing is given up. */
const PATIENCE = 5_000
/** Milliseconds in which what was taken is stored and acknowledged. */
const SETTLES = 250
const report: AttackReport = { frames: 0, connections: 0, acknowledged: 0, badlyAcknowledged: 0, examples: [] }

const within = <T>(work: Promise<T>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>(resolve => {
    timer = setTimeout(resolve, PATIENCE, null)
  })
  return Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer))
}

/** Comes in, and has had its turn to bring what it has: from now on nothing may be missing of what it sends. */
async function comeIn(address: string, documentId: string, token: string): Promise<Wire> {
  const wire = await openWire(address, documentId, token)
  await within(wire.hello())
  wire.send(
    0,
    1,
    updateBy(7, () => {}, new Y.Doc()),
  )
  await within(wire.handled())
  await acknowledged(wire, 1, PATIENCE)
  return wire
}

/**
 * An id that was made up may be one that somebody made up before: then it is no bad data. Is all of an acknowledged frame in
 * the document, with nothing left waiting?
 */
async function isAllThere(wire: Wire, frame: Uint8Array): Promise<boolean> {
  await within(wire.handled())
  return judge(wire.doc, frame) === true
}

async function acknowledged(wire: Wire, count: number, patience: number): Promise<void> {
  const end = performance.now() + patience
  while (wire.acks.applied < count && !wire.closed && performance.now() < end)
    await new Promise(resolve => setTimeout(resolve, 1))
}

async function attack(
  address: string,
  documentId: string,
  token: string,
  random: Random,
  { frames, end }: { frames: number; end: number },
) {
  // somebody else has the document open: it need not be loaded for each connection
  const keeper = await comeIn(address, documentId, token)
  for (let sent = 0; sent < frames && performance.now() < end; ) {
    const wire = await comeIn(address, documentId, token)
    report.connections++
    // a connection that lives through all of it is left after a while, as attackers leave
    for (let here = 0; here < 200 && sent < frames && !wire.closed; here++, sent++) {
      const before = wire.acks.applied
      const { kind, bytes, mayBeTaken } = hostileFrame(random, wire)
      wire.raw(bytes)
      report.frames++
      if ((await within(wire.handled())) === null && !wire.closed) wire.socket.terminate()
      if (mayBeTaken) await acknowledged(wire, before + 1, PATIENCE)
      // what is refused ends the connection; of what did not, the answer may be on its way
      else if (mayBeTaken === false) await acknowledged(wire, before + 1, SETTLES)
      const acks = wire.acks.applied - before
      // an answer that is late would be counted as one to the next frame
      if (mayBeTaken && acks === 0) wire.socket.terminate()
      report.acknowledged += acks
      if (acks > 0 && !mayBeTaken && !(await isAllThere(wire, bytes))) {
        report.badlyAcknowledged += acks
        if (report.examples.length < 20) report.examples.push(`${kind}: ${Buffer.from(bytes).toString('hex')}`)
      }
    }
    wire.socket.terminate()
  }
  keeper.socket.terminate()
}

// making frames costs more than refusing them: a bystander is to feel the server at work, not the attacker
setPriority(10)
process.on('disconnect', () => process.exit(1))
process.once('message', async message => {
  const { address, seed, frames, seconds, attackers } = order.parse(message)
  const until = { frames: Math.ceil(frames / attackers.length), end: performance.now() + seconds * 1000 }
  await Promise.all(
    attackers.map(({ documentId, token }, i) => attack(address, documentId, token, new Random(seed + i), until)),
  )
  process.send?.(report)
})
process.send?.({ ready: true })
