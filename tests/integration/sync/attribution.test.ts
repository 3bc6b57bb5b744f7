import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readAttribution, SERVER_AUTHOR } from '../../../server/sync/attribution.ts'
import { type House, openHouse, until } from './house.ts'
import { openWire, presence, updateBy, type Wire } from './wire.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const wireOf = async (role: 'editor' | 'viewer', name: string): Promise<[Wire, string]> => {
  const person = await house.person(name, role)
  return [await (await openWire(house.url, house.script, house.token(person))).hello(), person.id]
}
const owners = () => readAttribution(house.sql, house.script)
const owner = async (client: number) => (await owners()).get(client)

describe('who wrote what', () => {
  test('is stored before the first update under a client id is applied', async () => {
    const [ada, adaId] = await wireOf('editor', 'Ada')
    const [bob] = await wireOf('editor', 'Bob')
    const held = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const lock = house.sql.begin(async tx => {
      await tx`lock table document_clients in exclusive mode`
      locked.resolve()
      await held.promise
    })
    await locked.promise
    ada.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'mine')),
    )
    await bob.handled()
    await bob.handled()
    expect(bob.doc.getText('t').toString()).toBe('')
    expect(ada.acks.applied).toBe(0)
    held.resolve()
    await lock
    await until(() => bob.doc.getText('t').toString()).toBe('mine')
    expect(await owner(5)).toEqual({ userId: adaId, agent: null, jobId: null, fork: false })
  })

  test('of a newcomer that cannot be stored yet holds nobody else up', async () => {
    const [ada] = await wireOf('editor', 'Ada')
    const [bob] = await wireOf('editor', 'Bob')
    const [cy] = await wireOf('editor', 'Cy')
    const typed = (doc: Y.Doc) => doc.getText('t').insert(doc.getText('t').length, 'a')
    ada.send(0, 2, updateBy(5, typed))
    await until(() => ada.acks.applied).toBe(1)
    await until(() => cy.doc.getText('t').toString()).toBe('a')
    const held = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const lock = house.sql.begin(async tx => {
      await tx`lock table document_clients in exclusive mode`
      locked.resolve()
      await held.promise
    })
    await locked.promise
    bob.send(
      0,
      2,
      updateBy(6, doc => doc.getText('t').insert(0, 'b')),
    )
    await cy.handled()
    await cy.handled()
    ada.send(0, 2, updateBy(5, typed, cy.doc))
    await until(() => ada.acks.applied).toBe(2)
    await until(() => cy.doc.getText('t').toString()).toBe('aa')
    held.resolve()
    await lock
    await until(() => cy.doc.getText('t').length).toBe(3)
  })

  test('is stored from awareness, before anything is typed', async () => {
    const [ada, adaId] = await wireOf('editor', 'Ada')
    ada.send(1, presence(6, 1, { cursor: null }))
    await until(async () => (await owner(6))?.userId).toBe(adaId)
  })

  test('can be read by client id, for people and agents alike', async () => {
    const [ada, adaId] = await wireOf('editor', 'Ada')
    ada.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'mine')),
    )
    await until(() => ada.acks.applied).toBe(1)
    await house.sync.transact(
      house.script,
      { kind: 'agent', agent: 'breakdown', name: 'Breakdown', jobId: 'job' },
      doc => doc.getText('t').insert(4, ' and its own'),
    )
    const authors = await owners()
    const stored = await house.stored(house.script)
    const writers = [...stored.store.clients.keys()].map(id => authors.get(id))
    expect(writers).toContainEqual({ userId: adaId, agent: null, jobId: null, fork: false })
    expect(writers).toContainEqual({ userId: null, agent: 'breakdown', jobId: 'job', fork: false })
  })
})

describe('another person’s client id', () => {
  test('is not extended by an update: refused, not applied, not acknowledged', async () => {
    const [ada] = await wireOf('editor', 'Ada')
    const [bob] = await wireOf('editor', 'Bob')
    ada.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'mine')),
    )
    await until(() => bob.doc.getText('t').toString()).toBe('mine')
    bob.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(4, ' forged'), bob.doc),
    )
    await until(() => bob.closed).toEqual({ code: 4400, reason: 'bad-frame' })
    expect(bob.acks.applied).toBe(0)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('mine')
  })

  test('may be carried by a SyncStep2: what the server lost comes back with the author it had', async () => {
    const [ada, adaId] = await wireOf('editor', 'Ada')
    const [bob] = await wireOf('editor', 'Bob')
    ada.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'mine')),
    )
    await until(() => bob.doc.getText('t').toString()).toBe('mine')
    bob.send(
      0,
      1,
      updateBy(5, doc => doc.getText('t').insert(4, ' too'), bob.doc),
    )
    await until(() => bob.acks.applied).toBe(1)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('mine too')
    expect((await owner(5))?.userId).toBe(adaId)
  })

  test('is not carried by a SyncStep2 while its own client is here and has sent all it had', async () => {
    const [ada] = await wireOf('editor', 'Ada')
    const [bob] = await wireOf('editor', 'Bob')
    ada.send(1, presence(5, 1, { cursor: null }))
    ada.send(0, 1, Y.encodeStateAsUpdate(new Y.Doc()))
    ada.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'mine')),
    )
    await until(() => bob.doc.getText('t').toString()).toBe('mine')
    await until(() => bob.awareness.has(5)).toBe(true)
    bob.send(
      0,
      1,
      updateBy(5, doc => doc.getText('t').insert(4, ' forged'), bob.doc),
    )
    await until(() => bob.closed).toEqual({ code: 4400, reason: 'bad-frame' })
    ada.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(4, ' too'), ada.doc),
    )
    await until(async () => (await house.stored(house.script)).getText('t').toString()).toBe('mine too')
  })

  test('may be repeated: an update that brings nothing new is acknowledged', async () => {
    const [ada] = await wireOf('editor', 'Ada')
    const [bob] = await wireOf('editor', 'Bob')
    const update = updateBy(5, doc => doc.getText('t').insert(0, 'mine'))
    ada.send(0, 2, update)
    await until(() => ada.acks.applied).toBe(1)
    bob.send(0, 2, update)
    await until(() => bob.acks.applied).toBe(1)
  })

  test('of a second tab of one’s own is one’s own', async () => {
    const person = await house.person('Ada', 'editor')
    const first = await (await openWire(house.url, house.script, house.token(person))).hello()
    const second = await (await openWire(house.url, house.script, house.token(person))).hello()
    first.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'a')),
    )
    await until(() => second.doc.getText('t').toString()).toBe('a')
    second.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(1, 'b'), second.doc),
    )
    await until(() => second.acks.applied).toBe(1)
  })
})

describe('the client id of a pending suggestion', () => {
  const fork = (clientId: number, base: Y.Doc) =>
    updateBy(clientId, doc => doc.getText('t').insert(doc.getText('t').length, ' suggested'), base)
  const suggest = (base: Y.Doc, under: number, bytes: Uint8Array) =>
    updateBy(under, doc => doc.getMap('suggestions').set('s', new Y.Map([['update', bytes]])), base)

  test('belongs to whoever suggested, and whoever accepts may send it', async () => {
    const [ada, adaId] = await wireOf('editor', 'Ada')
    const [bob] = await wireOf('editor', 'Bob')
    ada.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'text')),
    )
    await until(() => bob.doc.getText('t').toString()).toBe('text')
    const bytes = fork(99, bob.doc)
    ada.send(0, 2, suggest(bob.doc, 5, bytes))
    await until(async () => (await owner(99))?.userId).toBe(adaId)
    bob.send(0, 2, bytes)
    await until(() => bob.acks.applied).toBe(1)
    await until(() => ada.doc.getText('t').toString()).toBe('text suggested')
    expect((await owner(99))?.userId).toBe(adaId)
  })

  test('is still known after the document was closed and opened again', async () => {
    const [ada] = await wireOf('editor', 'Ada')
    ada.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'text')),
    )
    await until(() => ada.acks.applied).toBe(1)
    const stored = await house.stored(house.script)
    const bytes = fork(99, stored)
    ada.send(0, 2, suggest(stored, 5, bytes))
    await until(() => ada.acks.applied).toBe(2)
    await until(async () => (await owners()).has(99)).toBe(true)
    ada.socket.terminate()
    await until(() => house.sync.status().documents).toBe(0)
    const [bob] = await wireOf('editor', 'Bob')
    bob.send(0, 2, bytes)
    await until(() => bob.acks.applied).toBe(1)
  })

  test('lets nobody write more under it than was suggested', async () => {
    const [ada] = await wireOf('editor', 'Ada')
    const [bob] = await wireOf('editor', 'Bob')
    const bytes = fork(99, bob.doc)
    ada.send(0, 2, suggest(bob.doc, 5, bytes))
    await until(async () => (await owners()).has(99)).toBe(true)
    const longer = updateBy(99, doc => doc.getText('t').insert(0, ' suggested, and much more'))
    bob.send(0, 2, longer)
    await until(() => bob.closed?.reason).toBe('bad-frame')
  })

  test('that the server gave it when it merged it with newer words stays its author’s', async () => {
    const [ada, adaId] = await wireOf('editor', 'Ada')
    ada.send(0, 2, suggest(ada.doc, 5, fork(99, ada.doc)))
    await until(async () => (await owner(99))?.userId).toBe(adaId)
    const merged = fork(100, ada.doc)
    await house.sync.transact(house.script, SERVER_AUTHOR, doc => {
      const entry = doc.getMap('suggestions').get('s')
      if (!(entry instanceof Y.Map)) throw new Error('a suggestion expected')
      entry.set('update', merged)
      entry.set('earlier', [99])
    })
    await until(async () => (await owner(100))?.userId).toBe(adaId)
  })

  test('does not make somebody’s own client id a common one, also after the document was closed and opened again', async () => {
    const [ada] = await wireOf('editor', 'Ada')
    const [bob] = await wireOf('editor', 'Bob')
    ada.send(
      0,
      2,
      updateBy(5, doc => doc.getText('t').insert(0, 'mine')),
    )
    await until(() => bob.doc.getText('t').toString()).toBe('mine')
    const forged = updateBy(5, doc => doc.getText('t').insert(4, ' forged'), bob.doc)
    bob.send(0, 2, suggest(bob.doc, 8, forged))
    await until(() => bob.acks.applied).toBe(1)
    bob.send(0, 2, forged)
    await until(() => bob.closed?.reason).toBe('bad-frame')
    ada.socket.terminate()
    await until(() => house.sync.status().documents).toBe(0)
    const [again] = await wireOf('editor', 'Bob')
    again.send(0, 2, forged)
    await until(() => again.closed?.reason).toBe('bad-frame')
    expect((await house.stored(house.script)).getText('t').toString()).toBe('mine')
  })
})
