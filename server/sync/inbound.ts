import type { Connection, Hocuspocus } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import { isDraftsName } from '../../shared/core/documents/kinds.ts'
import { STEP } from './checkSync.ts'
import type { Member, SyncContext } from './contract.ts'
import { type FirstState, hasNothing } from './firstState.ts'
import { documentOf, FRAME, readHead, wholeSync } from './frame.ts'
import type { HeldSocket } from './heldSocket.ts'
import type { PresenceInbox } from './presenceInbox.ts'
import { type Allowance, type Allowances, accountOf } from './rates.ts'
import { Refusal } from './refusal.ts'
import type { ShortWay } from './shortWay.ts'

/** A document as open on one socket. */
export interface OpenOnSocket {
  connection: Connection<SyncContext>
  member: Member
  inbox: PresenceInbox
  /** Null: nothing of this document may be applied but by the library. */
  shortWay: ShortWay | null
  /** Null: of drafts. */
  firstState: FirstState | null
}

/**
 * What a client sends, before Hocuspocus sees it. Frames that no honest client sends close the socket; presence on a
 * document that is open goes to its inbox; the rest is passed on.
 */
export class Inbound {
  readonly #socket: HeldSocket
  readonly #client: ReturnType<Hocuspocus['handleConnection']>
  /** Of this connection while nobody knows whose it is, and then of whose it is. */
  readonly #stranger: Allowance
  readonly #accounts: Allowances
  readonly #translate: (frame: Uint8Array) => Uint8Array | null

  /** `translate`: from another protocol; null: there is nothing for us in the frame. */
  constructor(
    socket: HeldSocket,
    client: ReturnType<Hocuspocus['handleConnection']>,
    stranger: Allowance,
    accounts: Allowances,
    translate: (frame: Uint8Array) => Uint8Array | null = frame => frame,
  ) {
    this.#socket = socket
    this.#client = client
    this.#stranger = stranger
    this.#accounts = accounts
    this.#translate = translate
  }

  receive(received: Uint8Array): void {
    if (this.#socket.closed || received.length < 2) return
    try {
      if (!this.#allows(received)) throw new Refusal('tooFast', 'More messages than any person sends.')
      const frame = this.#translate(received)
      if (frame) this.#pass(frame)
    } catch (error) {
      if (error instanceof Refusal) this.#socket.close(error.code, error.reason)
      else this.#socket.refuse('badFrame')
    }
  }

  /** Lets somebody in who cannot ask for it. */
  enter(authentication: Uint8Array): void {
    this.#client.handleMessage(authentication)
  }

  #pass(frame: Uint8Array): void {
    const { address, type, body } = readHead(frame)
    const open = this.#socket.open.get(address)
    switch (type) {
      case FRAME.sync:
      case FRAME.syncReply: {
        const payload = wholeSync(frame, body)
        if (!payload) throw new Refusal('badFrame', 'A sync message of an unknown kind, or cut short.')
        const isFirst = frame[body] === STEP.one && hasNothing(payload)
        if (!isFirst || !this.#answer(address, open))
          this.#passOn(frame, open, frame[body] === STEP.update ? payload : null)
        break
      }
      case FRAME.awareness: {
        if (!open) {
          this.#passOn(frame)
          break
        }
        const decoder = decoding.createDecoder(frame)
        decoder.pos = body
        open.inbox.put(open.connection, open.member, decoding.readVarUint8Array(decoder))
        this.#client.lastMessageReceivedAt = Date.now()
        break
      }
      case FRAME.auth:
      case FRAME.close:
        this.#passOn(frame, open)
        break
      case FRAME.stateless:
      case FRAME.queryAwareness:
        break // nothing here listens to either
      default:
        throw new Refusal('badFrame', `A message of type ${type}.`)
    }
  }

  /**
   * The client has nothing and asks for all, which is encoded once for many: after what it sent before, or when the document is
   * open. False: that is left to the library.
   */
  #answer(address: string, open: OpenOnSocket | undefined): boolean {
    if (!open) return !isDraftsName(documentOf(address)) && this.#socket.ask(address)
    const { connection, firstState, shortWay } = open
    if (!firstState) return false
    const answer = () => void connection.waitForPendingMessages().then(() => firstState.answer(connection))
    if (shortWay) shortWay.put({ update: null, takeLongWay: answer })
    else answer()
    this.#client.lastMessageReceivedAt = Date.now()
    return true
  }

  /** To Hocuspocus, in its order with what needs no Hocuspocus. */
  #passOn(frame: Uint8Array, open?: OpenOnSocket, update: Uint8Array | null = null): void {
    const takeLongWay = () => this.#client.handleMessage(frame)
    if (!open?.shortWay) takeLongWay()
    else {
      this.#client.lastMessageReceivedAt = Date.now()
      open.shortWay.put({ update, takeLongWay })
    }
  }

  #allows(frame: Uint8Array): boolean {
    const [known] = this.#socket.open.values()
    return known ? this.#accounts.take(accountOf(known.member.author), frame.length) : this.#stranger.take(frame.length)
  }
}
