import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { MOST_FRAME_BYTES } from '../../shared/core/documents/limits.ts'

/** The part of the Hocuspocus protocol that carries updates: [document][type][step][update]. */
const TYPE = { sync: 0, syncReply: 4 } as const
const STEP = { two: 1, update: 2 } as const
/** A V1 update in which nothing is. */
const EMPTY_UPDATE = Uint8Array.of(0, 0)
/** Milliseconds before the first and at most between attempts to send a large update. */
const RETRY = { first: 500, most: 10_000 }

/** What the server says to a large update: it is durable; ask again later; the document is locked; no, and why (a reason of a close code). */
export type UploadAnswer = 'durable' | 'later' | 'locked' | { refused: string }
export type Upload = (documentId: string, update: Uint8Array) => Promise<UploadAnswer>

export interface LargeUpdatesEnvironment {
  upload: Upload
  /** Puts a frame on the socket. */
  put: (frame: Uint8Array) => void
  isOpen: () => boolean
  /** Frames of this document that were sent or wait here, and that the server has not answered. */
  outstanding: (documentId: string) => number
  /** The oldest frame that waits is answered. */
  answered: (documentId: string, applied: boolean) => void
  refused: (documentId: string, reason: string) => void
}

interface UpdateFrame {
  frame: Uint8Array
  address: string
  type: number
  step: number
  update: Uint8Array
}

/**
 * Updates of one socket that are too large for it: they go over HTTP. Updates follow each other, so whatever comes after
 * a large one waits here until that one is durable, and a large one waits until what it follows is.
 */
export class LargeUpdates {
  readonly #environment: LargeUpdatesEnvironment
  readonly #waiting = new Map<string, UpdateFrame[]>()
  readonly #uploading = new Set<string>()
  readonly #failures = new Map<string, number>()

  constructor(environment: LargeUpdatesEnvironment) {
    this.#environment = environment
  }

  /** True: the frame is taken care of. False: it is to be put on the socket as it is. */
  take(frame: Uint8Array): boolean {
    if (frame.length <= MOST_FRAME_BYTES && this.#waiting.size === 0) return false
    const read = readUpdateFrame(frame)
    if (!read) return false
    const waiting = this.#waiting.get(read.address)
    if (waiting) waiting.push(read)
    else if (frame.length > MOST_FRAME_BYTES) this.#waiting.set(read.address, [read])
    else return false
    return true
  }

  /** Something may go on: a frame was taken or answered. */
  pump(documentId: string): void {
    const waiting = this.#waiting.get(documentId)
    if (!waiting || this.#uploading.has(documentId) || !this.#environment.isOpen()) return
    for (let next = waiting[0]; next && next.frame.length <= MOST_FRAME_BYTES; next = waiting[0]) {
      waiting.shift()
      this.#environment.put(next.frame)
    }
    const [large] = waiting
    if (!large) this.#waiting.delete(documentId)
    else if (this.#environment.outstanding(documentId) === waiting.length) void this.#send(documentId, large)
  }

  async #send(documentId: string, large: UpdateFrame): Promise<void> {
    this.#uploading.add(documentId)
    const answer = await this.#environment.upload(documentId, large.update)
    this.#uploading.delete(documentId)
    if (!this.#environment.isOpen()) return // the next socket's handshake carries what is missing
    if (answer === 'later') {
      const failures = this.#failures.get(documentId) ?? 0
      this.#failures.set(documentId, failures + 1)
      setTimeout(() => this.pump(documentId), Math.min(RETRY.most, RETRY.first * 2 ** failures))
    } else if (answer === 'durable' || answer === 'locked') {
      this.#failures.delete(documentId)
      this.#waiting.get(documentId)?.shift()
      // the server counts on a second step of each handshake; its answer is that of the large one
      if (answer === 'durable' && large.step === STEP.two)
        this.#environment.put(frameOf({ ...large, update: EMPTY_UPDATE }))
      else this.#environment.answered(documentId, answer === 'durable')
      this.pump(documentId)
    } else this.#environment.refused(documentId, answer.refused)
  }
}

function readUpdateFrame(frame: Uint8Array): UpdateFrame | null {
  const decoder = decoding.createDecoder(frame)
  const address = decoding.readVarString(decoder)
  const type = decoding.readVarUint(decoder)
  if (type !== TYPE.sync && type !== TYPE.syncReply) return null
  const step = decoding.readVarUint(decoder)
  if (step !== STEP.two && step !== STEP.update) return null
  return { frame, address, type, step, update: decoding.readVarUint8Array(decoder) }
}

function frameOf({ address, type, step, update }: Omit<UpdateFrame, 'frame'>): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, address)
  encoding.writeVarUint(encoder, type)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}
