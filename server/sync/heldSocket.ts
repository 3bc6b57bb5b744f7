import type { WebSocketLike } from '@hocuspocus/server'
import { WebSocket } from 'ws'
import { CLOSE, type CloseName } from '../../shared/core/closeCodes.ts'
import type { Verdict } from './checkSync.ts'
import type { AckSink } from './documentLog.ts'
import { documentOf, FRAME, readHead, skipHead } from './frame.ts'
import type { OpenOnSocket } from './inbound.ts'

/**
 * Bytes that may wait for a reader that does not read, besides the first state of each document. Beyond it the socket is
 * cut; an honest client reconnects and asks for what it missed.
 */
const MOST_BUFFERED = 8 * 1024 * 1024
/** The status of an acknowledgement that says that the update was taken. */
const APPLIED = 1
const NOT_APPLIED = 0
const STEP_TWO = 1
/** Milliseconds that a peer has to answer a close. */
const CLOSE_PATIENCE = 1000
/** Documents of which a client may have asked for all before they are open. */
const MOST_ASKED = 500

/** What is used of a socket of `ws`. */
export interface RawSocket {
  readonly readyState: number
  readonly bufferedAmount: number
  send(frame: Uint8Array, done?: () => void): void
  /** Sends the same so many times. */
  repeat(frame: Uint8Array, times: number): void
  pause(): void
  close(code?: number, reason?: string): void
  terminate(): void
  once(event: 'close', listener: () => void): unknown
}

/** The frame that was last looked at and passed on as it is: a broadcast brings the same one to every socket. */
let plain: Uint8Array | null = null
const PLAIN = { type: FRAME.awareness, body: 0 } as const

/**
 * The socket that Hocuspocus sees. Acknowledgements do not leave through `send`: they are handed to the document's log,
 * which lets them go when what they acknowledge is durable. Closing closes the real socket, with our code.
 */
export class HeldSocket implements WebSocketLike, AckSink {
  readonly #socket: RawSocket
  readonly #hold: (documentId: string, to: AckSink, frame: Uint8Array) => void
  readonly #onRefused: (reason: string) => void
  readonly #expected = new Map<string, () => Verdict>()
  /** Address -> acknowledgements that wait for what their updates follow. */
  readonly #early = new Map<string, Uint8Array[]>()
  /** Addresses whose first state was sent, and how much of these states is still on its way. */
  readonly #stated = new Set<string>()
  #statesBuffered = 0
  /** Addresses that are asked for and not open yet. */
  readonly #asked = new Set<string>()
  #closed = false
  /** Address (document name, with a session for clients that multiplex) -> the document as open on this socket. */
  readonly open = new Map<string, OpenOnSocket>()
  /** Called once, when either side ends the connection. */
  onClosed: (code: number, reason: string) => void = () => {}

  /** `onRefused` hears why we close it, not why the other side does. */
  constructor(
    socket: RawSocket,
    hold: (documentId: string, to: AckSink, frame: Uint8Array) => void,
    onRefused: (reason: string) => void = () => {},
  ) {
    this.#socket = socket
    this.#hold = hold
    this.#onRefused = onRefused
  }

  get readyState(): number {
    return this.#closed ? WebSocket.CLOSED : this.#socket.readyState
  }

  get closed(): boolean {
    return this.#closed
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (!(data instanceof Uint8Array)) throw new TypeError('Frames are bytes.')
    const { type, body } = data === plain ? PLAIN : skipHead(data)
    if (type === FRAME.syncStatus) this.#acknowledge(readHead(data).address, data, body)
    else if ((type === FRAME.sync || type === FRAME.syncReply) && data[body] === STEP_TWO)
      this.#sendState(readHead(data).address, data)
    else {
      plain = data
      this.write(data, 1)
    }
  }

  /** What must be true before the next acknowledgement to this address may leave. */
  expect(address: string, verdict: () => Verdict): void {
    this.#expected.set(address, verdict)
  }

  /**
   * A client that has nothing of the document asks for all of it. Until it is open, this is remembered; false: too much is.
   */
  ask(address: string): boolean {
    if (this.#asked.size >= MOST_ASKED) return false
    this.#asked.add(address)
    return true
  }

  /** Did it ask for all of it? */
  takeAsked(address: string): boolean {
    return this.#asked.delete(address)
  }

  /** The document is no longer open here: nothing that waited for it counts when it is opened again. */
  forget(address: string): void {
    this.open.delete(address)
    this.#asked.delete(address)
    this.#expected.delete(address)
    this.#early.delete(address)
  }

  write(frame: Uint8Array, times: number): void {
    if (!this.#mayWrite()) return
    if (times === 1) this.#socket.send(frame)
    else this.#socket.repeat(frame, times)
  }

  #acknowledge(address: string, frame: Uint8Array, body: number): void {
    const isApplied = frame[body] === APPLIED
    // what the library did not apply says so itself
    const verdict = isApplied ? (this.#expected.get(address)?.() ?? 'applied') : 'applied'
    const ack = verdict === 'locked' ? notApplied(frame, body) : frame
    const early = this.#early.get(address) ?? []
    if (verdict === 'refused') this.refuse('badFrame')
    else if (verdict === 'early') this.#early.set(address, [...early, ack])
    else {
      this.#early.delete(address)
      // the log is looked up for each acknowledgement: the document may have been unloaded and loaded again meanwhile;
      // one that says "not applied" says the same of what came early, for that was not applied either
      for (const one of [...early.map(() => ack), ack]) this.#hold(documentOf(address), this, one)
    }
  }

  /** A document may be larger than any buffer: its first state goes out whatever its size, but only once. */
  #sendState(address: string, frame: Uint8Array): void {
    if (!this.#mayWrite()) return
    const isFirst = !this.#stated.has(address)
    this.#stated.add(address)
    if (isFirst) this.#statesBuffered += frame.length
    this.#socket.send(frame, () => {
      if (isFirst) this.#statesBuffered -= frame.length
    })
  }

  #mayWrite(): boolean {
    if (this.#closed || this.#socket.readyState !== WebSocket.OPEN) return false
    if (this.#socket.bufferedAmount - this.#statesBuffered <= MOST_BUFFERED) return true
    this.#onRefused('reader stalled')
    this.ended(CLOSE.tooFast.code, 'reader stalled')
    this.#socket.terminate()
    return false
  }

  /** Reads nothing of it until it is closed. */
  pause(): void {
    this.#socket.pause()
  }

  refuse(close: CloseName): void {
    this.close(CLOSE[close].code, CLOSE[close].reason)
  }

  close(code?: number, reason?: string): void {
    if (this.#closed) return
    this.#onRefused(reason ?? '')
    this.ended(code ?? 1000, reason ?? '')
    this.#socket.close(code, reason)
    const impatience = setTimeout(() => this.#socket.terminate(), CLOSE_PATIENCE)
    this.#socket.once('close', () => clearTimeout(impatience))
  }

  /** From now on nothing is sent, and whoever feeds messages in must stop. */
  ended(code: number, reason: string): void {
    if (this.#closed) return
    this.#closed = true
    this.onClosed(code, reason)
  }
}

function notApplied(frame: Uint8Array, body: number): Uint8Array {
  const refusal = frame.slice()
  refusal[body] = NOT_APPLIED
  return refusal
}
