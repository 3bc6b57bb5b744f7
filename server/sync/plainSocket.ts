import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { WebSocket } from 'ws'
import { CLOSE } from '../../shared/core/closeCodes.ts'
import { FRAME, readHead } from './frame.ts'
import { OverSocket } from './overSocket.ts'
import { readPresence, writePresence } from './presenceInbox.ts'
import { Refusal } from './refusal.ts'

/** What a message about authentication begins with that turns somebody away, with the reason behind it: here, and there. */
const DENIED = { hocuspocus: 1, plain: 0 } as const
/**
 * A y-websocket client gives a connection up on which nothing came for 30 seconds. It tells of its own presence every 15; when
 * nothing was sent for so many milliseconds, that is answered.
 */
const SILENCE = 10_000

/**
 * The socket of a client that speaks the protocol of y-websocket, which has one document for a connection and neither
 * authentication nor acknowledgements: translated into that of Hocuspocus, and back. Everything behind it, rights, checks and
 * limits, is the same as for our own client.
 */
export class PlainSocket extends OverSocket {
  readonly #document: string
  /** Client ids that it spoke for, and those that it was told of. */
  readonly #own = new Set<number>()
  readonly #told = new Set<number>()
  #lastSent = 0

  constructor(socket: WebSocket, document: string) {
    super(socket)
    this.#document = document
  }

  /** The frame that lets it in. */
  authentication(token: string): Uint8Array {
    const encoder = this.#begin(FRAME.auth)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, token)
    return encoding.toUint8Array(encoder)
  }

  /** What came, as Hocuspocus reads it; null: there is nothing in it for anybody. Throws a {@link Refusal}. */
  translate(frame: Uint8Array): Uint8Array | null {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === FRAME.queryAwareness) return null
    if (type === FRAME.awareness) return this.#presence(decoding.readVarUint8Array(decoder))
    if (type !== FRAME.sync) throw new Refusal('badFrame', `A message of type ${type}.`)
    const encoder = this.#begin(FRAME.sync)
    encoding.writeUint8Array(encoder, frame.subarray(decoder.pos))
    return encoding.toUint8Array(encoder)
  }

  /** Its own presence. It also repeats what it hears of others, who would leave with it if that were heeded. */
  #presence(update: Uint8Array): Uint8Array | null {
    const entries = readPresence(update).filter(({ clientId }) => this.#own.has(clientId) || !this.#told.has(clientId))
    // whoever only leaves is not remembered: one could leave under any number of ids
    for (const { clientId, state } of entries) if (state) this.#own.add(clientId)
    if (performance.now() - this.#lastSent > SILENCE) this.#sendPlain(FRAME.awareness, writePresence([]))
    if (entries.length === 0) return null
    const encoder = this.#begin(FRAME.awareness)
    encoding.writeVarUint8Array(encoder, writePresence(entries))
    return encoding.toUint8Array(encoder)
  }

  override send(frame: Uint8Array, done?: () => void): void {
    const { type, body } = readHead(frame)
    const rest = frame.subarray(body)
    if (type === FRAME.sync || type === FRAME.syncReply) this.#sendPlain(FRAME.sync, rest, done)
    else if (type === FRAME.auth) this.#denied(rest, done)
    else if (type === FRAME.awareness) {
      const update = decoding.readVarUint8Array(decoding.createDecoder(rest))
      for (const { clientId } of readPresence(update)) this.#told.add(clientId)
      this.#sendPlain(FRAME.awareness, update, done)
    } else done?.()
  }

  override repeat(frame: Uint8Array, times: number): void {
    for (let i = 0; i < times; i++) this.send(frame)
  }

  /** It has this one document on the connection: without it, it has nothing to wait for. */
  #denied(content: Uint8Array, done?: () => void): void {
    if (content[0] !== DENIED.hocuspocus) {
      done?.()
      return
    }
    const reason = content.subarray(1)
    this.#sendPlain(FRAME.auth, Uint8Array.of(DENIED.plain, ...reason), done)
    const why = decoding.readVarString(decoding.createDecoder(reason))
    const close = Object.values(CLOSE).find(one => one.reason === why) ?? CLOSE.signInNeeded
    this.socket.close(close.code, close.reason)
  }

  /** A sync message stands as it is behind its type, an awareness update with its length. */
  #sendPlain(type: number, content: Uint8Array, done?: () => void): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, type)
    if (type === FRAME.awareness) encoding.writeVarUint8Array(encoder, content)
    else encoding.writeUint8Array(encoder, content)
    this.#lastSent = performance.now()
    this.socket.send(encoding.toUint8Array(encoder), done)
  }

  #begin(type: number): encoding.Encoder {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, this.#document)
    encoding.writeVarUint(encoder, type)
    return encoder
  }
}
