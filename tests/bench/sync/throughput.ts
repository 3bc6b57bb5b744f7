import * as Y from 'yjs'
import { type Client, inTens, openClient, wait } from './client.ts'
import type { Peer } from './servers.ts'

/** Bytes that may wait in a client's socket. */
const MOST_BUFFERED = 65_536
/** Milliseconds after which a server is given up. */
const PATIENCE = 120_000

/** Everybody sends keystrokes as fast as they go: edits a second until every peer has applied every edit. */
export async function measureThroughput(peer: Peer, people: number, edits: number): Promise<number> {
  const document = await peer.document()
  const each = Math.floor(edits / people)
  let arrived = 0
  let finish = (_at: number): void => {}
  const all = new Promise<number>(resolve => {
    finish = resolve
  })
  const clients = await inTens(people, i => {
    const doc = new Y.Doc()
    const text = doc.getText('t')
    let isDone = false
    return openClient(peer, document, `p${i}`, {
      onUpdate(update) {
        Y.applyUpdate(doc, update)
        if (isDone || text.length < each * (people - 1)) return
        isDone = true
        if (++arrived === people) finish(performance.now())
      },
    })
  })
  const frames = clients.map(client => keystrokes(client, each))
  await wait(300)
  const start = performance.now()
  await Promise.all(clients.map((client, i) => sendAll(client, frames[i] ?? [])))
  const impatience = setTimeout(() => finish(Number.NaN), PATIENCE)
  const end = await all
  clearTimeout(impatience)
  return (each * people) / ((end - start) / 1000)
}

/** Made beforehand: it is the server that is measured. */
function keystrokes(client: Client, count: number): Uint8Array[] {
  const frames: Uint8Array[] = []
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => void frames.push(client.frame(update)))
  const text = doc.getText('t')
  for (let i = 0; i < count; i++) text.insert(i, 'x')
  return frames
}

async function sendAll(client: Client, frames: readonly Uint8Array[]): Promise<void> {
  for (const [i, frame] of frames.entries()) {
    client.send(frame)
    if (i % 20 !== 19) continue
    while (client.buffered > MOST_BUFFERED) await wait(1)
    await new Promise(resolve => setImmediate(resolve))
  }
}
