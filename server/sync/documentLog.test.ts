import { describe, expect, test } from 'vitest'
import { type AckSink, DocumentLog } from './documentLog.ts'

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
/** mulberry32 */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
const bytes = (n: number) => Uint8Array.from([n & 255, n >> 8])
const number = ([low = 0, high = 0]: Uint8Array) => low | (high << 8)

describe('the append log', () => {
  test.each(Array.from({ length: 20 }, (_, i) => SEED + i))(
    'keeps the order and acknowledges nothing that is not written, whatever the store does (seed %i)',
    async seed => {
      const random = randomOf(seed)
      const rows: number[][] = []
      const isWritten = (n: number) => rows.some(row => row.includes(n))
      const log = new DocumentLog(
        async batch => {
          await new Promise(resolve => setTimeout(resolve, random() * 3))
          const luck = random()
          if (luck < 0.2) throw new Error('refused')
          rows.push(batch.map(number))
          if (luck < 0.35) throw new Error('written, but the answer was lost')
          return rows.length
        },
        { linger: 1, batchBytes: 10, backoff: { first: 1, most: 4 } },
      )
      const acknowledged: number[] = []
      const early: number[] = []
      const sink: AckSink = {
        write(frame) {
          const n = number(frame)
          acknowledged.push(n)
          for (let i = 0; i <= n; i++) if (!isWritten(i)) early.push(n)
        },
      }
      const COUNT = 150
      for (let n = 0; n < COUNT; n++) {
        log.append(bytes(n))
        log.ack(sink, bytes(n))
        if (random() < 0.2) log.ack(sink, bytes(n)) // somebody repeats it
        if (random() < 0.3) await new Promise(resolve => setTimeout(resolve, random() * 4))
      }
      await log.drained()
      expect(early).toEqual([])
      expect(acknowledged).toEqual([...acknowledged].sort((a, b) => a - b))
      expect(new Set(acknowledged).size).toBe(COUNT)
      // rows may repeat, but the first writing of each is in the order of application
      expect([...new Set(rows.flat())]).toEqual(Array.from({ length: COUNT }, (_, n) => n))
      expect(log.backlogBytes).toBe(0)
    },
  )

  test('writes what came in together as one row', async () => {
    const rows: number[][] = []
    const log = new DocumentLog(async batch => rows.push(batch.map(number)))
    for (let n = 0; n < 50; n++) log.append(bytes(n))
    await log.drained()
    expect(rows.map(row => row.length)).toEqual([50])
  })

  test('acknowledges at once what changes nothing while all is written', () => {
    const log = new DocumentLog(async () => 1)
    const acknowledged: Uint8Array[] = []
    log.ack({ write: frame => acknowledged.push(frame) }, bytes(1))
    expect(acknowledged).toHaveLength(1)
  })

  test('of a deleted document writes and acknowledges nothing more, and keeps nobody waiting', async () => {
    let gone = 0
    const log = new DocumentLog(
      async () => {
        throw Object.assign(new Error('violates foreign key'), { code: '23503' })
      },
      { onGone: () => gone++ },
    )
    const acknowledged: Uint8Array[] = []
    log.append(bytes(1))
    log.ack({ write: frame => acknowledged.push(frame) }, bytes(1))
    await log.drained()
    log.append(bytes(2))
    await log.drained()
    expect([gone, acknowledged.length]).toEqual([1, 0])
  })
})

test('each commit and each acknowledgement that waited for it is told, and nothing for one update', async () => {
  const told: string[] = []
  const log = new DocumentLog(async () => 1, {
    onBatch: (updates, bytes) => told.push(`${updates} updates, ${bytes} bytes`),
    onReleased: waited => told.push(waited > 0 ? 'released' : 'released before its update'),
  })
  log.append(new Uint8Array(3))
  log.append(new Uint8Array(4))
  log.ack({ write: () => {} }, new Uint8Array(1))
  expect(told).toEqual([])
  await log.drained()
  log.ack({ write: () => {} }, new Uint8Array(1)) // nothing to wait for
  await Promise.resolve()
  expect(told).toEqual(['released', '2 updates, 7 bytes'])
})
