import { once } from 'node:events'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { AckSink } from './documentLog.ts'
import { HeldSocket } from './heldSocket.ts'
import { Wire } from './wire.ts'

let server: WebSocketServer
let peer: WebSocket
let held: { documentId: string; to: AckSink; frame: Uint8Array }[]
let socket: HeldSocket
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  await once(server, 'listening')
  const address = server.address()
  const connected = once(server, 'connection')
  peer = new WebSocket(`ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
  await once(peer, 'open')
  const [raw, request] = await connected
  held = []
  socket = new HeldSocket(new Wire(raw, request.socket), (documentId, to, frame) =>
    held.push({ documentId, to, frame }),
  )
})
afterEach(() => {
  peer.terminate()
  server.close()
})

function frame(address: string, ...numbers: number[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, address)
  for (const n of numbers) encoding.writeVarUint(encoder, n)
  return encoding.toUint8Array(encoder)
}
const [ACK, NOT_APPLIED, AWARENESS] = [
  [8, 1],
  [8, 0],
  [1, 0],
]

describe('the socket that Hocuspocus sees', () => {
  test('passes everything on but acknowledgements, which go to the log of their document', async () => {
    const arrived = once(peer, 'message')
    socket.send(frame('doc', ...ACK))
    socket.send(frame('other\0session', ...NOT_APPLIED))
    socket.send(frame('doc', ...AWARENESS))
    expect(new Uint8Array((await arrived)[0])).toEqual(frame('doc', ...AWARENESS))
    expect(held.map(one => one.documentId)).toEqual(['doc', 'other'])
    const released = once(peer, 'message')
    held[0]?.to.write(held[0].frame, 1)
    expect(new Uint8Array((await released)[0])).toEqual(frame('doc', ...ACK))
  })

  test('never acknowledges what is not in the document', async () => {
    const closed = once(peer, 'close')
    socket.expect('doc', () => 'refused')
    socket.send(frame('doc', ...ACK))
    const [code, reason] = await closed
    expect([code, String(reason), held.length]).toEqual([4400, 'bad-frame', 0])
  })

  test('keeps acknowledgements of what came early until the handshake that brings what they follow', () => {
    socket.expect('doc', () => 'early')
    socket.send(frame('doc', ...ACK))
    socket.send(frame('doc', ...ACK))
    socket.send(frame('other', ...ACK))
    expect(held.map(one => one.documentId)).toEqual(['other'])
    socket.expect('doc', () => 'applied')
    socket.send(frame('doc', ...ACK))
    expect(held).toHaveLength(4)
    socket.expect('doc', () => 'early')
    socket.send(frame('doc', ...ACK))
    socket.send(frame('doc', ...NOT_APPLIED)) // nothing of it, then
    expect(held.slice(4).map(one => one.frame.at(-1))).toEqual([0, 0])
  })

  test('sends a first state of any size to a slow reader, and cuts one that more than 8 MB of the rest wait for', async () => {
    peer.pause()
    const state = encoding.createEncoder()
    encoding.writeVarString(state, 'doc')
    for (const n of [0, 1]) encoding.writeVarUint(state, n)
    encoding.writeVarUint8Array(state, new Uint8Array(24 * 1024 * 1024))
    const large = encoding.toUint8Array(state)
    socket.send(large)
    socket.send(frame('doc', ...AWARENESS))
    expect(socket.closed).toBe(false)
    socket.send(large) // asked for again without having read the first
    socket.send(frame('doc', ...AWARENESS))
    expect(socket.closed).toBe(true)
  })

  test('closes the real socket by our name, once, and sends nothing after', async () => {
    const ends: number[] = []
    socket.onClosed = code => ends.push(code)
    const received: unknown[] = []
    peer.on('message', data => received.push(data))
    const closed = once(peer, 'close')
    socket.refuse('accessRevoked')
    socket.refuse('restarting')
    socket.send(frame('doc', ...AWARENESS))
    const [code, reason] = await closed
    expect([code, String(reason)]).toEqual([4403, 'access-revoked'])
    expect([ends, received, socket.readyState]).toEqual([[4403], [], WebSocket.CLOSED])
  })
})
