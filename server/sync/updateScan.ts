import type { Decoder } from 'lib0/decoding'
import * as Y from 'yjs'
import { Refusal } from './refusal.ts'

export interface UpdateScan {
  /** Client id -> first clock in the update and the clock after its last. */
  clients: Map<number, { from: number; to: number }>
}

/**
 * Reads which client ids a V1 update extends, without applying it. Throws a {@link Refusal} unless the bytes are one
 * whole V1 update and nothing else: a V2 update can pass for a V1 one with bytes left over, and expands to gigabytes
 * when it is taken for what it is.
 */
export function scanUpdate(update: Uint8Array): UpdateScan {
  let input: Decoder | undefined
  class WholeUpdate extends Y.UpdateDecoderV1 {
    constructor(decoder: Decoder) {
      super(decoder)
      input = decoder
    }
  }
  const clients: UpdateScan['clients'] = new Map()
  try {
    for (const { id, length } of Y.decodeUpdateV2(update, WholeUpdate).structs) {
      const known = clients.get(id.client)
      if (known) known.to = id.clock + length
      else clients.set(id.client, { from: id.clock, to: id.clock + length })
    }
  } catch (cause) {
    throw malformed(cause)
  }
  if (input === undefined || input.pos !== update.length) throw malformed(undefined)
  return { clients }
}

const malformed = (cause: unknown): Refusal => {
  const refusal = new Refusal('badFrame', 'This is not a Yjs update in format V1; nothing of it was applied.')
  refusal.cause = cause
  return refusal
}

/** Client ids under which the update has more than the document, each with the clock after its last. */
export function extendedClients(doc: Y.Doc, { clients }: UpdateScan): Map<number, number> {
  const extended = new Map<number, number>()
  for (const [id, { to }] of clients) if (to > Y.getState(doc.store, id)) extended.set(id, to)
  return extended
}

/** Does the update leave a hole after what the document has of one of its clients? */
export function leavesGap(doc: Y.Doc, { clients }: UpdateScan): boolean {
  return [...clients].some(([id, { from }]) => from > Y.getState(doc.store, id))
}

/** Is all of the update in the document, or waiting in it for what it follows? */
export function isPresent(doc: Y.Doc, { clients }: UpdateScan): boolean {
  if (doc.store.pendingStructs) return true
  return [...clients].every(([id, { to }]) => Y.getState(doc.store, id) >= to)
}
