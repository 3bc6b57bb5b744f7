import type { Server } from 'node:http'
import { z } from 'zod'

const question = z.object({ id: z.number(), ask: z.string(), value: z.unknown().optional() })

/** Signs the tokens of every server here. */
export const SECRET = 'a secret that signs the tokens of these servers'

/** Bytes outside the heap, such as what waits for sockets, after everything that nobody needs was collected. */
async function memory(): Promise<number> {
  // buffers are given back after the collection that found them
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.()
    await new Promise(resolve => setImmediate(resolve))
  }
  return process.memoryUsage().external
}

/** Listens on a port of its own, says so, and answers what the process that started this one asks over IPC. */
export function serveParent(server: Server, handlers: Record<string, (value: unknown) => unknown>): void {
  const all: typeof handlers = { memory, ...handlers }
  process.on('message', async message => {
    const { id, ask, value } = question.parse(message)
    process.send?.({ id, answer: await all[ask]?.(value) })
  })
  process.on('disconnect', () => process.exit(1))
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
  })
}
