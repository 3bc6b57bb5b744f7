/**
 * The payload of a row of `document_updates`: a run of [u32 little-endian length][V1 update]. No merge is paid on the way
 * in, and one commit is one row.
 */
export function packUpdates(updates: readonly Uint8Array[]): Buffer {
  let size = 0
  for (const update of updates) size += 4 + update.length
  const out = Buffer.allocUnsafe(size)
  let at = 0
  for (const update of updates) {
    out.writeUInt32LE(update.length, at)
    out.set(update, at + 4)
    at += 4 + update.length
  }
  return out
}

export function* unpackUpdates(payload: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
  for (let at = 0; at < payload.length; ) {
    const size = view.getUint32(at, true)
    yield payload.subarray(at + 4, at + 4 + size)
    at += 4 + size
  }
}
