import type { Decoder } from 'lib0/decoding'
import * as Y from 'yjs'
import { Refusal } from './refusal.ts'

export interface UpdateScan {
  /** Client id -> first clock in the update and the clock after its last. */
  clients: Map<number, { from: number; to: number }>
  /** Client id -> the clock up to which the update must find (or bring) structs of it: what it hangs on and deletes. */
  needs: Map<number, number>
  /** Client id -> the clock after the last hole in the update. */
  holes: Map<number, number>
  structs: readonly Struct[]
  /** Client id -> ranges of clocks that the update deletes. */
  deletes: Deletes
}
type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]
type Deletes = ReadonlyMap<number, readonly { clock: number; len: number }[]>

/** Levels of arrays and objects in one value. Ours have two; what reads values recurses. */
const MOST_LEVELS = 32

/** The input of the decoder that was made last. Yjs makes it, and tells nobody how far it read. */
let lastRead: Decoder | null = null
class WholeUpdate extends Y.UpdateDecoderV1 {
  constructor(decoder: Decoder) {
    super(decoder)
    lastRead = decoder
  }
}

/**
 * Reads what a V1 update brings and what it needs, without applying it. Throws a {@link Refusal} unless the bytes are one
 * whole V1 update and nothing else: a V2 update can pass for a V1 one with bytes left over, and expands to gigabytes
 * when it is taken for what it is. Documents in documents and values nested beyond reason are refused, too.
 */
export function scanUpdate(update: Uint8Array): UpdateScan {
  try {
    const { structs, ds } = Y.decodeUpdateV2(update, WholeUpdate)
    if (lastRead?.pos !== update.length) throw new Error('bytes left over')
    return survey(structs, ds.clients)
  } catch (cause) {
    const refusal = new Refusal('badFrame', 'This is not a Yjs update in format V1; nothing of it was applied.')
    refusal.cause = cause
    throw refusal
  }
}

function survey(structs: readonly Struct[], deletes: Deletes): UpdateScan {
  const scan: UpdateScan = { clients: new Map(), needs: new Map(), holes: new Map(), structs, deletes }
  const { clients, needs, holes } = scan
  const need = (client: number, to: number) => {
    if (to > (needs.get(client) ?? 0)) needs.set(client, to)
  }
  for (const struct of structs) {
    const { client, clock } = struct.id
    const to = clock + struct.length
    if (!Number.isSafeInteger(to)) throw new Error('a clock beyond counting')
    const known = clients.get(client)
    if (known) known.to = to
    else clients.set(client, { from: clock, to })
    if (struct instanceof Y.Skip) holes.set(client, to)
    if (!(struct instanceof Y.Item)) continue
    if (struct.origin) need(struct.origin.client, struct.origin.clock + 1)
    if (struct.rightOrigin) need(struct.rightOrigin.client, struct.rightOrigin.clock + 1)
    if (struct.parent instanceof Y.ID) need(struct.parent.client, struct.parent.clock + 1)
    checkContent(struct.content)
  }
  for (const [client, ranges] of deletes)
    for (const { clock, len } of ranges) {
      // nobody writes it, and Yjs throws in the middle of applying when the clock is not there
      if (len === 0) throw new Error('a deletion of nothing')
      need(client, clock + len)
    }
  return scan
}

function checkContent(content: Y.Item['content']): void {
  if (content instanceof Y.ContentDoc) throw new Error('a document in a document')
  const values =
    content instanceof Y.ContentAny || content instanceof Y.ContentJSON
      ? content.arr
      : content instanceof Y.ContentEmbed
        ? [content.embed]
        : content instanceof Y.ContentFormat
          ? [content.value]
          : []
  for (const value of values) checkLevels(value, MOST_LEVELS)
}

function checkLevels(value: unknown, left: number): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return
  if (left === 0) throw new Error('a value nested beyond reason')
  for (const inner of Object.values(value)) checkLevels(inner, left - 1)
}

/** Client ids under which the update has more than the document, each with the clock after its last. */
export function extendedClients(doc: Y.Doc, { clients }: UpdateScan): Map<number, number> {
  const extended = new Map<number, number>()
  for (const [id, { to }] of clients) if (to > Y.getState(doc.store, id)) extended.set(id, to)
  return extended
}

/** Would something of the update have to wait for what neither it nor the document has? */
export function leavesGap(doc: Y.Doc, { clients, needs, holes }: UpdateScan): boolean {
  const has = (id: number) => Y.getState(doc.store, id)
  for (const [id, { from }] of clients) if (from > has(id)) return true
  for (const [id, to] of holes) if (to > has(id)) return true
  for (const [id, to] of needs) if (to > Math.max(has(id), clients.get(id)?.to ?? 0)) return true
  return false
}

/** Is all of the update in the document? */
export function isPresent(doc: Y.Doc, { clients }: UpdateScan): boolean {
  return [...clients].every(([id, { to }]) => Y.getState(doc.store, id) >= to)
}
