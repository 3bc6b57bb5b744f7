import type { Connection, Document } from '@hocuspocus/server'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { STEP } from './checkSync.ts'
import { FRAME } from './frame.ts'

/** Milliseconds for which what was encoded is kept for the next who joins. */
const KEPT = 1_000
/** What may be written meanwhile and is sent behind it; beyond that all of it is encoded anew. */
const MOST_SINCE = { updates: 200, bytes: 256 * 1024 }

/** Does this state vector say that its client has nothing? */
export const hasNothing = (stateVector: Uint8Array): boolean => stateVector.length === 1 && stateVector[0] === 0

/**
 * All of a document for those who have nothing of it, encoded once for all who join within a moment: a room full of people
 * that comes back after a restart asks at once, and encoding a long script takes longer than sending it.
 */
export class FirstState {
  readonly #document: Document
  /** The frame of the state for the address that asked last; the state is its end. */
  #kept: { length: number; address: string; frame: Uint8Array } | null = null
  /** What was written since. */
  #since: Uint8Array[] = []
  #sinceBytes = 0

  constructor(document: Document) {
    this.#document = document
    document.on('update', (update: Uint8Array) => {
      if (!this.#kept) return
      this.#since.push(update)
      this.#sinceBytes += update.length
      if (this.#since.length > MOST_SINCE.updates || this.#sinceBytes > MOST_SINCE.bytes) this.#forget()
    })
  }

  /** Answers a SyncStep1 of a client that has nothing, as the library would: what has it, and all that it has not. */
  answer(connection: Connection): void {
    const address = connection.messageAddress
    connection.send(syncFrame(address, STEP.one, Y.encodeStateVector(this.#document)))
    connection.send(this.#frameFor(address))
    const [first, ...more] = this.#since
    if (first) connection.send(syncFrame(address, STEP.update, more.length > 0 ? Y.mergeUpdates(this.#since) : first))
  }

  encode(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#document)
  }

  #frameFor(address: string): Uint8Array {
    if (!this.#kept) {
      const state = this.encode()
      this.#kept = { length: state.length, address, frame: syncFrame(address, STEP.two, state) }
      setTimeout(() => this.#forget(), KEPT).unref()
    } else if (this.#kept.address !== address) {
      const { length, frame } = this.#kept
      this.#kept = { length, address, frame: syncFrame(address, STEP.two, frame.subarray(-length)) }
    }
    return this.#kept.frame
  }

  #forget(): void {
    this.#kept = null
    this.#since = []
    this.#sinceBytes = 0
  }
}

function syncFrame(address: string, step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, address)
  encoding.writeVarUint(encoder, FRAME.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}
