import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type House, openHouse, until } from './house.ts'
import { deletion, impossibleUpdate, laterUpdate, openWire, presence, updateBy, type Wire } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const hello = (doc: Y.Doc) => doc.getText('t').insert(0, 'hello')

/** The server is well: somebody can still come in and write. */
async function expectAlive(): Promise<void> {
  const ada = await house.join(await house.person('Ada', 'editor'), house.scene).synced()
  ada.text.insert(0, 'alive')
  await until(() => ada.provider.unsyncedChanges).toBe(0)
}

describe('bytes that are no update', () => {
  const garbage: [string, () => Uint8Array][] = [
    ['random bytes', () => Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9])],
    ['an update cut short', () => updateBy(9, hello).subarray(0, 9)],
    ['an update with bytes left over', () => Uint8Array.from([...updateBy(9, hello), 0])],
    ['a V2 update', () => Y.convertUpdateFormatV1ToV2(updateBy(9, hello))],
    ['a V2 update of deletions', () => Y.convertUpdateFormatV1ToV2(deletion())],
    ['nothing at all', () => new Uint8Array()],
  ]
  test.each(garbage)('%s: no acknowledgement, a named close, and the server lives', async (_what, bytes) => {
    const token = house.token(await house.person('Ada', 'editor'))
    for (const step of [1, 2]) {
      const wire = await (await openWire(house.url, house.script, token)).hello()
      wire.send(0, step, bytes())
      await until(() => wire.closed).toEqual({ code: 4400, reason: 'bad-frame' })
      expect(wire.acks).toEqual({ applied: 0, refused: 0 })
    }
    expect((await house.stored(house.script)).store.clients.has(9)).toBe(false)
    await expectAlive()
  })

  test.each<[string, (wire: Wire) => Uint8Array | string]>([
    ['a text message', () => 'hello'],
    ['a frame of an unknown type', wire => wire.frame(42, 1)],
    ['a sync message of an unknown step', wire => wire.frame(0, 7, new Uint8Array([0]))],
    ['a sync message cut short', wire => wire.frame(0, 2, new Uint8Array(200)).subarray(0, 40)],
    ['a state vector that is none', wire => wire.frame(0, 0, Uint8Array.from([255, 255, 1]))],
    ['presence that is no JSON', wire => wire.frame(1, presence(3, 1, '{"user":'))],
    ['presence of 900 kB', wire => wire.frame(1, presence(3, 1, { text: 'x'.repeat(900 * 1024) }))],
    ['bytes without a name', () => Uint8Array.from([250, 1, 2])],
  ])('%s closes the socket by name', async (_what, bytes) => {
    const wire = await (
      await openWire(house.url, house.script, house.token(await house.person('Ada', 'editor')))
    ).hello()
    wire.raw(bytes(wire))
    await until(() => wire.closed).toEqual({ code: 4400, reason: 'bad-frame' })
    await expectAlive()
  })

  test('an update whose letters hang on nothing writes nothing, and the server lives', async () => {
    const wire = await (
      await openWire(house.url, house.script, house.token(await house.person('Ada', 'editor')))
    ).hello()
    wire.send(0, 2, updateBy(5, hello))
    wire.send(0, 2, impossibleUpdate(6, { client: 5, clock: 1 }))
    wire.send(
      0,
      2,
      updateBy(7, doc => doc.getText('t').insert(5, '!'), wire.doc),
    )
    await wire.handled()
    await expectAlive()
    expect((await house.stored(house.script)).getText('t').toString().replace('!', '')).toBe('hello')
  })

  test('more messages than any person sends close the socket', async () => {
    const wire = await (
      await openWire(house.url, house.script, house.token(await house.person('Ada', 'editor')))
    ).hello()
    const frame = wire.frame(1, presence(3, 1, {}))
    for (let i = 0; i < 30_000; i++) wire.raw(frame)
    await until(() => wire.closed).toEqual({ code: 4429, reason: 'too-fast' })
    await expectAlive()
  })

  test('a reader that does not read is cut, instead of filling the memory', async () => {
    const reader = await (
      await openWire(house.url, house.script, house.token(await house.person('Vi', 'viewer')))
    ).hello()
    const writer = await (
      await openWire(house.url, house.script, house.token(await house.person('Ada', 'editor')))
    ).hello()
    reader.socket.pause()
    for (let i = 0; i < 40; i++)
      writer.send(
        0,
        2,
        updateBy(10 + i, doc => doc.getMap('m').set(`${i}`, new Uint8Array(900 * 1024))),
      )
    await until(() => house.sync.status().connections, 15_000).toBe(1)
    await until(() => writer.acks.applied, 15_000).toBe(40)
    reader.socket.terminate()
  })

  test('a message of more than 1 MB closes the socket', async () => {
    const wire = await (
      await openWire(house.url, house.script, house.token(await house.person('Ada', 'editor')))
    ).hello()
    wire.raw(new Uint8Array(1024 * 1024 + 1))
    await until(() => wire.closed?.code).toBe(1009)
    await expectAlive()
  })

  test('updates with holes close the socket once the client had its turn to fill them', async () => {
    const wire = await (
      await openWire(house.url, house.script, house.token(await house.person('Ada', 'editor')))
    ).hello()
    wire.send(0, 1, updateBy(9, hello))
    await until(() => wire.acks.applied).toBe(1)
    wire.send(0, 2, laterUpdate())
    await until(() => wire.closed).toEqual({ code: 4400, reason: 'bad-frame' })
  })
})
