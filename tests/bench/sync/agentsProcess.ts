import * as Y from 'yjs'
import { inTens, openClient, until } from './client.ts'
import type { Peer } from './servers.ts'

/** So many who write so often in a document, in a process of their own: whoever is measured beside them shares no thread with them. */
export interface Agents {
  peer: Pick<Peer, 'kind' | 'port'>
  document: string
  count: number
  perSecond: number
}

process.once('message', async ({ peer, document, count, perSecond }: Agents) => {
  const clients = await inTens(count, i => openClient(peer, document, `p${i + 10}`))
  process.send?.('ready')
  for (const client of clients) {
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => client.send(client.frame(update)))
    const text = doc.getText('agents')
    const write = async () => {
      for (let due = performance.now() + Math.random() * 500; ; due += 1000 / perSecond) {
        await until(due)
        text.insert(text.length, 'word ')
      }
    }
    void write()
  }
})
