import { afterEach, expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { PlainSocket } from './plainSocket.ts'
import { readPresence, writePresence } from './presenceInbox.ts'

afterEach(() => void vi.useRealTimers())

const open = () => {
  const sent: Uint8Array[] = []
  const socket = { send: (frame: Uint8Array) => void sent.push(frame) }
  return { sent, plain: new PlainSocket(socket as unknown as WebSocket, 'doc') }
}
const entry = (clientId: number) => ({ clientId, clock: 1, state: { at: clientId } })
const presence = (...clients: number[]) => writePresence(clients.map(entry))
/** With its length, as it stands behind the type. */
const framed = (type: number[], update: Uint8Array) => Uint8Array.of(...type, update.length, ...update)
const ADDRESS = [3, ...new TextEncoder().encode('doc')]
const idsIn = (frame: Uint8Array | null) => frame && readPresence(frame.subarray(6)).map(({ clientId }) => clientId)

test('passes on its own presence, not what it repeats of others', () => {
  const { sent, plain } = open()
  expect(idsIn(plain.translate(framed([1], presence(7))))).toEqual([7])
  plain.send(framed([...ADDRESS, 1], presence(7, 8, 9)))
  expect(sent.at(-1)).toEqual(framed([1], presence(7, 8, 9)))
  expect(plain.translate(framed([1], presence(8, 9)))).toBeNull()
  expect(idsIn(plain.translate(framed([1], presence(7, 9))))).toEqual([7])
})

test('does not take as its own who it only says has left', () => {
  const { plain } = open()
  plain.translate(framed([1], writePresence([{ ...entry(8), state: null }])))
  plain.send(framed([...ADDRESS, 1], presence(8)))
  expect(plain.translate(framed([1], presence(8)))).toBeNull()
})

test('hears something at least whenever it speaks after a silence: it would give the connection up', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const { sent, plain } = open()
  plain.send(Uint8Array.of(...ADDRESS, 0, 2, 0))
  plain.translate(framed([1], presence(7)))
  expect(sent).toEqual([Uint8Array.of(0, 2, 0)])
  vi.advanceTimersByTime(15_000)
  plain.translate(framed([1], presence(7)))
  expect(sent.slice(1)).toEqual([framed([1], presence())])
})

test('hears nothing of what its protocol has no word for', () => {
  const { sent, plain } = open()
  let written = 0
  for (const type of [5, 8, 10]) plain.send(Uint8Array.of(...ADDRESS, type, 1), () => void written++)
  expect([sent, written]).toEqual([[], 3])
})
