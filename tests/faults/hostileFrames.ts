import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { Random } from '../fuzz/binding/random.ts'
import { impossibleUpdate, laterUpdate, presence, updateBy, type Wire } from '../integration/sync/wire.ts'

/** A frame that no honest client sends, and, when it is one that gets an answer, whether its update may be taken. */
export interface HostileFrame {
  kind: string
  bytes: Uint8Array
  /** Null: it is no sync update. False: to acknowledge it is a fault. */
  mayBeTaken: boolean | null
}

/** Client ids are small: an attacker makes them up, and those of honest clients are random. */
const clientId = (random: Random): number => 100 + random.below(1_000_000)

function honestUpdate(random: Random, doc: Y.Doc): Uint8Array {
  return updateBy(
    clientId(random),
    copy => {
      const text = copy.getText('t')
      if (text.length > 4 && random.chance(0.3)) text.delete(random.below(text.length - 2), 2)
      else if (random.chance(0.3)) copy.getMap('m').set(`k${random.below(9)}`, { n: random.below(99), s: 'word' })
      else text.insert(random.below(text.length + 1), 'words')
    },
    doc,
  )
}

/** Some bytes of it are others, or gone, or doubled. */
function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  const out = [...bytes]
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(Math.max(1, out.length))
    const luck = random.next()
    if (luck < 0.5) out[at] = random.below(256)
    else if (luck < 0.65) out[at] = (out[at] ?? 0) ^ (1 << random.below(8))
    else if (luck < 0.8) out.splice(at, 1 + random.below(4))
    else if (luck < 0.9) out.splice(at, 0, ...Array.from({ length: 1 + random.below(4) }, () => random.below(256)))
    else out.splice(at)
  }
  return Uint8Array.from(out)
}

/** What Yjs itself makes of it, on a copy: read to the end, nothing thrown, nothing left waiting. */
function canBeTaken(doc: Y.Doc, update: Uint8Array): boolean {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  try {
    const { structs } = Y.decodeUpdate(update)
    Y.applyUpdate(copy, update)
    const isAllThere = structs.every(({ id, length }) => Y.getState(copy.store, id.client) >= id.clock + length)
    return isAllThere && copy.store.pendingStructs === null && copy.store.pendingDs === null
  } catch {
    return false
  } finally {
    copy.destroy()
  }
}

/** The same of a whole frame: null when it is one that gets no answer. */
export function judge(doc: Y.Doc, frame: Uint8Array): boolean | null {
  try {
    const decoder = decoding.createDecoder(frame)
    decoding.readVarString(decoder)
    if (decoding.readVarUint(decoder) !== 0) return null
    const step = decoding.readVarUint(decoder)
    return step === 0 ? null : step < 3 && canBeTaken(doc, decoding.readVarUint8Array(decoder))
  } catch {
    return false
  }
}

/** Deletes a letter that nobody has. */
function deletionOfNothing(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 40
  doc.getText('t').insert(0, 'gone')
  const before = Y.encodeStateVector(doc)
  doc.getText('t').delete(0, 4)
  return Y.encodeStateAsUpdate(doc, before)
}

function chain(levels: number): (doc: Y.Doc) => void {
  return doc => {
    let map = doc.getMap('chain')
    for (let level = 0; level < levels; level++) {
      const inner = new Y.Map<unknown>()
      map.set('next', inner)
      map = inner
    }
  }
}

/** Made once: building a thousand levels costs more than refusing them. */
const BOMBS = [updateBy(60, chain(1000)), updateBy(61, doc => doc.getMap('m').set('k', new Y.Doc()))]

type Make = (random: Random, wire: Wire) => Pick<HostileFrame, 'bytes' | 'mayBeTaken'>

const bad =
  (update: (random: Random, wire: Wire) => Uint8Array): Make =>
  (random, wire) => ({
    bytes: wire.frame(0, 2, update(random, wire)),
    mayBeTaken: false,
  })
const other =
  (frame: (random: Random, wire: Wire) => Uint8Array): Make =>
  (random, wire) => ({
    bytes: frame(random, wire),
    mayBeTaken: null,
  })

const KINDS: [kind: string, weight: number, make: Make][] = [
  [
    'a mutated update',
    10,
    (random, wire) => {
      const update = mutate(honestUpdate(random, wire.doc), random)
      return { bytes: wire.frame(0, 2, update), mayBeTaken: canBeTaken(wire.doc, update) }
    },
  ],
  [
    'a mutated sync message',
    4,
    (random, wire) => {
      const frame = wire.frame(0, 2, honestUpdate(random, wire.doc))
      const body = 2 + (frame[0] ?? 0)
      // the head stays: it is what makes the server look at the rest
      const bytes = Uint8Array.from([...frame.subarray(0, body), ...mutate(frame.slice(body), random)])
      return { bytes, mayBeTaken: judge(wire.doc, bytes) }
    },
  ],
  ['a V2 update', 2, bad((random, wire) => Y.convertUpdateFormatV1ToV2(honestUpdate(random, wire.doc)))],
  ['a clock gap', 2, bad(laterUpdate)],
  ['a deletion of nothing', 1, bad(deletionOfNothing)],
  ['a circle', 1, bad(random => ((id: number) => impossibleUpdate(id, { client: id, clock: 0 }))(clientId(random)))],
  ['a bomb', 1, bad(random => random.pick(BOMBS))],
  [
    'random bytes as an update',
    2,
    (random, wire) => {
      const update = Uint8Array.from({ length: 2 + random.below(60) }, () => random.below(256))
      return { bytes: wire.frame(0, 2, update), mayBeTaken: canBeTaken(wire.doc, update) }
    },
  ],
  [
    'mutated presence',
    4,
    other((random, wire) => wire.frame(1, mutate(presence(clientId(random), 1, { cursor: null }), random))),
  ],
  [
    'presence of others',
    1,
    other((random, wire) => wire.frame(1, presence(clientId(random), 1 + random.below(9), null))),
  ],
  [
    'a mutated state vector',
    2,
    other((random, wire) => wire.frame(0, 0, mutate(Y.encodeStateVector(wire.doc), random))),
  ],
  ['a message of an unknown type', 1, other((random, wire) => wire.frame(11 + random.below(200), random.below(9)))],
  ['a stateless message', 1, other((random, wire) => wire.frame(5, 'x'.repeat(random.below(200))))],
  ['no frame at all', 1, other(random => Uint8Array.from({ length: random.below(40) }, () => random.below(256)))],
]
const BAG = KINDS.flatMap(([kind, weight, make]) => Array.from({ length: weight }, () => ({ kind, make })))

export function hostileFrame(random: Random, wire: Wire): HostileFrame {
  const { kind, make } = random.pick(BAG)
  return { kind, ...make(random, wire) }
}
