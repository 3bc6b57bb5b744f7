import * as decoding from 'lib0/decoding'
import { LargeUpdates, type Upload } from './largeUpdates.ts'

/** The part of the Hocuspocus protocol that saving is about: [document][type][...]. */
const FRAME = { sync: 0, syncReply: 4, status: 8 } as const
const STEP = { two: 1, update: 2 } as const

export interface Tally {
  /** Frames sent that the server answers, on this socket. */
  sent: number
  /** How many of them the server answered. */
  answered: number
  /** Answered with "not applied", because we may only read, and not taken since. */
  refused: number
  /** Has this socket carried what we had and the server had not? */
  handshaken: boolean
}

const NONE: Readonly<Tally> = { sent: 0, answered: 0, refused: 0, handshaken: false }

/** Frames of one socket that wait for the server to say that they are durable. */
export const outstanding = ({ sent, answered }: Tally): number => sent - answered

/**
 * Counts, on one socket, what was sent of each document and what the server has answered. The provider's own counter
 * starts again at every reconnect and reaches zero while frames are still on their way, so "Saved" cannot be read off it.
 */
export class FrameTally {
  readonly #documents = new Map<string, Tally>()
  /** Steps that wait for their answers, which come in the order of the frames. */
  readonly #waiting = new Map<string, number[]>()
  readonly #changed: (documentId: string) => void

  constructor(changed: (documentId: string) => void) {
    this.#changed = changed
  }

  of(documentId: string): Readonly<Tally> {
    return this.#documents.get(documentId) ?? NONE
  }

  /**
   * Is it an update from before the handshake of its document on this socket? The handshake carries all of it, and an hour
   * of typing without a network, sent letter by letter, looks like a flood.
   */
  isBeforeHandshake(frame: Uint8Array): boolean {
    const decoder = decoding.createDecoder(frame)
    const documentId = decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type !== FRAME.sync && type !== FRAME.syncReply) return false
    const step = decoding.readVarUint(decoder)
    return step === STEP.update && !this.of(documentId).handshaken
  }

  /** Returns the document when the frame is one that will be answered. */
  sent(frame: Uint8Array): string | null {
    const decoder = decoding.createDecoder(frame)
    const documentId = decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type !== FRAME.sync && type !== FRAME.syncReply) return null
    const step = decoding.readVarUint(decoder)
    if (step !== STEP.two && step !== STEP.update) return null
    const waiting = this.#waiting.get(documentId) ?? []
    this.#waiting.set(documentId, waiting)
    waiting.push(step)
    this.#change(documentId, tally => {
      tally.sent++
      if (step === STEP.two) tally.handshaken = true
    })
    return documentId
  }

  /** Returns the document when the frame is an answer. */
  received(frame: Uint8Array): string | null {
    const decoder = decoding.createDecoder(frame)
    const documentId = decoding.readVarString(decoder)
    if (decoding.readVarUint(decoder) !== FRAME.status) return null
    this.answered(documentId, decoding.readVarUint(decoder) === 1)
    return documentId
  }

  /** The oldest frame of the document that waits is answered. */
  answered(documentId: string, applied: boolean): void {
    const step = this.#waiting.get(documentId)?.shift()
    this.#change(documentId, tally => {
      tally.answered++
      if (!applied) tally.refused++
      // the handshake carries everything that the server has not, what it refused before included
      else if (step === STEP.two) tally.refused = 0
    })
  }

  /** What was not answered is somebody else's matter now. */
  forget(documentId: string): void {
    this.#documents.delete(documentId)
    this.#waiting.delete(documentId)
  }

  #change(documentId: string, change: (tally: Tally) => void): void {
    const tally = { ...this.of(documentId) }
    change(tally)
    this.#documents.set(documentId, tally)
    this.#changed(documentId)
  }
}

export interface CountedSocketEvents {
  /** A new socket begins; told before its first frame. */
  opened: (tally: FrameTally) => void
  changed: (documentId: string) => void
  upload: Upload
  /** The server will not have an update that was too large for the socket. */
  refused: (documentId: string, reason: string) => void
}

/** A WebSocket class whose sockets are counted from the first frame, and which send over HTTP what is too large for them. */
export function countedWebSocket(Base: typeof WebSocket, events: CountedSocketEvents): typeof WebSocket {
  return class CountedWebSocket extends Base {
    readonly #tally: FrameTally = new FrameTally(events.changed)
    readonly #large = new LargeUpdates({
      upload: events.upload,
      put: frame => super.send(new Uint8Array(frame)),
      isOpen: () => this.readyState === Base.OPEN,
      outstanding: documentId => outstanding(this.#tally.of(documentId)),
      answered: (documentId, applied) => this.#tally.answered(documentId, applied),
      refused: events.refused,
    })

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      events.opened(this.#tally)
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (!(data instanceof ArrayBuffer) || data.byteLength < 2) return
        const documentId = this.#tally.received(new Uint8Array(data))
        if (documentId !== null) this.#large.pump(documentId)
      })
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      const frame = data instanceof Uint8Array && data.length > 1 ? data : null
      if (frame && this.#tally.isBeforeHandshake(frame)) return
      const isTaken = frame !== null && this.#large.take(frame)
      if (!isTaken) super.send(data)
      const documentId = frame && this.#tally.sent(frame)
      if (isTaken && documentId !== null) this.#large.pump(documentId)
    }
  }
}
