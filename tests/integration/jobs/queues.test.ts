import { afterAll, describe, expect, it } from 'vitest'
import { connect } from '../../../shared/node/database.ts'
import { createLog } from '../../../shared/node/log.ts'
import { type Boss, enqueueProjection, openBoss, QUEUE } from '../../../shared/node/queues.ts'
import { createTestDatabase } from '../postgres.ts'

const log = createLog('test', 'silent')
const open: Boss[] = []
const start = async (url: string, worker = false): Promise<Boss> => {
  const boss = await openBoss(url, log, { worker })
  open.push(boss)
  return boss
}
afterAll(async () => {
  await Promise.all(open.map(boss => boss.stop({ graceful: false })))
})

describe('the queues', () => {
  it('are made by whoever comes first, however many come at once', async () => {
    const url = await createTestDatabase()
    const all = await Promise.all(Array.from({ length: 5 }, (_, index) => start(url, index % 2 === 0)))
    const queues = await all[0]?.getQueues()
    expect(queues?.map(queue => queue.name).sort()).toEqual(Object.values(QUEUE).sort())
    const agent = queues?.find(queue => queue.name === QUEUE.agent)
    expect(agent).toMatchObject({ heartbeatSeconds: 10, retryLimit: 3, deadLetter: QUEUE.agentDead, notify: true })
  })

  it('deliver what a transaction sent when it commits, within milliseconds, and nothing of one that does not', async () => {
    const url = await createTestDatabase()
    const sql = connect(url, 2)
    const sender = await start(url)
    const receiver = await start(url, true)
    const heard = new Map<string, (at: number) => void>()
    const ids: string[] = []
    // polling alone would take two seconds and more
    await receiver.work<{ documentId: string }>(
      QUEUE.projection,
      { pollingIntervalSeconds: 20, notifyPollingIntervalSeconds: 20 },
      async ([job]) => {
        const id = job?.data.documentId ?? ''
        ids.push(id)
        heard.get(id)?.(performance.now())
      },
    )
    const delays: number[] = []
    for (let round = 0; round < 12; round++) {
      const id = `doc${round}`
      const arrived = new Promise<number>(resolve => heard.set(id, resolve))
      let committed = 0
      await sql.begin(async tx => {
        await enqueueProjection(sender, tx, id)
        await tx`select pg_sleep(0.05)`
        expect(ids, 'not before the commit').not.toContain(id)
        committed = performance.now()
      })
      delays.push((await arrived) - committed)
      await sql
        .begin(async tx => {
          await enqueueProjection(sender, tx, `undone${round}`)
          throw new Error('rolled back')
        })
        .catch(() => {})
    }
    delays.sort((a, b) => a - b)
    expect(delays[6], `ms: ${delays.map(Math.round)}`).toBeLessThan(200)
    expect(ids.filter(id => id.startsWith('undone'))).toEqual([])
    await sql.end()
  })
})
