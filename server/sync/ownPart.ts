import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { extendedClients, scanUpdate, type UpdateScan } from './updateScan.ts'

/**
 * Takes out of a V1 update what it would add under client ids that are not `isOwn`, and what it would delete of `kept`, in its
 * own bytes. Returns what is left. What the document has already stays.
 */
export function keepOwnPart(
  payload: Uint8Array,
  scan: UpdateScan,
  document: Y.Doc,
  isOwn: (clientId: number) => boolean,
  kept: readonly Y.Item[],
): UpdateScan {
  const others = [...extendedClients(document, scan).keys()].filter(id => !isOwn(id))
  if (others.length === 0 && kept.length === 0) return scan
  const part = encodeWithout({ ...scan, deletes: withoutItems(scan.deletes, kept) }, new Set(others))
  // the library reads the same bytes after us, and stops where the update ends
  payload.fill(0)
  if (part.length > payload.length) return scanUpdate(new Uint8Array(2))
  payload.set(part)
  return scanUpdate(part)
}

function withoutItems(deletes: UpdateScan['deletes'], kept: readonly Y.Item[]): UpdateScan['deletes'] {
  const left = new Map<number, { clock: number; len: number }[]>()
  for (const [client, ranges] of deletes) {
    const stay = kept.filter(({ id }) => id.client === client).sort((a, b) => a.id.clock - b.id.clock)
    const parts: { clock: number; len: number }[] = []
    for (const { clock, len } of ranges) {
      let from = clock
      for (const { id, length } of stay) {
        if (id.clock + length <= from || id.clock >= clock + len) continue
        if (id.clock > from) parts.push({ clock: from, len: id.clock - from })
        from = id.clock + length
      }
      if (from < clock + len) parts.push({ clock: from, len: clock + len - from })
    }
    if (parts.length > 0) left.set(client, parts)
  }
  return left
}

function encodeWithout({ structs, deletes }: UpdateScan, without: ReadonlySet<number>): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const { restEncoder } = encoder
  const byClient = Map.groupBy(
    structs.filter(({ id }) => !without.has(id.client)),
    ({ id }) => id.client,
  )
  encoding.writeVarUint(restEncoder, byClient.size)
  for (const [client, list] of [...byClient].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(restEncoder, list.length)
    encoder.writeClient(client)
    encoding.writeVarUint(restEncoder, list[0]?.id.clock ?? 0)
    for (const struct of list) struct.write(encoder, 0)
  }
  encoding.writeVarUint(restEncoder, deletes.size)
  for (const [client, ranges] of deletes) {
    encoder.resetDsCurVal()
    encoding.writeVarUint(restEncoder, client)
    encoding.writeVarUint(restEncoder, ranges.length)
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(len)
    }
  }
  return encoder.toUint8Array()
}
