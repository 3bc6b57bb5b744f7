import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { readAttribution } from '../../server/sync/attribution.ts'
import { Turns } from '../../server/timelines/turns.ts'
import { makeLine, plain } from '../../shared/core/script/line.ts'
import { addScene, readLines, scriptRoots } from '../../shared/core/script/scenes.ts'
import { CHANNEL, notify } from '../../shared/node/database.ts'
import { createTestDatabase } from '../integration/postgres.ts'
import { type Guest, type House, openHouse, until } from '../integration/sync/house.ts'
import { openWire, updateBy } from '../integration/sync/wire.ts'
import { startRedis, type TestRedis } from './redis.ts'

let redis: TestRedis
let databaseUrl: string
let turns: Turns
let one: House
let two: House

beforeAll(async () => {
  redis = await startRedis()
  databaseUrl = await createTestDatabase()
  turns = new Turns(databaseUrl)
  const others = { redisUrl: redis.url, alone: (id: string, act: () => Promise<void>) => turns.take(id, act) }
  one = await openHouse({ databaseUrl, others })
  two = await openHouse({ databaseUrl, others })
})
afterAll(async () => {
  await Promise.all([one.close(), two.close()])
  await turns.stop()
  await redis.kill()
})

const guests: Guest[] = []
afterEach(() => {
  for (const guest of guests.splice(0)) guest.leave()
})

/** Somebody on each of the two servers, in a new document. */
async function pair(kind: 'script' | 'scene' = 'script') {
  const [ana, ben] = [await one.person('Ana', 'editor'), await one.person('Ben', 'editor')]
  const document = kind === 'scene' ? await one.document('scene') : await freshScript()
  const here = await one.join(ana, document).synced()
  const there = await two.join(ben, document).synced()
  guests.push(here, there)
  return { ana, ben, document, here, there }
}

/** A timeline has one script: this one is of a timeline of its own. */
async function freshScript(): Promise<string> {
  const id = await one.document('scene')
  await one.sql`update documents set kind = 'script', scene_id = ${id} where id = ${id}`
  return id
}

const stored = async (document: string) => {
  const doc = await one.stored(document)
  expect(doc.store.pendingStructs).toBeNull()
  return doc.getText('t').toString()
}
const namesIn = ({ provider }: Guest) =>
  [...(provider.awareness?.getStates().values() ?? [])].flatMap(({ user }) => user?.name ?? []).sort()

describe('two servers', () => {
  test('show what is written on either, and each update is in the log once', async () => {
    const { document, here, there } = await pair()
    here.text.insert(0, 'One. ')
    await until(() => there.text.toString()).toBe('One. ')
    there.text.insert(5, 'Two. ')
    await until(() => here.text.toString()).toBe('One. Two. ')
    await until(() => here.provider.unsyncedChanges + there.provider.unsyncedChanges).toBe(0)
    expect(await stored(document)).toBe('One. Two. ')
    const [log] = await one.sql<{ rows: number }[]>`
      select count(*)::int as rows from document_updates where document_id = ${document}`
    expect(log?.rows).toBe(2)
  })

  test('agree after both wrote at once, as do who comes later and the store', async () => {
    const { ana, document, here, there } = await pair()
    for (let i = 0; i < 150; i++) {
      here.text.insert(0, `a${i} `)
      there.text.insert(there.text.length, `b${i} `)
      if (i % 10 === 0) await new Promise(resolve => setTimeout(resolve, 3))
    }
    await until(() => here.provider.unsyncedChanges + there.provider.unsyncedChanges).toBe(0)
    await until(() => here.text.toString() === there.text.toString()).toBe(true)
    expect(here.text.toString().trim().split(' ')).toHaveLength(300)
    expect(await stored(document)).toBe(here.text.toString())
    const later = await two.join(ana, document).synced()
    guests.push(later)
    expect(later.text.toString()).toBe(here.text.toString())
  })

  test('show who is there on both, and who left', async () => {
    const { here, there, document } = await pair()
    here.provider.setAwarenessField('cursor', 1)
    there.provider.setAwarenessField('cursor', 2)
    await until(() => namesIn(here)).toEqual(['Ben'])
    await until(() => namesIn(there)).toEqual(['Ana'])
    await until(() => two.sync.present().filter(({ documentId }) => documentId === document).length).toBe(2)
    there.leave()
    await until(() => namesIn(here)).toEqual([])
    await until(() => one.sync.present().filter(({ documentId }) => documentId === document).length).toBe(1)
  })

  test('have the same drafts', async () => {
    const { document, ana } = await pair()
    const agent = await one.agent(document)
    const writer = await one.join(agent, `${document}~drafts`).synced()
    const reader = await two.join(ana, `${document}~drafts`).synced()
    guests.push(writer, reader)
    writer.doc.getMap('drafts').set(`${agent.jobId}:a`, 'Half a sent')
    await until(() => reader.doc.getMap('drafts').toJSON()).toEqual({ [`${agent.jobId}:a`]: 'Half a sent' })
    const later = await two.join(ana, `${document}~drafts`).synced()
    guests.push(later)
    await until(() => later.doc.getMap('drafts').size).toBe(1)
  })

  test('let a plain y-websocket client write on the other one', async () => {
    const { document, here, ben } = await pair()
    const doc = new Y.Doc()
    const plain = new WebsocketProvider(`${two.url.replace(/\/sync$/, '')}/yjs`, document, doc, {
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      params: { token: two.token(ben) },
      disableBc: true,
    })
    await until(() => plain.synced).toBe(true)
    doc.getText('t').insert(0, 'Plain. ')
    await until(() => here.text.toString()).toBe('Plain. ')
    plain.destroy()
  })

  test('apply each result of an agent on one of them', async () => {
    const { document, here, there } = await pair()
    const agent = await one.agent(document)
    const parts = Array.from({ length: 40 }, (_, part) => ({
      job_id: agent.jobId,
      part: String(part).padStart(2, '0'),
      document_id: document,
      bytes: Buffer.from(updateBy(4711 + part, doc => doc.getText('t').insert(0, `${part} `))),
    }))
    await one.sql`insert into job_results ${one.sql(parts)}`
    await notify(one.sql, CHANNEL.jobResult, { jobId: agent.jobId, documentId: document })
    const all = parts.map((_, part) => String(part)).sort()
    for (const { text } of [here, there]) await until(() => text.toString().trim().split(' ').sort()).toEqual(all)
    const [log] = await one.sql<{ rows: number }[]>`
      select count(*)::int as rows from document_updates where document_id = ${document}`
    expect(log?.rows).toBe(parts.length)
  })
})

describe('rights, on two servers', () => {
  test('somebody’s client id is nobody else’s on the other server', async () => {
    const { document, here, there, ben } = await pair()
    here.text.insert(0, 'Mine. ')
    await until(() => there.text.toString()).toBe('Mine. ')
    const forger = await (await openWire(two.url, document, two.token(ben))).hello()
    forger.send(
      0,
      2,
      updateBy(here.doc.clientID, doc => doc.getText('t').insert(6, 'Forged. '), here.doc),
    )
    await until(() => forger.closed?.reason).toBe('bad-frame')
    expect(there.text.toString()).toBe('Mine. ')
    expect(await stored(document)).toBe('Mine. ')
  })

  test('words of somebody who is on one server are not made up in a handshake on the other', async () => {
    const { document, here, there, ben } = await pair()
    here.provider.setAwarenessField('cursor', 1)
    here.text.insert(0, 'Mine. ')
    await until(() => there.text.toString()).toBe('Mine. ')
    await until(() => namesIn(there)).toEqual(['Ana'])
    const forger = await openWire(two.url, document, two.token(ben))
    const forged = updateBy(here.doc.clientID, doc => doc.getText('t').insert(6, 'Forged. '), here.doc)
    await forger.hello()
    forger.send(0, 1, Y.mergeUpdates([Y.encodeStateAsUpdate(here.doc), forged]))
    await until(() => forger.closed?.reason).toBe('restarting')
    expect(there.text.toString()).toBe('Mine. ')
    // who is not there any more does not say so: what others have of the words is taken
    here.leave()
    await until(() => namesIn(there)).toEqual([])
    const honest = await (await openWire(two.url, document, two.token(ben))).hello()
    honest.send(0, 1, Y.mergeUpdates([Y.encodeStateAsUpdate(here.doc), forged]))
    await until(() => there.text.toString()).toBe('Mine. Forged. ')
  })

  test('whoever accepts on one server what was suggested on the other may send it, and no more', async () => {
    const { ana, document, here, there, ben } = await pair()
    here.text.insert(0, 'Words.')
    await until(() => there.text.toString()).toBe('Words.')
    const bytes = updateBy(99, doc => doc.getText('t').insert(6, ' Suggested.'), here.doc)
    here.doc.getMap('suggestions').set('s', new Y.Map([['update', bytes]]))
    await until(() => there.doc.getMap('suggestions').size).toBe(1)
    await until(async () => (await readAttribution(one.sql, document)).get(99)?.userId).toBe(ana.id)
    const accepting = await (await openWire(two.url, document, two.token(ben))).hello()
    accepting.send(0, 2, bytes)
    await until(() => here.text.toString()).toBe('Words. Suggested.')
    accepting.send(
      0,
      2,
      updateBy(99, doc => doc.getText('t').insert(0, ' And much more that nobody suggested.')),
    )
    await until(() => accepting.closed?.reason).toBe('bad-frame')
    expect(await stored(document)).toBe('Words. Suggested.')
  })

  test('nothing is stored that a lock forbids of which a server has not heard', async () => {
    const { ana, document, there } = await pair()
    there.text.insert(0, 'Before. ')
    await until(() => there.provider.unsyncedChanges).toBe(0)
    await one.sql`
      insert into locks (document_id, locked_by, locked_by_name, seq) values (${document}, ${ana.id}, 'Ana', 1)`
    there.text.insert(0, 'After. ')
    await until(() => there.closes.some(close => close.includes('restarting'))).toBe(true)
    await until(() => there.provider.authorizedScope).toBe('readonly')
    expect(await stored(document)).toBe('Before. ')
    const later = await two.join(ana, document).synced()
    guests.push(later)
    expect(later.text.toString()).toBe('Before. ')
  })

  test('a lock on one closes the document on the other, and what was taken before is in it', async () => {
    const { ana, document, here, there } = await pair()
    for (let i = 0; i < 20; i++) there.text.insert(0, `${i} `)
    await until(() => there.provider.unsyncedChanges).toBe(0)
    await one.sync.lock(document, ana, { reason: 'Final', root: null })
    const locked = await stored(document)
    expect(locked.trim().split(' ')).toHaveLength(20)
    await until(() => there.provider.authorizedScope).toBe('readonly')
    there.text.insert(0, 'late ')
    await until(() => there.acks.refused).toBeGreaterThan(0)
    expect(await stored(document)).toBe(locked)
    expect(here.text.toString()).toBe(locked)
    await two.sync.unlock(document, ana, null)
    await until(() => here.provider.authorizedScope).toBe('read-write')
    await until(() => there.provider.authorizedScope).toBe('read-write')
  })

  test('nothing that is acknowledged is missing and nothing is written after, when locks fall while both type', async () => {
    const { ana, document, here, there } = await pair()
    let isTyping = true
    let typed = 0
    const typing = (async () => {
      for (; isTyping; typed++) {
        here.text.insert(0, `a${typed} `)
        there.text.insert(0, `b${typed} `)
        await new Promise(resolve => setTimeout(resolve, 1))
      }
    })()
    const typedMore = (count: number) => {
      const goal = typed + count
      return until(() => typed).toBeGreaterThan(goal)
    }
    await typedMore(50)
    for (let round = 0; round < 5; round++) {
      await one.sync.lock(document, ana, { reason: '', root: null })
      const locked = await stored(document)
      await typedMore(75)
      expect(await stored(document)).toBe(locked)
      await two.sync.unlock(document, ana, null)
      await typedMore(75)
    }
    isTyping = false
    await typing
    // this provider brings what it wrote while it was a reader when it comes again
    one.cut()
    two.cut()
    await until(() => here.text.toString() === there.text.toString(), 15_000).toBe(true)
    await until(async () => (await stored(document)) === here.text.toString(), 15_000).toBe(true)
  })

  test('of two who lock at the same moment, one does', async () => {
    const { ana, ben, document, here, there } = await pair()
    const asked = await Promise.allSettled([
      one.sync.lock(document, ana, { reason: '', root: null }),
      two.sync.lock(document, ben, { reason: '', root: null }),
    ])
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = asked.find(answer => answer.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'already-locked', status: 409 })
    await until(() => [here.provider.authorizedScope, there.provider.authorizedScope]).toEqual(['readonly', 'readonly'])
    await one.sync.unlock(document, ana, null)
    await until(() => there.provider.authorizedScope).toBe('read-write')
  })

  test('a timeline that is deleted closes its documents on both', async () => {
    const [ana, scene] = [await two.person('Ana', 'editor'), await two.document('scene')]
    const guest = await two.join(ana, scene).synced()
    guests.push(guest)
    await two.sql`update timelines set deleted_at = now() where id = ${two.timelineId}`
    await notify(one.sql, CHANNEL.documentChange, { goneTimeline: two.timelineId })
    await until(() => guest.closes.some(close => close.includes('document-gone'))).toBe(true)
    await two.sql`update timelines set deleted_at = null where id = ${two.timelineId}`
  })
})

describe('what servers do by themselves', () => {
  test('a script that is broken on both at once is repaired, keeps every line, and both agree', async () => {
    const id = await one.document('scene')
    await one.sql`update documents set kind = 'script', scene_id = ${id} where id = ${id}`
    const ana = await one.person('Ana', 'editor')
    const [here, there] = [await one.join(ana, id).synced(), await two.join(ana, id).synced()]
    guests.push(here, there)
    const roots = scriptRoots(here.doc)
    addScene(roots.scenes, 'one', { order: 'a0' })
    roots.script.insert(0, [makeLine('heading', 'one', { type: 'scene_heading', runs: plain('INT. KITCHEN - DAY') })])
    await until(() => readLines(there.doc).length).toBe(1)
    // the same id for three lines
    const broken = (words: string) => makeLine('heading', 'one', { type: 'action', runs: plain(words) })
    here.doc.transact(() => roots.script.push([broken('Rain.'), broken('Snow.')]))
    scriptRoots(there.doc).script.push([broken('Hail.')])
    const idsIn = ({ doc }: Guest) => readLines(doc).map(line => line.id)
    await until(() => new Set(idsIn(here)).size).toBe(4)
    await until(() => idsIn(there)).toEqual(idsIn(here))
    expect(
      readLines(here.doc)
        .map(line => line.text)
        .sort(),
    ).toEqual(['Hail.', 'INT. KITCHEN - DAY', 'Rain.', 'Snow.'])
    await until(async () => readLines(await one.stored(id)).map(line => line.id)).toEqual(idsIn(here))
  })
})

describe('without Redis', () => {
  test('a server starts, opens documents, saves and stops', async () => {
    const others = {
      redisUrl: 'redis://127.0.0.1:1',
      alone: (id: string, act: () => Promise<void>) => turns.take(id, act),
    }
    const alone = await openHouse({ databaseUrl, others })
    const guest = await alone.join(await alone.person('Ana', 'editor'), alone.script).synced()
    guest.text.insert(0, 'Saved. ')
    await until(() => guest.provider.unsyncedChanges).toBe(0)
    expect(await stored(alone.script)).toBe('Saved. ')
    await alone.close()
  })

  test('words go from server to server by the log, documents open, and all is as before when it is back', async () => {
    const { ana, document, here, there } = await pair()
    await redis.kill()
    here.text.insert(0, 'Slowly. ')
    await until(() => there.text.toString()).toBe('Slowly. ')
    there.text.insert(8, 'Back. ')
    await until(() => here.text.toString()).toBe('Slowly. Back. ')
    const another = await one.document('scene')
    guests.push(await two.join(ana, another).synced())
    await redis.start()
    const fresh = await one.document('scene')
    const [left, right] = [await one.join(ana, fresh).synced(), await two.join(ana, fresh).synced()]
    guests.push(left, right)
    // what is drafted and who is there goes by Redis alone
    left.provider.setAwarenessField('cursor', 1)
    await until(() => namesIn(right).length, 10_000).toBeGreaterThan(0)
    expect(await stored(document)).toBe('Slowly. Back. ')
  })
})
