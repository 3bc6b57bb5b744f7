import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type House, openHouse, until } from './house.ts'
import { impossibleUpdate, laterUpdate, openWire, updateBy, type Wire } from './wire.ts'

let house: House
let wire: Wire
beforeEach(async () => {
  house = await openHouse()
  wire = await (await openWire(house.url, house.script, house.token(await house.person('Eve', 'editor')))).hello()
})
afterEach(() => house.close())

/** A chain of maps in maps. */
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

function nested(levels: number): unknown {
  let value: unknown = 'core'
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

/** `count` letters of client 20, of which the server has the first, each in an update of its own. */
function letters(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = 20
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < count; i++) doc.getText('t').insert(i, 'x')
  return updates
}

/** Client 31 hangs its letter on one of client 30, which nobody has: no clock is missing of client 31 itself. */
function hangingUpdate(): Uint8Array {
  const base = new Y.Doc()
  base.clientID = 30
  base.getText('t').insert(0, 'anchor')
  return updateBy(31, doc => doc.getText('t').insert(3, 'x'), base)
}

/** Deletes what nobody has. */
function deletionOfNothing(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 40
  doc.getText('t').insert(0, 'gone')
  const before = Y.encodeStateVector(doc)
  doc.getText('t').delete(0, 4)
  return Y.encodeStateAsUpdate(doc, before)
}

/** Two runs of client 50 with a hole between them, as one update. */
function holedUpdate(): Uint8Array {
  const [one, , three] = letters(3)
  return Y.mergeUpdates([one ?? new Uint8Array(), three ?? new Uint8Array()])
}

describe('is refused before it is applied, is not acknowledged, and leaves nothing behind', () => {
  test.each<[string, () => Uint8Array]>([
    ['an update with a clock gap', laterUpdate],
    ['an update with a hole in it', holedUpdate],
    ['an update that hangs on what nobody has', hangingUpdate],
    ['a deletion of what nobody has', deletionOfNothing],
    ['an update that hangs on itself in a circle', () => impossibleUpdate(6, { client: 6, clock: 0 })],
    ['a chain of a thousand maps', () => updateBy(60, chain(1000))],
    ['a value nested a thousand levels deep', () => updateBy(61, doc => doc.getMap('m').set('k', nested(1000)))],
    ['a document in a document', () => updateBy(62, doc => doc.getMap('m').set('k', new Y.Doc()))],
  ])('%s', async (_what, bytes) => {
    wire.send(
      0,
      1,
      updateBy(7, () => {}),
    ) // the handshake: from now on nothing may be missing
    await until(() => wire.acks.applied).toBe(1)
    wire.send(0, 2, bytes())
    await until(() => wire.closed).toEqual({ code: 4400, reason: 'bad-frame' })
    expect(wire.acks.applied).toBe(1)
    const late = await (
      await openWire(house.url, house.script, house.token(await house.person('Ann', 'editor')))
    ).hello()
    expect([...late.doc.store.clients.keys()].filter(id => id < 100)).toEqual([])
    expect(late.doc.store.pendingStructs).toBeNull()
    const stored = await house.stored(house.script)
    expect([...stored.store.clients.keys()].filter(id => id < 100)).toEqual([])
    expect(stored.store.pendingStructs).toBeNull()
  })
})

describe('what is built up piece by piece', () => {
  test('a chain of maps ends at the level that no document has', async () => {
    wire.send(
      0,
      1,
      updateBy(7, () => {}),
    )
    const doc = new Y.Doc()
    doc.clientID = 70
    doc.on('update', (update: Uint8Array) => wire.send(0, 2, update))
    let map = doc.getMap('chain')
    for (let level = 0; level < 40; level++) {
      const inner = new Y.Map<unknown>()
      map.set('next', inner)
      map = inner
    }
    await until(() => wire.closed).toEqual({ code: 4400, reason: 'bad-frame' })
    expect(wire.acks.applied).toBeLessThan(20)
  })

  test('2,000 updates with clock gaps cost no more than as many honest ones, and end the connection', async () => {
    const updates = letters(2001)
    const honest = await (
      await openWire(house.url, house.scene, house.token(await house.person('Ann', 'editor')))
    ).hello()
    const startHonest = performance.now()
    for (const update of updates) honest.send(0, 2, update)
    await until(() => honest.acks.applied, 20_000).toBe(2001)
    const honestTook = performance.now() - startHonest
    const startGaps = performance.now()
    for (const update of updates.slice(1)) wire.send(0, 2, update)
    await until(() => wire.closed, 20_000).toEqual({ code: 4400, reason: 'bad-frame' })
    const gapsTook = performance.now() - startGaps
    console.log(`2,001 updates: ${honestTook.toFixed()} ms honest, ${gapsTook.toFixed()} ms with gaps`)
    expect(wire.acks.applied).toBe(0)
    expect(gapsTook).toBeLessThan(2 * honestTook + 500)
  })
})
