import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { OverSocket } from './overSocket.ts'

/** First byte of a frame: binary, and all of the message. */
const WHOLE_BINARY = 0x82
/** Frames beyond this are not copied behind their head; `ws` sends both after each other. */
const MOST_COPIED = 65_535

/** The message that went out last: a broadcast passes the same one for every connection. */
let last: { message: Uint8Array; framed: Uint8Array } | null = null

/**
 * A socket of `ws`, and the connection below it. What a server sends is not masked, so a broadcast is framed once for all who
 * hear it, and acknowledgements that are alike leave in one write. It keeps the order because nothing is compressed: `ws` writes
 * at once, too.
 */
export class Wire extends OverSocket {
  readonly #below: Socket

  constructor(socket: WebSocket, below: Socket) {
    super(socket)
    this.#below = below
  }

  override send(message: Uint8Array, done?: () => void): void {
    if (message.length > MOST_COPIED) this.socket.send(message, done)
    else this.#below.write(framed(message), done)
  }

  override repeat(message: Uint8Array, times: number): void {
    const one = framed(message)
    const all = Buffer.allocUnsafe(one.length * times)
    for (let i = 0; i < times; i++) all.set(one, i * one.length)
    this.#below.write(all)
  }
}

function framed(message: Uint8Array): Uint8Array {
  if (last?.message !== message) last = { message, framed: frame(message) }
  return last.framed
}

function frame(message: Uint8Array): Uint8Array {
  const { length } = message
  const isShort = length < 126
  const framed = Buffer.allocUnsafe(length + (isShort ? 2 : 4))
  framed[0] = WHOLE_BINARY
  framed[1] = isShort ? length : 126
  if (!isShort) framed.writeUInt16BE(length, 2)
  framed.set(message, isShort ? 2 : 4)
  return framed
}
