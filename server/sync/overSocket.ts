import type { WebSocket } from 'ws'
import type { RawSocket } from './heldSocket.ts'

/** A socket of `ws`, on which something else than usual is sent. */
export abstract class OverSocket implements RawSocket {
  protected readonly socket: WebSocket

  constructor(socket: WebSocket) {
    this.socket = socket
  }

  abstract send(frame: Uint8Array, done?: () => void): void
  abstract repeat(frame: Uint8Array, times: number): void

  get readyState(): number {
    return this.socket.readyState
  }

  get bufferedAmount(): number {
    return this.socket.bufferedAmount
  }

  pause(): void {
    this.socket.pause()
  }

  close(code?: number, reason?: string): void {
    this.socket.close(code, reason)
  }

  terminate(): void {
    this.socket.terminate()
  }

  once(event: 'close', listener: () => void): void {
    this.socket.once(event, listener)
  }
}
