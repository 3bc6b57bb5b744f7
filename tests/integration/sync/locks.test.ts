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
    const lock = await house.sync.lock(house.script, await owner(), { reason: 'Shooting tomorrow', root: null })
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
    await house.sync.lock(house.script, await owner(), { reason: '', root: null })
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
    await house.sync.lock(house.script, await owner(), { reason: 'Final', root: null })
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
    await expect(house.sync.lock(house.script, await owner(), { reason: '', root: null })).rejects.toEqual(
      expect.objectContaining({ code: 'already-locked', status: 409 }),
    )
  })

  test('ends: people may write again at once, and a viewer still may not', async () => {
    const [ada, vi] = [
      await (await openWire(house.url, house.script, house.token(await house.person('Ada', 'editor')))).hello(),
      await (await openWire(house.url, house.script, house.token(await house.person('Vi', 'viewer')))).hello(),
    ]
    const boss = await owner()
    await house.sync.lock(house.script, boss, { reason: '', root: null })
    expect(await house.sync.unlock(house.script, boss, null)).toBe(true)
    expect(await house.sync.unlock(house.script, boss, null)).toBe(false)
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
    await house.sync.lock(house.script, boss, { reason: '', root: null })
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
    await house.sync.unlock(house.script, boss, null)
    await until(stored).toBe('made by an agent')
    await until(async () => (await house.sql`select from job_results where applied_at is null`).length).toBe(0)
  })

  test('is not set when it cannot be stored, and everybody goes on writing', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const boss = await owner()
    await house.without('locks', () =>
      expect(house.sync.lock(house.script, boss, { reason: '', root: null })).rejects.not.toBeInstanceOf(LockError),
    )
    await until(() => ada.provider.authorizedScope).toBe('read-write')
    ada.text.insert(0, 'x')
    await until(stored).toBe('x')
  })
})

describe('a lock of one root', () => {
  const shotsLocked = expect.objectContaining({ code: 'locked', status: 423 })
  const addShot = (id: string) => (doc: Y.Doc) => doc.getMap('shots').set(id, new Y.Map([['duration', 8]]))
  const read = async () => {
    const doc = await house.stored(house.scene)
    return { shots: [...doc.getMap('shots').keys()].sort(), others: [...doc.getMap('m').keys()].sort() }
  }
  const addOther = (id: string) => (doc: Y.Doc) => doc.getMap('m').set(id, true)
  const lockShots = async () => house.sync.lock(house.scene, await owner(), { reason: 'Approved', root: 'shots' })

  test('keeps people out of that root by every door, and lets them write in the others', async () => {
    const ada = await house.person('Ada', 'editor')
    await house.sync.transact(house.scene, ada, doc => addShot('first')(doc))
    const wire = await (await openWire(house.url, house.scene, house.token(ada))).hello()
    expect(await lockShots()).toMatchObject({ root: 'shots', by: 'Ona', reason: 'Approved' })
    wire.send(0, 2, updateBy(20, addOther('f1'), wire.doc))
    await until(() => wire.acks).toEqual({ applied: 1, refused: 0 })
    const base = wire.doc
    const changes: [string, (doc: Y.Doc) => void][] = [
      ['a new row', addShot('second')],
      ['a cell of a row', doc => (doc.getMap('shots').get('first') as Y.Map<unknown>).set('duration', 4)],
      ['a row removed', doc => doc.getMap('shots').delete('first')],
      [
        'a row among other things',
        doc => {
          addOther('f2')(doc)
          addShot('third')(doc)
        },
      ],
    ]
    for (const [at, [what, change]] of changes.entries()) {
      const update = updateBy(30 + at, change, base)
      wire.send(0, 2, update)
      await until(() => wire.acks.refused).toBe(at + 1)
      await expect(house.sync.take(house.scene, update, ada), what).rejects.toEqual(shotsLocked)
      await expect(house.sync.apply(house.scene, update, ada), what).rejects.toEqual(shotsLocked)
    }
    await expect(house.sync.transact(house.scene, ada, addShot('fourth'))).rejects.toEqual(shotsLocked)
    await house.sync.take(house.scene, updateBy(50, addOther('f3'), base), ada)
    expect(await read()).toEqual({ shots: ['first'], others: ['f1', 'f3'] })
    expect(wire.closed).toBeNull()
    expect(wire.authenticated).not.toContain('readonly')
  })

  test('takes nothing that follows what it kept out, and everything with a handshake after it ended', async () => {
    const wire = await (
      await openWire(house.url, house.scene, house.token(await house.person('Ada', 'editor')))
    ).hello()
    wire.send(0, 1, Y.encodeStateAsUpdate(new Y.Doc()))
    await until(() => wire.acks.applied).toBe(1)
    await lockShots()
    const doc = new Y.Doc()
    doc.clientID = 40
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    addShot('s')(doc)
    addOther('f')(doc)
    for (const update of updates) wire.send(0, 2, update)
    await until(() => wire.acks).toEqual({ applied: 1, refused: 2 })
    wire.send(0, 1, Y.encodeStateAsUpdate(doc))
    await until(() => wire.acks).toEqual({ applied: 1, refused: 3 })
    expect(await read()).toEqual({ shots: [], others: [] })
    await house.sync.unlock(house.scene, await owner(), 'shots')
    wire.send(0, 1, Y.encodeStateAsUpdate(doc))
    await until(() => wire.acks).toEqual({ applied: 2, refused: 3 })
    expect(await read()).toEqual({ shots: ['s'], others: ['f'] })
    expect(wire.closed).toBeNull()
  })

  test('while two people type in it: nothing acknowledged is lost, and nothing is written there after it', async () => {
    const guests = [
      await house.join(await house.person('Ada', 'editor'), house.scene).synced(),
      await house.join(await house.person('Bob', 'editor'), house.scene).synced(),
    ]
    const before = guests.map(({ acks }) => acks.applied)
    const timers = guests.map(({ doc }, at) => {
      let row = 0
      return setInterval(() => addShot(`${at}-${row++}`)(doc), 3)
    })
    await until(() => Math.min(...guests.map(({ acks }) => acks.applied))).toBeGreaterThan(30)
    await lockShots()
    const atLock = (await read()).shots
    await until(() => Math.min(...guests.map(({ acks }) => acks.refused))).toBeGreaterThan(10)
    for (const timer of timers) clearInterval(timer)
    expect((await read()).shots).toEqual(atLock)
    for (const [at, { acks }] of guests.entries())
      expect(atLock.filter(id => id.startsWith(`${at}-`)).length).toBeGreaterThanOrEqual(
        acks.applied - (before[at] ?? 0) - 1, // the handshake may have been acknowledged since
      )
  })

  test('holds after a restart, beside a lock of the whole document, and ends by itself alone', async () => {
    await lockShots()
    await expect(lockShots()).rejects.toEqual(expect.objectContaining({ code: 'already-locked', status: 409 }))
    const boss = await owner()
    await house.sync.lock(house.scene, boss, { reason: 'Wrapped', root: null })
    await house.restart()
    const ada = await house.person('Ada', 'editor')
    await expect(house.sync.take(house.scene, updateBy(9, addOther('f')), ada)).rejects.toEqual(shotsLocked)
    expect(await house.sync.unlock(house.scene, boss, null)).toBe(true)
    await house.sync.take(house.scene, updateBy(9, addOther('f')), ada)
    await expect(house.sync.take(house.scene, updateBy(10, addShot('s')), ada)).rejects.toEqual(shotsLocked)
    expect(await house.sync.unlock(house.scene, boss, 'shots')).toBe(true)
    expect(await house.sync.unlock(house.scene, boss, 'shots')).toBe(false)
    await house.sync.take(house.scene, updateBy(10, addShot('s')), ada)
    expect(await read()).toEqual({ shots: ['s'], others: ['f'] })
  })

  test('makes the result of a job that is in it wait, and no other', async () => {
    await lockShots()
    const deliver = async (bytes: Uint8Array) => {
      const { jobId } = await house.agent(house.scene)
      await house.sql`insert into job_results (job_id, part, document_id, bytes)
        values (${jobId}, 'all', ${house.scene}, ${Buffer.from(bytes)})`
      await notify(house.sql, CHANNEL.jobResult, { jobId })
    }
    await deliver(updateBy(70, addShot('made')))
    await deliver(updateBy(71, addOther('made')))
    await until(read).toEqual({ shots: [], others: ['made'] })
    await house.sync.unlock(house.scene, await owner(), 'shots')
    await until(read).toEqual({ shots: ['made'], others: ['made'] })
  })
})
