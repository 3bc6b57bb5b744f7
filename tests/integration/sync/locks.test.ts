import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { LockError } from '../../../server/sync/locks.ts'
import { CHANNEL, notify } from '../../../shared/node/database.ts'
import { type Guest, type House, openHouse, until } from './house.ts'
import { openWire, updateBy } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const owner = async () => {
  const { id, name } = await house.person('Ona', 'owner')
  return { id, name }
}
const stored = async () => (await house.stored(house.script)).getText('t').toString()
const locked = expect.objectContaining({ code: 'locked', status: 423 })

/** Types a letter every few milliseconds until it is stopped. */
function typing({ text }: Guest): () => void {
  const timer = setInterval(() => text.insert(text.length, 'x'), 3)
  return () => clearInterval(timer)
}

describe('a lock', () => {
  test('while two people type: nothing acknowledged is lost, and nothing is written after it', async () => {
    const [ada, bob] = [
      await house.join(await house.person('Ada', 'editor'), house.script).synced(),
      await house.join(await house.person('Bob', 'editor'), house.script).synced(),
    ]
    const handshakes = [ada.acks.applied, bob.acks.applied]
    const stops = [typing(ada), typing(bob)]
    await until(() => Math.min(ada.text.length, bob.text.length)).toBeGreaterThan(40)
    const lock = await house.sync.lock(house.script, await owner(), 'Shooting tomorrow')
    expect(lock).toMatchObject({ by: 'Ona', reason: 'Shooting tomorrow' })
    const atLock = await house.stored(house.script)
    await until(() => Math.min(ada.acks.refused, bob.acks.refused)).toBeGreaterThan(20)
    for (const stop of stops) stop()

    const now = await house.stored(house.script)
    expect(Y.encodeStateVector(now)).toEqual(Y.encodeStateVector(atLock))
    for (const [at, guest] of [ada, bob].entries())
      expect(Y.getState(now.store, guest.doc.clientID)).toBeGreaterThanOrEqual(
        guest.acks.applied - (handshakes[at] ?? 0) - 1, // the handshake may have been acknowledged since
      )
    const [{ most } = { most: 0 }] = await house.sql<{ most: number }[]>`
      select coalesce(max(seq), 0) as most from document_updates where document_id = ${house.script}`
    expect(most).toBeLessThanOrEqual(lock.seq)
    expect([ada.closes, bob.closes]).toEqual([[], []])
  })

  test('shuts every door: the socket, updates over HTTP, results of jobs, edits of the server', async () => {
    const ada = await house.person('Ada', 'editor')
    const wire = await (await openWire(house.url, house.script, house.token(ada))).hello()
    await house.sync.lock(house.script, await owner(), '')
    const update = updateBy(9, doc => doc.getText('t').insert(0, 'x'))
    wire.send(0, 2, update)
    wire.send(0, 1, update)
    await until(() => wire.acks.refused).toBe(2)
    await expect(house.sync.take(house.script, update, ada)).rejects.toEqual(locked)
    await expect(house.sync.apply(house.script, update, ada)).rejects.toEqual(locked)
    await expect(house.sync.transact(house.script, ada, doc => doc.getText('t').insert(0, 'x'))).rejects.toEqual(locked)
    expect(await stored()).toBe('')
    expect(await house.sync.transact(house.scene, ada, () => 'other documents are open')).toMatch(/open/)
  })

  test('holds for whoever comes later, and after a restart', async () => {
    await house.sync.lock(house.script, await owner(), 'Final')
    await house.restart()
    const wire = await (
      await openWire(house.url, house.script, house.token(await house.person('Late', 'editor')))
    ).hello()
    wire.send(
      0,
      2,
      updateBy(9, doc => doc.getText('t').insert(0, 'x')),
    )
    await until(() => wire.acks.refused).toBe(1)
    expect(await stored()).toBe('')
    await expect(house.sync.lock(house.script, await owner(), '')).rejects.toEqual(
      expect.objectContaining({ code: 'already-locked', status: 409 }),
    )
  })

  test('ends: people may write again at once, and a viewer still may not', async () => {
    const [ada, vi] = [
      await (await openWire(house.url, house.script, house.token(await house.person('Ada', 'editor')))).hello(),
      await (await openWire(house.url, house.script, house.token(await house.person('Vi', 'viewer')))).hello(),
    ]
    const boss = await owner()
    await house.sync.lock(house.script, boss, '')
    expect(await house.sync.unlock(house.script, boss)).toBe(true)
    expect(await house.sync.unlock(house.script, boss)).toBe(false)
    await until(() => ada.authenticated.at(-1)).toBe('read-write')
    await until(() => vi.authenticated.at(-1)).toBe('readonly')
    for (const [at, wire] of [ada, vi].entries())
      wire.send(
        0,
        2,
        updateBy(20 + at, doc => doc.getText('t').insert(0, String(at))),
      )
    await until(() => [ada.acks.applied, vi.acks.refused]).toEqual([1, 1])
    expect(await stored()).toBe('0')
  })

  test('makes the result of a job wait, and it is applied when the lock ends', async () => {
    const agent = await house.agent(house.script)
    const boss = await owner()
    await house.sync.lock(house.script, boss, '')
    const bytes = Buffer.from(updateBy(77, doc => doc.getText('t').insert(0, 'made by an agent')))
    await house.sql`insert into job_results (job_id, part, document_id, bytes)
      values (${agent.jobId}, 'all', ${house.script}, ${bytes})`
    await notify(house.sql, CHANNEL.jobResult, { jobId: agent.jobId })
    // a result for an open document, delivered after it, shows that the server has looked
    const other = await house.agent(house.scene)
    await house.sql`insert into job_results (job_id, part, document_id, bytes)
      values (${other.jobId}, 'all', ${house.scene}, ${bytes})`
    await notify(house.sql, CHANNEL.jobResult, { jobId: other.jobId })
    await until(async () => (await house.stored(house.scene)).getText('t').length).toBe(16)
    expect(await stored()).toBe('')
    await house.sync.unlock(house.script, boss)
    await until(stored).toBe('made by an agent')
    await until(async () => (await house.sql`select from job_results where applied_at is null`).length).toBe(0)
  })

  test('is not set when it cannot be stored, and everybody goes on writing', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    await house.sql`alter table locks rename to elsewhere`
    await expect(house.sync.lock(house.script, await owner(), '')).rejects.not.toBeInstanceOf(LockError)
    await house.sql`alter table elsewhere rename to locks`
    await until(() => ada.provider.authorizedScope).toBe('read-write')
    ada.text.insert(0, 'x')
    await until(stored).toBe('x')
  })
})
