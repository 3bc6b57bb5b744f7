import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { colourOf } from '../../../shared/core/documents/colour.ts'
import { type House, openHouse, until } from './house.ts'
import { openWire, presence } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

describe('presence', () => {
  test('says who somebody is by the session, whatever the client says', async () => {
    const [ada, eve] = [await house.person('Ada', 'editor'), await house.person('Eve', 'viewer')]
    const watcher = await house.join(ada, house.script).synced()
    const wire = await (await openWire(house.url, house.script, house.token(eve))).hello()
    const claim = { user: { id: ada.id, name: 'Ada', colour: 'red', agent: true }, place: { page: 'hub' } }
    const seen = () => watcher.provider.awareness?.getStates().get(70)
    const truth = { user: { id: eve.id, name: 'Eve', colour: colourOf(eve.id) }, place: { page: 'hub' } }
    wire.send(1, presence(70, 1, claim))
    await until(seen).toEqual(truth)
    wire.send(1, presence(70, 2, { ...claim, cursor: { anchor: 1 } }))
    await until(seen).toEqual({ ...truth, cursor: { anchor: 1 } })
  })

  test('sent before the document was open follows the same rule', async () => {
    const watcher = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const eve = await house.person('Eve', 'editor')
    const wire = await openWire(house.url, house.script, house.token(eve))
    wire.send(2, 0, house.token(eve))
    wire.send(1, presence(70, 1, { user: { id: 'somebody', name: 'Else' } }))
    await until(() => watcher.provider.awareness?.getStates().get(70)).toMatchObject({
      user: { id: eve.id, name: 'Eve' },
    })
    // the library decodes it with an awareness of its own, which is nobody
    const clientsOfEve = () => house.sql<{ client: number }[]>`
      select client_id::float8 as client from document_clients where user_id = ${eve.id}`
    await until(clientsOfEve).toEqual([{ client: 70 }])
    expect(watcher.provider.awareness?.getStates().size).toBe(2)
  })

  test('does not speak for somebody else’s client', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const bob = await house.join(await house.person('Bob', 'editor'), house.script).synced()
    ada.provider.setAwarenessField('place', { page: 'script' })
    const seen = () => bob.provider.awareness?.getStates().get(ada.doc.clientID)
    await until(seen).toMatchObject({ place: { page: 'script' } })
    const wire = await (
      await openWire(house.url, house.script, house.token(await house.person('Eve', 'editor')))
    ).hello()
    wire.send(1, presence(ada.doc.clientID, 1000, { place: { page: 'hub' } }))
    wire.send(1, presence(ada.doc.clientID, 1001, null))
    wire.send(1, presence(71, 1, { place: { page: 'hub' } }))
    await until(() => bob.provider.awareness?.getStates().has(71)).toBe(true)
    expect(seen()).toMatchObject({ place: { page: 'script' }, user: { name: 'Ada' } })
  })

  test('of more clients than a connection has ends the connection, and is neither shown nor stored', async () => {
    const watcher = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const eve = await house.person('Eve', 'viewer')
    const wire = await (await openWire(house.url, house.script, house.token(eve))).hello()
    // one after the other, each taken back before the next: a count of those present would not see it
    for (let client = 1000; client < 1400; client++) {
      wire.send(1, presence(client, 1, { place: { page: 'hub' } }))
      wire.send(1, presence(client, 2, null))
    }
    await until(() => wire.closed?.code).toBe(4400)
    const [stored] = await house.sql<{ count: number }[]>`
      select count(*)::int as count from document_clients where user_id = ${eve.id}`
    expect(stored?.count).toBeLessThanOrEqual(8)
    await until(() => watcher.provider.awareness?.getStates().size).toBe(1)
  })

  test('ends when somebody goes away, comes back, and when the socket is gone', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const bob = await house.join(await house.person('Bob', 'editor'), house.script).synced()
    const isThere = () => bob.provider.awareness?.getStates().has(ada.doc.clientID)
    ada.provider.setAwarenessField('place', { page: 'script' })
    await until(isThere).toBe(true)
    ada.provider.awareness?.setLocalState(null)
    await until(isThere).toBe(false)
    ada.provider.awareness?.setLocalState({ place: { page: 'hub' } })
    await until(isThere).toBe(true)
    ada.socket.webSocket?.close()
    ada.leave()
    await until(isThere).toBe(false)
  })

  test('is gathered: a hundred moves of one caret are few messages', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const wire = await (
      await openWire(house.url, house.script, house.token(await house.person('Bob', 'editor')))
    ).hello()
    let frames = 0
    wire.socket.on('message', () => frames++)
    for (let i = 1; i <= 100; i++) {
      ada.provider.setAwarenessField('cursor', { anchor: i })
      if (i % 10 === 0) await new Promise(resolve => setImmediate(resolve))
    }
    await until(() => wire.awareness.get(ada.doc.clientID)).toMatchObject({ cursor: { anchor: 100 } })
    expect(frames).toBeLessThan(10)
  })

  test('of an agent is marked as an agent’s', async () => {
    const watcher = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const agent = await house.agent(house.script)
    const guest = await house.join(agent, house.script).synced()
    guest.provider.setAwarenessField('activity', { jobId: agent.jobId, agent: 'rewrite', text: 'Reading the scene' })
    await until(() => watcher.provider.awareness?.getStates().get(guest.doc.clientID)).toMatchObject({
      user: { id: 'rewrite', name: 'Rewrite', agent: true },
      activity: { jobId: agent.jobId },
    })
  })
})
