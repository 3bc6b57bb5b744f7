import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TabSocket } from './tabSocket.ts'

/** Sockets of a server that dies again and again: each opens and is closed soon after. */
class DyingSocket extends EventTarget {
  static made = 0
  readonly readyState = 3
  binaryType = 'arraybuffer'
  constructor() {
    super()
    DyingSocket.made++
    setTimeout(() => this.dispatchEvent(new Event('open')), 1)
    setTimeout(() => this.dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '' })), 5)
  }
  close(): void {}
  send(): void {}
}

beforeEach(() => {
  vi.useFakeTimers()
  DyingSocket.made = 0
})
afterEach(() => {
  vi.useRealTimers()
})

function tabSocket(): TabSocket {
  return new TabSocket(
    {
      url: 'ws://127.0.0.1:9/sync',
      WebSocket: DyingSocket as unknown as typeof WebSocket,
      token: async () => '',
      upload: async () => 'later',
      readState: async () => null,
      drafts: () => ({ of: async () => [], add: async () => {}, remove: async () => {} }),
      retry: { first: 20, most: 200 },
    },
    { counted: () => {}, lost: () => {}, connected: () => {}, refused: () => {}, ended: () => {} },
  )
}

test('a socket tries again and again, and never after it was destroyed, whenever that was', async () => {
  for (let wait = 0; wait <= 60; wait += 3) {
    const socket = tabSocket()
    const before = DyingSocket.made
    await vi.advanceTimersByTimeAsync(wait)
    socket.destroy()
    // an attempt that had begun may still be made
    await vi.advanceTimersByTimeAsync(1_000)
    const after = DyingSocket.made
    await vi.advanceTimersByTimeAsync(60_000)
    expect(DyingSocket.made, `destroyed after ${wait} ms`).toBe(after)
    expect(after - before).toBeLessThan(5)
  }
  const left = tabSocket()
  await vi.advanceTimersByTimeAsync(2_000)
  const tries = DyingSocket.made
  await vi.advanceTimersByTimeAsync(2_000)
  expect(DyingSocket.made).toBeGreaterThan(tries)
  left.destroy()
})
