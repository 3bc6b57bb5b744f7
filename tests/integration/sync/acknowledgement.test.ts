import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type House, openHouse, until } from './house.ts'
import { laterUpdate, openWire, updateBy } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

/** Holds every insert into the log until the returned function is called: the store is there and does not answer. */
async function pauseStore(): Promise<() => Promise<void>> {
  let resume = () => {}
  const held = new Promise<void>(resolve => {
    resume = resolve
  })
  let locked = () => {}
  const isLocked = new Promise<void>(resolve => {
    locked = resolve
  })
  const transaction = house.sql.begin(async tx => {
    await tx`lock table document_updates in exclusive mode`
    locked()
    await held
  })
  await isLocked
  return async () => {
    resume()
    await transaction
  }
}

describe('an acknowledgement', () => {
  test('waits until the edit is committed, while others see the edit at once', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const bob = await house.join(await house.person('Bob', 'editor'), house.script).synced()
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    ada.text.insert(0, 'a')
    await until(() => ada.provider.unsyncedChanges).toBe(0) // Ada's client id is stored by now

    const resume = await pauseStore()
    const before = ada.acks.applied
    ada.text.insert(1, 'b')
    await until(() => bob.text.toString()).toBe('ab')
    expect(ada.acks.applied).toBe(before)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('a')
    await resume()
    await until(() => ada.acks.applied).toBe(before + 1)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('ab')
  })

  test('of an update that changes nothing waits for what it repeats', async () => {
    const token = house.token(await house.person('Ada', 'editor'))
    const first = await (await openWire(house.url, house.script, token)).hello()
    const second = await (await openWire(house.url, house.script, token)).hello()
    first.send(
      0,
      2,
      updateBy(7, doc => doc.getText('t').insert(0, 'x')),
    )
    await until(() => first.acks.applied).toBe(1)

    const resume = await pauseStore()
    await until(() => second.doc.getText('t').toString()).toBe('x')
    const next = updateBy(7, doc => doc.getText('t').insert(1, 'y'), second.doc)
    first.send(0, 2, next)
    await until(() => second.doc.getText('t').toString()).toBe('xy')
    second.send(0, 2, next)
    await second.handled()
    expect([first.acks.applied, second.acks.applied]).toEqual([1, 0])
    await resume()
    await until(() => [first.acks.applied, second.acks.applied]).toEqual([2, 1])
  })

  test('of updates that wait for earlier ones comes with the handshake that brings these, and not before', async () => {
    const token = house.token(await house.person('Ada', 'editor'))
    const updates: Uint8Array[] = []
    const source = new Y.Doc()
    source.on('update', (update: Uint8Array) => updates.push(update))
    for (const [at, letter] of ['a', 'b', 'c'].entries()) source.getText('t').insert(at, letter)
    source.getText('t').delete(1, 1)
    const [, two, three, erase] = updates
    const wire = await (await openWire(house.url, house.script, token)).hello()
    for (const update of [two, three, erase]) if (update) wire.send(0, 2, update)
    await wire.handled()
    expect([wire.acks.applied, wire.closed]).toEqual([0, null])
    expect(wire.doc.store.clients.size, 'nothing of it is in the document').toBe(1)
    wire.send(0, 1, Y.encodeStateAsUpdate(source))
    await until(() => wire.acks.applied).toBe(4)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('ac')
  })

  test('never comes for updates that still wait for something after the handshake', async () => {
    const token = house.token(await house.person('Ada', 'editor'))
    const wire = await (await openWire(house.url, house.script, token)).hello()
    wire.send(0, 2, laterUpdate())
    await wire.handled()
    wire.send(
      0,
      1,
      updateBy(7, doc => doc.getText('t').insert(0, 'x')),
    )
    await until(() => wire.closed).toEqual({ code: 4400, reason: 'bad-frame' })
    expect(wire.acks.applied).toBe(0)
    expect((await house.stored(house.script)).store.pendingStructs).toBeNull()
  })

  test('does not come while the store refuses; when it is back, nothing was lost and the order is kept', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    ada.text.insert(0, '0')
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    const bob = await house.person('Bob', 'editor')
    await house.without('document_updates', async () => {
      for (let i = 1; i < 10; i++) ada.text.insert(i, String(i))
      const peer = house.join(bob, house.script)
      await until(() => peer.text.toString()).toBe('0123456789')
      expect(ada.provider.unsyncedChanges).toBe(9)
    })
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('0123456789')
  })

  test('a document with uncommitted edits is not forgotten when the last person leaves', async () => {
    const person = await house.person('Ada', 'editor')
    const ada = await house.join(person, house.script).synced()
    ada.text.insert(0, 'a')
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    const watcher = await house.join(await house.person('Bob', 'editor'), house.script).synced()
    const resume = await pauseStore()
    ada.text.insert(1, 'b')
    await until(() => watcher.text.toString()).toBe('ab')
    ada.leave()
    watcher.leave()
    await until(() => house.sync.status().connections).toBe(0)
    expect(house.sync.status().documents).toBe(1)
    const again = await house.join(person, house.script).synced()
    expect(again.text.toString()).toBe('ab')
    again.leave()
    await resume()
    await until(() => house.sync.status().documents).toBe(0)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('ab')
  })
})
