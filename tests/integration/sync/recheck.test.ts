import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse, until } from './house.ts'
import { openWire, updateBy } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

describe('after a change of who may what', () => {
  test('somebody removed loses the socket itself within a second, and nothing they send afterwards counts', async () => {
    const eve = await house.person('Eve', 'editor')
    const wire = await (await openWire(house.url, house.script, house.token(eve))).hello()
    const other = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    await house.sql`delete from project_members where user_id = ${eve.id}`
    const asked = performance.now()
    const rechecked = house.sync.recheck(eve.id)
    await rechecked
    wire.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'too late')),
    )
    await until(() => wire.closed, 1000).toEqual({ code: 4403, reason: 'access-revoked' })
    expect(performance.now() - asked).toBeLessThan(1000)
    other.text.insert(0, 'a')
    await until(() => other.provider.unsyncedChanges).toBe(0)
    expect(other.text.toString()).toBe('a')
    expect((await house.stored(house.script)).getText('t').toString()).toBe('a')
    const again = await openWire(house.url, house.script, house.token(eve))
    again.send(2, 0, house.token(eve))
    await until(() => again.denied).toEqual(['document-gone'])
  })

  test('a socket that does not answer the close is cut', async () => {
    const eve = await house.person('Eve', 'editor')
    const wire = await (await openWire(house.url, house.script, house.token(eve))).hello()
    wire.socket.pause()
    await house.sql`delete from project_members where user_id = ${eve.id}`
    await house.sync.recheck(eve.id)
    await until(() => house.sync.status().connections, 3000).toBe(0)
    wire.socket.terminate()
  })

  test('an editor who becomes a viewer stays, is told, and writes no more; and the other way round', async () => {
    const bob = await house.person('Bob', 'editor')
    const wire = await (await openWire(house.url, house.script, house.token(bob))).hello()
    const change = async (role: 'viewer' | 'editor') => {
      await house.sql`update project_members set role = ${role} where user_id = ${bob.id}`
      await house.sync.recheck(bob.id)
    }
    await change('viewer')
    await until(() => wire.authenticated).toEqual(['read-write', 'readonly'])
    wire.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'no')),
    )
    await until(() => wire.acks.refused).toBe(1)
    await change('editor')
    await until(() => wire.authenticated).toEqual(['read-write', 'readonly', 'read-write'])
    wire.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'yes')),
    )
    await until(() => wire.acks.applied).toBe(1)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('yes')
  })

  test('nobody else is disturbed', async () => {
    const [ada, bob] = [await house.person('Ada', 'editor'), await house.person('Bob', 'editor')]
    const guest = await house.join(bob, house.script).synced()
    await house.sql`delete from project_members where user_id = ${ada.id}`
    await house.sync.recheck(ada.id)
    guest.text.insert(0, 'x')
    await until(() => guest.provider.unsyncedChanges).toBe(0)
    expect(guest.closes).toEqual([])
  })
})
