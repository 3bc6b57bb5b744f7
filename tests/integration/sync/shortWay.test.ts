import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type House, openHouse, until } from './house.ts'
import { openWire, updateBy, type Wire } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

/** Somebody whose client id 7 is stored as theirs, and the updates of so many keystrokes that they make then. */
async function typist(keys: number): Promise<{ wire: Wire; updates: Uint8Array[] }> {
  const wire = await (await openWire(house.url, house.script, house.token(await house.person('Ada', 'editor')))).hello()
  const doc = new Y.Doc()
  doc.clientID = 7
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void updates.push(update))
  const text = doc.getText('t')
  text.insert(0, 'first ')
  wire.send(0, 2, updates.pop() ?? new Uint8Array())
  await until(() => wire.acks.applied).toBe(1)
  for (let i = 0; i < keys; i++) text.insert(text.length, 'x')
  return { wire, updates }
}

/** All of it in one chunk of the network. */
function sendTogether({ socket, frame }: Wire, updates: readonly Uint8Array[]): void {
  const below: unknown = Reflect.get(socket, '_socket')
  const { cork, uncork } = below as { cork(): void; uncork(): void }
  cork.call(below)
  for (const update of updates) socket.send(frame(0, 2, update))
  uncork.call(below)
}

describe('keystrokes that came in one turn', () => {
  test('are acknowledged one by one, seen by others, and kept', async () => {
    const { wire, updates } = await typist(300)
    const reader = await house.join(await house.person('Bob', 'viewer'), house.script).synced()
    sendTogether(wire, updates)
    await until(() => wire.acks.applied).toBe(301)
    await until(() => reader.text.length).toBe(306)
    expect((await house.stored(house.script)).getText('t').length).toBe(306)
  })

  test('count up to the first that may not be written: it ends the connection', async () => {
    const { wire, updates } = await typist(10)
    sendTogether(wire, [...updates.slice(0, 5), Uint8Array.of(9, 9, 9), ...updates.slice(5)])
    await until(() => wire.closed).toEqual({ code: 4400, reason: 'bad-frame' })
    await until(async () => (await house.stored(house.script)).getText('t').toString()).toBe('first xxxxx')
  })

  test('keep their order with what needs a look at the store', async () => {
    const { wire, updates } = await typist(20)
    const fresh = updateBy(8, doc => doc.getMap('m').set('k', 1)) // a client id that nobody has
    sendTogether(wire, [...updates.slice(0, 10), fresh, ...updates.slice(10)])
    await until(() => wire.acks.applied).toBe(22)
    const stored = await house.stored(house.script)
    expect([stored.getText('t').length, stored.getMap('m').get('k')]).toEqual([26, 1])
  })

  test('of somebody who became a reader meanwhile are not applied', async () => {
    const { wire, updates } = await typist(3)
    await house.sql`update project_members set role = 'viewer' where project_id = ${house.projectId}`
    await house.sync.recheck(null)
    sendTogether(wire, updates)
    await until(() => wire.acks.refused).toBe(3)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('first ')
  })
})
