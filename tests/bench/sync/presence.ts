import * as encoding from 'lib0/encoding'
import { inTens, openClient, until, wait } from './client.ts'
import { measurePropagation } from './propagation.ts'
import type { Peer } from './servers.ts'

/** Everybody moves their caret so many times a second. */
const HERTZ = 10

/** `people` move their carets for so many seconds: processor time of the server in percent, and of edits in another document meanwhile. */
export async function measurePresence(peer: Peer, people: number, seconds: number) {
  const document = await peer.document()
  const clients = await inTens(people, i => openClient(peer, document, `p${i}`))
  let isOver = false
  const movers = clients.map(async (client, i) => {
    let due = performance.now() + Math.random() * (1000 / HERTZ)
    for (let clock = 1; !isOver; clock++) {
      await until(due)
      client.presence(caret(1000 + i, clock))
      due += 1000 / HERTZ
    }
  })
  await wait(1000)
  const before = await peer.usage()
  const start = performance.now()
  const figures = await measurePropagation([peer], { people: 2, edits: seconds * 20, interval: 50 })
  const after = await peer.usage()
  const cpu = (after.cpu - before.cpu) / 1000 / (performance.now() - start)
  isOver = true
  await Promise.all(movers)
  return { cpu: cpu * 100, heard: figures.get(peer.kind)?.heard ?? [] }
}

function caret(clientId: number, clock: number): Uint8Array {
  const at = { type: { client: 1, clock }, assoc: 0 }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, clientId)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(
    encoder,
    JSON.stringify({ user: { name: `Person ${clientId}` }, cursor: { anchor: at, head: at } }),
  )
  return encoding.toUint8Array(encoder)
}
