import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import { writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Peer } from './servers.ts'

export interface Heard {
  onUpdate?: (update: Uint8Array) => void
  /** What was sent is safe, as far as this server promises anything. */
  onSafe?: () => void
}

export interface Client {
  /** An update as it goes over the wire. */
  frame(update: Uint8Array): Uint8Array
  send(frame: Uint8Array): void
  presence(update: Uint8Array): void
  close(): void
  readonly buffered: number
}

/** The least client that there is, the same for every server, so that only the servers differ. */
export async function openClient(
  peer: Pick<Peer, 'kind' | 'port'>,
  document: string,
  person: string,
  heard: Heard = {},
): Promise<Client> {
  const isAddressed = peer.kind === 'stock' || peer.kind === 'ours'
  const path = { raw: '', 'y-websocket': document, stock: '', ours: 'sync' }[peer.kind]
  const socket = new WebSocket(`ws://127.0.0.1:${peer.port}/${path}`, { perMessageDeflate: false })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const message = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
    const encoder = encoding.createEncoder()
    if (isAddressed) encoding.writeVarString(encoder, document)
    write(encoder)
    return encoding.toUint8Array(encoder)
  }
  const ready = new Promise<void>(resolve => {
    socket.on('message', (data: Buffer) => {
      if (peer.kind === 'raw') return heard.onUpdate?.(data)
      const decoder = decoding.createDecoder(data)
      if (isAddressed) decoding.readVarString(decoder)
      const type = decoding.readVarUint(decoder)
      if (type === 8 && decoding.readVarUint(decoder) === 1) heard.onSafe?.()
      if (type !== 0 && type !== 4) return
      const step = decoding.readVarUint(decoder)
      if (step > 0) heard.onUpdate?.(decoding.readVarUint8Array(decoder))
      if (step === 1) resolve()
    })
  })
  if (isAddressed)
    socket.send(
      message(encoder => {
        encoding.writeVarUint(encoder, 2)
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, person)
        encoding.writeVarString(encoder, '4.7.0')
      }),
    )
  if (peer.kind !== 'raw') {
    socket.send(
      message(encoder => {
        encoding.writeVarUint(encoder, 0)
        writeSyncStep1(encoder, new Y.Doc())
      }),
    )
    await ready
  }
  return {
    frame: update =>
      peer.kind === 'raw'
        ? update
        : message(encoder => {
            encoding.writeVarUint(encoder, 0)
            writeUpdate(encoder, update)
          }),
    send: frame => socket.send(frame),
    presence: update =>
      socket.send(
        message(encoder => {
          encoding.writeVarUint(encoder, 1)
          encoding.writeVarUint8Array(encoder, update)
        }),
      ),
    close: () => socket.terminate(),
    get buffered() {
      return socket.bufferedAmount
    },
  }
}

/** Ten at a time: all at once would be a load of its own. */
export async function inTens<T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> {
  const made: T[] = []
  for (let i = 0; i < count; i += 10)
    made.push(...(await Promise.all(Array.from({ length: Math.min(10, count - i) }, (_, k) => make(i + k)))))
  return made
}

export const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))
/** To within a fraction of a millisecond, which a timer alone does not keep. */
export async function until(due: number): Promise<void> {
  for (let left = due - performance.now(); left > 0; left = due - performance.now())
    await wait(left > 1.5 ? left - 1 : 0)
}
