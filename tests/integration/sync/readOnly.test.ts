import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { type House, openHouse, until } from './house.ts'
import { deletion, laterUpdate, openWire, presence, updateBy, type Wire } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const hello = (doc: Y.Doc) => doc.getText('t').insert(0, 'hello')

describe.each(['viewer', 'commenter'] as const)('a %s', role => {
  let reader: Wire
  let writer: Wire
  beforeEach(async () => {
    reader = await (await openWire(house.url, house.script, house.token(await house.person('Vi', role)))).hello()
    writer = await (await openWire(house.url, house.script, house.token(await house.person('Ed', 'editor')))).hello()
  })

  const update = updateBy(9, hello)
  test.each<[string, (wire: Wire) => void]>([
    ['an update', wire => wire.send(0, 2, update)],
    ['a SyncStep2', wire => wire.send(0, 1, update)],
    ['an update as a sync reply', wire => wire.send(4, 2, update)],
    ['a SyncStep2 as a sync reply', wire => wire.send(4, 1, update)],
    ['an update that waits for another', wire => wire.send(0, 2, laterUpdate())],
    ['a deletion', wire => wire.send(0, 2, deletion())],
  ])('changes nothing by %s: not in memory, not at peers, not on disk', async (_shape, send) => {
    writer.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'kept')),
    )
    await until(() => writer.acks.applied).toBe(1)
    send(reader)
    await reader.handled()
    await writer.handled()
    expect(reader.acks.refused).toBe(1)
    expect(writer.doc.getText('t').toString()).toBe('kept')
    const late = await (
      await openWire(house.url, house.script, house.token(await house.person('Late', 'editor')))
    ).hello()
    expect(late.doc.getText('t').toString()).toBe('kept')
    const stored = await house.stored(house.script)
    expect(stored.getText('t').toString()).toBe('kept')
    expect([...stored.store.clients.keys()]).not.toContain(9)
    expect(stored.store.pendingStructs).toBeNull()
  })

  test('has a message to everybody dropped, and one in the server’s own name closes the socket', async () => {
    reader.send(5, 'to all')
    await reader.handled()
    expect(reader.closed).toBeNull()
    reader.send(6, 'to all')
    await until(() => reader.closed).toEqual({ code: 4400, reason: 'bad-frame' })
    await writer.handled()
  })

  test('reads along and is seen', async () => {
    writer.send(0, 2, updateBy(5, hello))
    await until(() => reader.doc.getText('t').toString()).toBe('hello')
    reader.send(1, presence(77, 1, { cursor: null }))
    await until(() => writer.awareness.get(77)).toMatchObject({ user: { name: 'Vi' } })
  })
})
