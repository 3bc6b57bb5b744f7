import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { FirstState } from '../../../server/sync/firstState.ts'
import { type House, openHouse, until } from './house.ts'
import { openWire, type Wire } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await house.close()
})

const arrive = async (name: string): Promise<Wire> =>
  openWire(house.url, house.script, house.token(await house.person(name, 'editor')))

test('many who join at once share one encoding, and read what was written a moment later', async () => {
  const encode = vi.spyOn(FirstState.prototype, 'encode')
  const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
  ada.text.insert(0, 'before ')
  await until(() => ada.provider.unsyncedChanges).toBe(0)
  const wires = await Promise.all(Array.from({ length: 20 }, (_, i) => arrive(`Reader ${i}`)))
  await Promise.all(wires.slice(0, 10).map(wire => wire.hello()))
  ada.text.insert(0, 'and ')
  await until(() => wires[0]?.doc.getText('t').toString()).toBe('and before ')
  await Promise.all(wires.slice(10).map(wire => wire.hello()))
  for (const wire of wires) await until(() => wire.doc.getText('t').toString()).toBe('and before ')
  expect(encode.mock.calls.length).toBeLessThan(5) // one for every second that it takes
})

test('what is kept is dropped when more was written than is worth sending behind it', () => {
  const doc = new Y.Doc()
  const state = new FirstState(doc as ConstructorParameters<typeof FirstState>[0])
  const sent: number[] = []
  const connection = { messageAddress: 'doc', send: (frame: Uint8Array) => void sent.push(frame.length) }
  const answer = () => state.answer(connection as unknown as Parameters<FirstState['answer']>[0])
  const encode = vi.spyOn(FirstState.prototype, 'encode')
  answer()
  for (let i = 0; i < 150; i++) doc.getText('t').insert(0, 'x')
  answer()
  expect([encode.mock.calls.length, sent.length]).toEqual([1, 5]) // the second time with what was written since
  for (let i = 0; i < 150; i++) doc.getText('t').insert(0, 'x')
  answer()
  expect([encode.mock.calls.length, sent.length]).toEqual([2, 7])
})
