import type { Connection } from '@hocuspocus/server'
import * as Y from 'yjs'
import { forgetPending } from '../../../client/sync/forgetPending.ts'
import type { Member } from '../../../server/sync/contract.ts'
import type { Author } from '../../../shared/core/documents/author.ts'
import { Finding } from '../binding/checks.ts'
import type { Random } from '../binding/random.ts'

/** What a client says to the server about a document, and the server to it. */
export type Up = { kind: 'hello'; vector: Uint8Array } | { kind: 'handshake' | 'update'; update: Uint8Array }
type Down =
  | { kind: 'missing' | 'update'; update: Uint8Array }
  | { kind: 'ask'; vector: Uint8Array }
  | { kind: 'ack' | 'ahead' }

/**
 * The way between one copy of a document and the server: messages wait here until the schedule lets them arrive. Our client
 * sends nothing before the server asked for what it has not; others do (`isHasty`).
 */
export class Link {
  readonly doc: Y.Doc
  readonly member: Member
  readonly #isReader: boolean
  /** The server lost what we only read: it is to be opened anew. */
  onAhead: () => void = () => {}
  readonly #isHasty: boolean
  up: Up[] = []
  down: Down[] = []
  /** Which connection this is; null while there is none. */
  session: object | null = null
  connection!: Connection
  /** Updates that came before the handshake and are acknowledged with it. */
  early = 0
  /** Did the network break the order or repeat something? Then the server may turn the client away. */
  isDisturbed = false
  #isAsked = false
  #outstanding = 0
  /** The clock up to which the header said Saved. */
  saved = 0

  constructor(doc: Y.Doc, author: Author, { isReader = false, isHasty = false } = {}) {
    this.doc = doc
    this.member = { author } as Member
    this.#isReader = isReader
    this.#isHasty = isHasty
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'net' || !this.session || isReader) return
      if (this.#isAsked || this.#isHasty) this.#send({ kind: 'update', update })
    })
  }

  connect(): void {
    if (this.session) return
    this.session = {}
    this.connection = { readOnly: this.#isReader, context: { member: this.member } } as unknown as Connection
    this.up.push({ kind: 'hello', vector: Y.encodeStateVector(this.doc) })
  }

  cut(): void {
    forgetPending(this.doc)
    this.session = null
    this.up = []
    this.down = []
    this.early = 0
    this.isDisturbed = false
    this.#isAsked = false
    this.#outstanding = 0
  }

  /** Is everything written here acknowledged on this connection? */
  get isSaved(): boolean {
    return this.#isReader || (this.#isAsked && this.#outstanding === 0)
  }

  #send(message: Up): void {
    this.up.push(message)
    this.#outstanding++
  }

  /** The next message of the server arrives. Receiving writes nothing. */
  receive(): void {
    const message = this.down.shift()
    switch (message?.kind) {
      case 'missing':
      case 'update':
        this.#apply(message.update)
        return
      case 'ask':
        this.#isAsked = true
        // a reader's is never acknowledged
        this.up.push({ kind: 'handshake', update: Y.encodeStateAsUpdate(this.doc, message.vector) })
        if (!this.#isReader) this.#outstanding++
        return
      case 'ahead':
        this.onAhead()
        return
      case 'ack':
        this.#outstanding--
        if (this.isSaved) this.saved = Y.getState(this.doc.store, this.doc.clientID)
    }
  }

  #apply(update: Uint8Array): void {
    const clock = Y.getState(this.doc.store, this.doc.clientID)
    Y.applyUpdate(this.doc, update, 'net')
    // Yjs itself deletes marks of emphasis that two people made at once and one of which does nothing; it adds nothing
    if (Y.getState(this.doc.store, this.doc.clientID) > clock)
      throw new Finding(`client ${this.doc.clientID} wrote when it received something`)
  }

  /** The network sends something twice. */
  repeat(way: 'up' | 'down', random: Random): void {
    if (way === 'up') {
      const updates = this.up.filter(message => message.kind === 'update')
      if (updates.length === 0) return
      this.up.push(random.pick(updates))
      this.#outstanding++
    } else {
      const updates = this.down.filter(message => message.kind === 'update')
      if (updates.length > 0) this.down.push(random.pick(updates))
    }
  }

  /** The network changes the order of two updates. */
  reorder(way: 'up' | 'down', random: Random): void {
    const queue: (Up | Down)[] = this[way]
    const places = queue.flatMap((message, i) => (message.kind === 'update' ? [i] : []))
    if (places.length < 2) return
    const i = places[random.below(places.length - 1)] ?? 0
    const [first, second] = [queue[i], queue[i + 1]]
    if (!first || second?.kind !== 'update') return
    queue.splice(i, 2, second, first)
    if (way === 'up') this.isDisturbed = true
  }
}
