import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** Message types of the Hocuspocus protocol: [address][type][...]. */
export const FRAME = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  close: 7,
  syncStatus: 8,
  pong: 10,
} as const

export interface FrameHead {
  /** Document name, with a session id after a NUL for clients that multiplex. */
  address: string
  type: number
  /** Offset of what follows the type. */
  body: number
}

/** The same without the address: nobody needs to read whose a frame is that goes to many. */
export function skipHead(frame: Uint8Array): Omit<FrameHead, 'address'> {
  const decoder = decoding.createDecoder(frame)
  const length = decoding.readVarUint(decoder)
  decoder.pos += length
  const type = decoding.readVarUint(decoder)
  return { type, body: decoder.pos }
}

/** Throws when the bytes do not start as a frame does. */
export function readHead(frame: Uint8Array): FrameHead {
  const decoder = decoding.createDecoder(frame)
  const address = decoding.readVarString(decoder)
  const type = decoding.readVarUint(decoder)
  return { address, type, body: decoder.pos }
}

export const documentOf = (address: string): string => {
  const end = address.indexOf('\0')
  return end < 0 ? address : address.slice(0, end)
}

/** Tells a client that one more of its updates was taken. */
export function acknowledgement(address: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, address)
  encoding.writeVarUint(encoder, FRAME.syncStatus)
  encoding.writeVarUint(encoder, 1)
  return encoding.toUint8Array(encoder)
}

/** Tells a connected client what it may do from now on. */
export function scopeFrame(address: string, readOnly: boolean): Uint8Array {
  const AUTHENTICATED = 2
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, address)
  encoding.writeVarUint(encoder, FRAME.auth)
  encoding.writeVarUint(encoder, AUTHENTICATED)
  encoding.writeVarString(encoder, readOnly ? 'readonly' : 'read-write')
  return encoding.toUint8Array(encoder)
}

/** The payload of a sync frame; null unless it holds a known step and the whole of it. */
export function wholeSync(frame: Uint8Array, body: number): Uint8Array | null {
  const decoder = decoding.createDecoder(frame)
  decoder.pos = body
  const step = decoding.readVarUint(decoder)
  if (step > 2) return null
  const length = decoding.readVarUint(decoder)
  return decoder.pos + length === frame.length ? frame.subarray(decoder.pos) : null
}
