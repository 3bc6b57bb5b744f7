import type { Connection, Hocuspocus } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import type { Member, SyncContext } from './contract.ts'
import { FRAME, isWholeSync, readHead } from './frame.ts'
import type { HeldSocket } from './heldSocket.ts'
import type { PresenceInbox } from './presenceInbox.ts'
import { Refusal } from './refusal.ts'

/** Frames that a socket may send at once, and how many more each second: far above a person, far below a flood. */
const RATE = { burst: 20_000, perSecond: 2_000 }

/** A document as open on one socket. */
export interface OpenOnSocket {
  connection: Connection<SyncContext>
  member: Member
  inbox: PresenceInbox
}

/**
 * What a client sends, before Hocuspocus sees it. Frames that no honest client sends close the socket; presence on a
 * document that is open goes to its inbox; the rest is passed on.
 */
export class Inbound {
  readonly #socket: HeldSocket
  readonly #client: ReturnType<Hocuspocus['handleConnection']>
  #allowance = RATE.burst
  #lastFrame = performance.now()

  constructor(socket: HeldSocket, client: ReturnType<Hocuspocus['handleConnection']>) {
    this.#socket = socket
    this.#client = client
  }

  receive(frame: Uint8Array): void {
    if (this.#socket.closed || frame.length < 2) return
    try {
      if (!this.#allows()) throw new Refusal('tooFast', 'More messages than any person sends.')
      if (this.#isForHocuspocus(frame)) this.#client.handleMessage(frame)
    } catch (error) {
      if (error instanceof Refusal) this.#socket.close(error.code, error.reason)
      else this.#socket.refuse('badFrame')
    }
  }

  #isForHocuspocus(frame: Uint8Array): boolean {
    const { address, type, body } = readHead(frame)
    switch (type) {
      case FRAME.sync:
      case FRAME.syncReply:
        if (!isWholeSync(frame, body)) throw new Refusal('badFrame', 'A sync message of an unknown kind, or cut short.')
        return true
      case FRAME.awareness: {
        const open = this.#socket.open.get(address)
        if (!open) return true
        const decoder = decoding.createDecoder(frame)
        decoder.pos = body
        open.inbox.put(open.connection, open.member, decoding.readVarUint8Array(decoder))
        this.#client.lastMessageReceivedAt = Date.now()
        return false
      }
      case FRAME.auth:
      case FRAME.close:
        return true
      case FRAME.stateless:
      case FRAME.queryAwareness:
        return false // nothing here listens to either
      default:
        throw new Refusal('badFrame', `A message of type ${type}.`)
    }
  }

  #allows(): boolean {
    const now = performance.now()
    this.#allowance = Math.min(RATE.burst, this.#allowance + ((now - this.#lastFrame) / 1000) * RATE.perSecond) - 1
    this.#lastFrame = now
    return this.#allowance >= 0
  }
}
