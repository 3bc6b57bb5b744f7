import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/** A client that speaks the protocol by hand, so that it can say what no honest client says. */
export interface Wire {
  socket: WebSocket
  /** Everything the server broadcast or answered, applied. */
  doc: Y.Doc
  acks: { applied: number; refused: number }
  authenticated: string[]
  denied: string[]
  /** Code and reason, once the server has closed the socket. */
  closed: { code: number; reason: string } | null
  awareness: Map<number, Record<string, unknown> | null>
  frame(type: number, ...parts: (number | string | Uint8Array)[]): Uint8Array
  send(type: number, ...parts: (number | string | Uint8Array)[]): void
  raw(bytes: Uint8Array | string): void
  /** Says who it is and asks for everything. */
  hello(): Promise<Wire>
  /** Resolves when everything sent so far has been handled: the server answers in order. */
  handled(): Promise<void>
}

export async function openWire(
  url: string,
  documentId: string,
  token: string,
  headers: Record<string, string> = {},
): Promise<Wire> {
  const socket = new WebSocket(url, { perMessageDeflate: false, headers })
  socket.on('error', () => {})
  const doc = new Y.Doc()
  /** Those who wait for the answer to a SyncStep1. */
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = []
  const nextAnswer = () =>
    new Promise<void>((resolve, reject) => {
      if (wire.closed) reject(new Error(`The server closed with ${wire.closed.code} ${wire.closed.reason}.`))
      else waiting.push({ resolve, reject })
    })
  const wire: Wire = {
    socket,
    doc,
    acks: { applied: 0, refused: 0 },
    authenticated: [],
    denied: [],
    closed: null,
    awareness: new Map(),
    frame(type, ...parts) {
      const encoder = encoding.createEncoder()
      encoding.writeVarString(encoder, documentId)
      encoding.writeVarUint(encoder, type)
      for (const part of parts)
        if (typeof part === 'number') encoding.writeVarUint(encoder, part)
        else if (typeof part === 'string') encoding.writeVarString(encoder, part)
        else encoding.writeVarUint8Array(encoder, part)
      return encoding.toUint8Array(encoder)
    },
    send(type, ...parts) {
      socket.send(wire.frame(type, ...parts))
    },
    raw(bytes) {
      socket.send(bytes)
    },
    async hello() {
      wire.send(2, 0, token)
      wire.send(0, 0, Y.encodeStateVector(doc))
      await nextAnswer()
      return wire
    },
    async handled() {
      wire.send(0, 0, Y.encodeStateVector(doc))
      await nextAnswer()
    },
  }
  socket.on('close', (code, reason) => {
    wire.closed = { code, reason: reason.toString() }
    for (const { reject } of waiting.splice(0)) reject(new Error(`The server closed with ${code} ${reason}.`))
  })
  socket.on('message', (data: Buffer) => {
    if (receive(wire, new Uint8Array(data))) waiting.shift()?.resolve()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
    socket.once('unexpected-response', (_request, response) => reject(new Error(`HTTP ${response.statusCode}`)))
  })
  return wire
}

/** True for a SyncStep2, the answer to our SyncStep1. */
function receive(wire: Wire, frame: Uint8Array): boolean {
  const decoder = decoding.createDecoder(frame)
  decoding.readVarString(decoder)
  const type = decoding.readVarUint(decoder)
  if (type === 0 || type === 4) {
    const step = decoding.readVarUint(decoder)
    if (step > 0) Y.applyUpdate(wire.doc, decoding.readVarUint8Array(decoder))
    return step === 1
  } else if (type === 1) {
    const states = decoding.createDecoder(decoding.readVarUint8Array(decoder))
    for (let left = decoding.readVarUint(states); left > 0; left--) {
      const client = decoding.readVarUint(states)
      decoding.readVarUint(states)
      wire.awareness.set(client, JSON.parse(decoding.readVarString(states)))
    }
  } else if (type === 2) {
    const kind = decoding.readVarUint(decoder)
    if (kind === 1) wire.denied.push(decoding.readVarString(decoder))
    if (kind === 2) wire.authenticated.push(decoding.readVarString(decoder))
  } else if (type === 8) wire.acks[decoding.readVarUint(decoder) === 1 ? 'applied' : 'refused']++
  return false
}

/** The update that `edit` makes under a client id of one's choice, on top of `base`. */
export function updateBy(clientId: number, edit: (doc: Y.Doc) => void, base?: Y.Doc): Uint8Array {
  const doc = new Y.Doc()
  if (base) Y.applyUpdate(doc, Y.encodeStateAsUpdate(base))
  doc.clientID = clientId
  const before = Y.encodeStateVector(doc)
  doc.transact(() => edit(doc))
  return Y.encodeStateAsUpdate(doc, before)
}

/** One entry of an awareness update. */
export function presence(clientId: number, clock: number, state: unknown): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, clientId)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, typeof state === 'string' ? state : JSON.stringify(state))
  return encoding.toUint8Array(encoder)
}

/** The second of two updates of client 9: it waits for the first. */
export function laterUpdate(): Uint8Array {
  const first = new Y.Doc()
  first.clientID = 9
  first.getText('t').insert(0, 'a'.repeat(50))
  return updateBy(9, doc => doc.getText('t').insert(50, 'b'), first)
}

/** Deletes the text that client 5 wrote. */
export function deletion(): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(
    doc,
    updateBy(5, d => d.getText('t').insert(0, 'kept')),
  )
  const before = Y.encodeStateVector(doc)
  doc.getText('t').delete(0, 4)
  return Y.encodeStateAsUpdate(doc, before)
}

/** A whole V1 update, in which a letter claims to be a child of another letter: it can be read, and not be applied. */
export function impossibleUpdate(clientId: number, parent: { client: number; clock: number }): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const n of [1, 1, clientId, 0]) encoding.writeVarUint(encoder, n)
  encoding.writeUint8(encoder, 4) // a string, without neighbours, so with a parent
  encoding.writeVarUint(encoder, 0) // which is an item
  encoding.writeVarUint(encoder, parent.client)
  encoding.writeVarUint(encoder, parent.clock)
  encoding.writeVarString(encoder, 'x')
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}
