import * as Y from 'yjs'
import { inTens, openClient, until, wait } from './client.ts'
import type { Peer } from './servers.ts'

/** Edits that are not counted. */
const WARM = 40
/** The client id of the writer. */
const WRITER = 7

export interface Propagation {
  /** Milliseconds from the keystroke to each peer having applied it, of every edit and peer. */
  heard: number[]
  /** Milliseconds from the keystroke to its acknowledgement. */
  safe: number[]
}

interface PropagationOptions {
  people: number
  edits: number
  interval: number
  /** Begins what goes on beside it in the document, and returns what ends it. */
  beside?: (peer: Peer, document: string) => Promise<() => void>
}

/**
 * One writes, `people - 1` read, in all servers at once: every `interval` milliseconds one keystroke goes to the next server in an
 * order that is shuffled each time, so that what else the machine does meets all alike. Open loop: nothing waits for delivery.
 */
export async function measurePropagation(
  peers: readonly Peer[],
  { people, edits, interval, beside }: PropagationOptions,
): Promise<Map<string, Propagation>> {
  const rooms = await Promise.all(peers.map(peer => openRoom(peer, people, beside)))
  await wait(500)
  let due = performance.now()
  for (let edit = 0; edit < WARM + edits; edit++)
    for (const room of shuffled(rooms)) {
      due += interval * (0.75 + Math.random() / 2)
      await until(due)
      room.press()
    }
  await wait(500)
  for (const room of rooms) room.close()
  return new Map(rooms.map(({ kind, figures }) => [kind, figures]))
}

async function openRoom(peer: Peer, people: number, beside: PropagationOptions['beside']) {
  const document = await peer.document()
  const figures: Propagation = { heard: [], safe: [] }
  const pressed: number[] = []
  let safe = 0
  const writer = await openClient(peer, document, 'p0', {
    onSafe() {
      if (safe >= WARM) figures.safe.push(performance.now() - (pressed[safe] ?? 0))
      safe++
    },
  })
  await inTens(people - 1, i => {
    const doc = new Y.Doc()
    let seen = 0
    return openClient(peer, document, `p${i + 1}`, {
      onUpdate(update) {
        if (peer.kind !== 'raw') Y.applyUpdate(doc, update)
        const now = performance.now()
        const known = peer.kind === 'raw' ? seen + 1 : Y.getState(doc.store, WRITER)
        for (; seen < known; seen++) if (seen >= WARM) figures.heard.push(now - (pressed[seen] ?? 0))
      },
    })
  })
  const end = await beside?.(peer, document)
  const doc = new Y.Doc()
  doc.clientID = WRITER
  doc.on('update', (update: Uint8Array) => writer.send(writer.frame(update)))
  const text = doc.getText('t')
  return {
    kind: peer.kind,
    figures,
    press() {
      pressed.push(performance.now())
      text.insert(text.length, 'x')
    },
    close() {
      end?.()
      doc.destroy()
    },
  }
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map(item => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
