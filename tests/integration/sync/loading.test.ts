import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { compact, type Folded, rowsToFold } from '../../../server/sync/compaction.ts'
import { packUpdates } from '../../../shared/node/updates.ts'
import { type Guest, type House, openHouse, until } from './house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const rows = async (table: 'document_updates' | 'document_snapshots') =>
  (await house.sql`select from ${house.sql(table)} where document_id = ${house.script}`).length

/** Writes `count` letters straight into the log, as `count` commits of a client would have. */
async function writeLog(count: number): Promise<string> {
  const doc = await house.stored(house.script)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < count; i++) doc.getText('t').insert(doc.getText('t').length, 'x')
  for (const update of updates)
    await house.sql`insert into document_updates (document_id, payload) values (${house.script}, ${packUpdates([update])})`
  return doc.getText('t').toString()
}

/** Somebody who comes while a table cannot be reached: asked to come again, and not shown anything. */
async function turnedAwayWithout(table: string, person: Parameters<House['join']>[0]): Promise<Guest> {
  let guest: Guest | undefined
  await house.without(table, async () => {
    guest = house.join(person, house.script)
    await until(() => guest?.closes[0]).toBe('1012 restarting')
    expect(guest.provider.isSynced).toBe(false)
  })
  if (!guest) throw new Error('Nobody came.')
  return guest
}

describe('loading', () => {
  test('that fails is never an empty document: the client waits and gets all of it later', async () => {
    const text = await writeLog(3)
    const person = await house.person('Ada', 'editor')
    const ada = await turnedAwayWithout('document_updates', person)
    await ada.synced()
    expect(ada.text.toString()).toBe(text)
  })

  test('a damaged log is an error, and is not repaired by forgetting it', async () => {
    await writeLog(2)
    await house.sql`insert into document_updates (document_id, payload) values (${house.script}, ${Buffer.from([9, 0, 0, 0, 1])})`
    const ada = house.join(await house.person('Ada', 'editor'), house.script)
    await until(() => ada.closes.length).toBeGreaterThan(0)
    expect(ada.provider.isSynced).toBe(false)
    expect(await rows('document_updates')).toBe(3)
  })

  test('while the store cannot say who somebody is, they are asked to come again', async () => {
    const person = await house.person('Ada', 'editor')
    const ada = await turnedAwayWithout('project_members', person)
    await ada.synced()
  })

  test('a document that is deleted while it is open closes its sockets by name', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.scene).synced()
    ada.text.insert(0, 'a')
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    await house.sql`delete from documents where id = ${house.scene}`
    ada.text.insert(1, 'b')
    await until(() => ada.closes[0]).toBe('4404 document-gone')
    ada.leave()
    await until(() => house.sync.status().documents).toBe(0)
  })
})

test('a document that nobody has open is put away once it is durable, and is whole when it is opened again', async () => {
  const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
  const bob = await house.join(await house.person('Bob', 'editor'), house.script).synced()
  ada.text.insert(0, 'kept')
  await until(() => bob.text.toString()).toBe('kept')
  ada.leave()
  await until(() => house.sync.status().connections).toBe(1)
  expect(house.sync.status().documents).toBe(1) // Bob reads on
  bob.leave()
  await until(() => house.sync.status()).toEqual({ documents: 0, connections: 0 })
  const again = await house.join(await house.person('Cleo', 'editor'), house.script).synced()
  expect(again.text.toString()).toBe('kept')
})

describe('compaction', () => {
  test('keeps everything, keeps the snapshot before, and deletes exactly the rows it folded', async () => {
    const text = await writeLog(20)
    expect((await compact(house.sql, house.script)).rows).toBe(20)
    expect([await rows('document_updates'), await rows('document_snapshots')]).toEqual([0, 2])
    expect((await house.stored(house.script)).getText('t').toString()).toBe(text)
    const more = await writeLog(5)
    expect((await compact(house.sql, house.script)).rows).toBe(5)
    expect(await rows('document_snapshots')).toBe(2)
    expect((await house.stored(house.script)).getText('t').toString()).toBe(more)
    expect((await compact(house.sql, house.script)).rows).toBe(0)
  })

  test('of a long document happens in a thread of its own, and waits for more rows', async () => {
    const long = 'word '.repeat(12_000)
    const id = await house.document('scene', doc => doc.getText('t').insert(0, long))
    const update = Y.encodeStateAsUpdate(await house.stored(id))
    const doc = new Y.Doc()
    Y.applyUpdate(doc, update)
    const before = Y.encodeStateVector(doc)
    doc.getText('t').insert(5, 'more ')
    const payload = packUpdates([Y.encodeStateAsUpdate(doc, before)])
    await house.sql`insert into document_updates (document_id, payload) values (${id}, ${payload})`
    const { rows, bytes } = await compact(house.sql, id)
    expect([rows, bytes > 60_000]).toEqual([1, true])
    expect((await house.stored(id)).getText('t').toString()).toBe(`word more ${long.slice(5)}`)
    expect([rowsToFold(1_000), rowsToFold(220_000), rowsToFold(4_000_000)]).toEqual([500, 1_100, 2_000])
  })

  test('carries along what waits for an earlier update', async () => {
    const source = new Y.Doc()
    const updates: Uint8Array[] = []
    source.on('update', (update: Uint8Array) => updates.push(update))
    source.getText('t').insert(0, 'a')
    source.getText('t').insert(1, 'b')
    const [first, second] = updates
    if (!first || !second) throw new Error('two updates expected')
    await house.sql`insert into document_updates (document_id, payload) values (${house.script}, ${packUpdates([second])})`
    await compact(house.sql, house.script)
    const stored = await house.stored(house.script)
    Y.applyUpdate(stored, first)
    expect(stored.getText('t').toString()).toBe('ab')
  })

  test('of an open document, twice at once and while people type, loses nothing', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const bob = await house.join(await house.person('Bob', 'editor'), house.script).synced()
    const compactions: Promise<Folded>[] = []
    for (let i = 0; i < 200; i++) {
      ada.text.insert(0, 'a')
      bob.text.insert(0, 'b')
      if (i % 20 === 0) compactions.push(compact(house.sql, house.script), compact(house.sql, house.script))
      if (i % 5 === 0) await new Promise(resolve => setTimeout(resolve, 1))
    }
    await until(() => ada.provider.unsyncedChanges + bob.provider.unsyncedChanges).toBe(0)
    const folded = (await Promise.all(compactions)).reduce((sum, { rows }) => sum + rows, 0)
    expect(folded).toBeGreaterThan(0)
    expect(bob.text.toString()).toBe(ada.text.toString())
    expect((await house.stored(house.script)).getText('t').toString()).toBe(ada.text.toString())
    expect(ada.text.length).toBe(400)
  })

  test('happens by itself when a long log is opened', async () => {
    const text = await writeLog(500)
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    expect(ada.text.toString()).toBe(text)
    await until(() => rows('document_updates')).toBeLessThan(500)
    expect((await house.stored(house.script)).getText('t').toString()).toBe(text)
  })
})
