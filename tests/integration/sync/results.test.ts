import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { readAttribution } from '../../../server/sync/attribution.ts'
import { CHANNEL, notify } from '../../../shared/node/database.ts'
import { type House, openHouse, until } from './house.ts'
import { updateBy } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const rows = (doc: Y.Doc) => doc.getArray<string>('rows').toArray()
/** What a worker stores, once per job and part, and says, once per delivery. */
async function deliver(jobId: string, part: string, bytes: Uint8Array): Promise<void> {
  await house.sql`
    insert into job_results (job_id, part, document_id, bytes)
    values (${jobId}, ${part}, ${house.scene}, ${Buffer.from(bytes)}) on conflict do nothing`
  await notify(house.sql, CHANNEL.jobResult, { jobId, documentId: house.scene })
}
const applied = async (jobId: string) =>
  (await house.sql`select applied_at from job_results where job_id = ${jobId} and applied_at is not null`).length

describe('what a worker made', () => {
  test('is in the document once, however often it is delivered', async () => {
    const DELIVERIES = 1000
    const ada = await house.join(await house.person('Ada', 'editor'), house.scene).synced()
    const { jobId } = await house.agent(house.scene, 'breakdown')
    let events = 0
    const { unlisten } = await house.sql.listen(CHANNEL.projectEvent, text => {
      if (text.includes(jobId)) events++
    })
    for (let i = 0; i < DELIVERIES; i += 50)
      await Promise.all(
        // a worker that runs again makes the same rows under another client id; the first stored is the one that counts
        Array.from({ length: 50 }, (_, j) =>
          deliver(
            jobId,
            'shots',
            updateBy(1000 + i + j, doc => doc.getArray('rows').push(['shot 1', 'shot 2'])),
          ),
        ),
      )
    await until(() => applied(jobId)).toBe(1)
    await until(() => rows(ada.doc)).toEqual(['shot 1', 'shot 2'])
    expect(rows(await house.stored(house.scene))).toEqual(['shot 1', 'shot 2'])
    expect(events).toBe(1)
    await unlisten()
  })

  test('is applied again without effect when the process died before it was marked', async () => {
    const { jobId } = await house.agent(house.scene, 'breakdown')
    await deliver(
      jobId,
      'shots',
      updateBy(1000, doc => doc.getArray('rows').push(['shot'])),
    )
    await until(() => applied(jobId)).toBe(1)
    await house.sql`update job_results set applied_at = null`
    await notify(house.sql, CHANNEL.jobResult, { jobId, documentId: house.scene })
    await until(() => applied(jobId)).toBe(1)
    expect(rows(await house.stored(house.scene))).toEqual(['shot'])
  })

  test('is attributed to the agent and its job before it is seen', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.scene).synced()
    const { jobId } = await house.agent(house.scene, 'breakdown')
    await deliver(
      jobId,
      'shots',
      updateBy(1000, doc => doc.getArray('rows').push(['shot'])),
    )
    await until(() => rows(ada.doc)).toEqual(['shot'])
    expect((await readAttribution(house.sql, house.scene)).get(1000)).toEqual({
      userId: null,
      agent: 'breakdown',
      jobId,
      fork: false,
    })
  })

  test('while no server ran is applied when one starts', async () => {
    const { jobId } = await house.agent(house.scene, 'breakdown')
    await house.sync.stop()
    await deliver(
      jobId,
      'shots',
      updateBy(1000, doc => doc.getArray('rows').push(['shot'])),
    )
    expect(await applied(jobId)).toBe(0)
    await house.restart()
    await until(() => applied(jobId)).toBe(1)
    expect(rows(await house.stored(house.scene))).toEqual(['shot'])
  })

  test('that is garbage fails the job by name and stops nothing else', async () => {
    const [bad, good] = [await house.agent(house.scene), await house.agent(house.scene)]
    await deliver(bad.jobId, 'shots', Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
    await deliver(
      good.jobId,
      'shots',
      updateBy(1000, doc => doc.getArray('rows').push(['shot'])),
    )
    await until(() => applied(good.jobId)).toBe(1)
    const [job] = await house.sql`select state, error from jobs where id = ${bad.jobId}`
    expect(job).toMatchObject({ state: 'failed', error: { code: 'bad-result' } })
    expect(rows(await house.stored(house.scene))).toEqual(['shot'])
  })

  test('is heard of again after the connection that listens was cut', async () => {
    await house.sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'`
    const { jobId } = await house.agent(house.scene)
    await deliver(
      jobId,
      'shots',
      updateBy(1000, doc => doc.getArray('rows').push(['shot'])),
    )
    await until(() => applied(jobId), 15_000).toBe(1)
  })
})
