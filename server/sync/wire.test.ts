import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Wire } from './wire.ts'

let server: WebSocketServer
let peer: WebSocket
let wire: Wire
let received: Uint8Array[]
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  await once(server, 'listening')
  const address = server.address()
  const connected = once(server, 'connection')
  peer = new WebSocket(`ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
  received = []
  peer.on('message', (data: Buffer) => received.push(new Uint8Array(data)))
  await once(peer, 'open')
  const [socket, request] = await connected
  wire = new Wire(socket, request.socket)
})
afterEach(() => {
  peer.terminate()
  server.close()
})

test('sends messages of every length whole, in their order', async () => {
  const messages = [0, 1, 125, 126, 127, 65_535, 65_536, 7].map(length => new Uint8Array(length).fill(length))
  const arrived = new Promise<void>(resolve => wire.send(messages[0] ?? new Uint8Array(), resolve))
  for (const message of messages.slice(1)) wire.send(message)
  await arrived
  await expect.poll(() => received.length).toBe(messages.length)
  expect(received).toEqual(messages)
})

test('repeats one message as often as it is told to', async () => {
  wire.repeat(Uint8Array.of(1, 2, 3), 1000)
  wire.send(Uint8Array.of(4))
  await expect.poll(() => received.length).toBe(1001)
  expect(received.slice(0, 1000).every(one => one.join() === '1,2,3')).toBe(true)
  expect(received[1000]).toEqual(Uint8Array.of(4))
})
