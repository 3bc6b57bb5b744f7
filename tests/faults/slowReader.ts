import { addFigures, type Figures, noFigures } from './figures.ts'
import type { Ground } from './ground.ts'
import { type Contender, startServer } from './servers.ts'
import { ClientSocket, openTypist, waitFor } from './typist.ts'

const MB = 1024 * 1024
/** What one edit replaces. */
const VALUE = 256 * 1024

/**
 * One person reads nothing while another changes so many megabytes; then the reader reads again. Without a limit the
 * server keeps all of it for that one reader.
 */
export async function slowReader(ground: Ground, contender: Contender, megabytes: number): Promise<Figures> {
  const server = await startServer(contender, ground)
  const documentId = await ground.document()
  const sockets: ClientSocket[] = []
  class PausableSocket extends ClientSocket {
    constructor(url: string | URL) {
      super(url)
      sockets.push(this)
    }
  }
  const reader = await openTypist(ground, server, documentId, await ground.person('Reader'), { Socket: PausableSocket })
  const writer = await openTypist(ground, server, documentId, await ground.person('Writer'))
  const before = Number(await server.ask('memory'))
  try {
    sockets[0]?.pause()
    const map = writer.doc.getMap<Uint8Array | number>('m')
    for (let sent = 0; sent < megabytes * MB; sent += VALUE) {
      map.set('k', new Uint8Array(VALUE).fill(sent))
      await waitFor('the writer is not ahead', () => writer.unsaved() < 4)
    }
    map.set('last', 1)
    await waitFor('the writer reads Saved', () => writer.unsaved() === 0)
    const held = Number(await server.ask('memory')) - before
    const connections = Number(await server.ask('connections'))
    const again = performance.now()
    sockets[0]?.resume()
    await waitFor('the reader has it all', () => reader.doc.getMap('m').get('last') === 1)
    const figures = noFigures()
    addFigures(figures, {
      counts: {
        'MB changed while one did not read': megabytes,
        'MB kept by the server for it': Math.round(Math.max(0, held) / MB),
        'readers that were cut': 2 - connections,
      },
      times: { 'from reading again to everything': [performance.now() - again] },
    })
    return figures
  } finally {
    for (const typist of [reader, writer]) typist.stop()
    await server.kill()
  }
}
