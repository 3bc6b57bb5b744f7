import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { draftsName } from '../../../shared/core/documents/kinds.ts'
import { type House, openHouse, until } from './house.ts'
import { openWire, updateBy } from './wire.ts'

let house: House
let drafts: string
beforeEach(async () => {
  house = await openHouse()
  drafts = draftsName(house.script)
})
afterEach(() => house.close())

const draft = (doc: Y.Doc, jobId: string, text: string) =>
  doc.getMap('drafts').set(jobId, new Y.Map([['text', new Y.Text(text)]]))
const texts = (doc: Y.Doc) => Object.values(doc.getMap('drafts').toJSON()).map(entry => entry.text)

describe('drafts', () => {
  test('are seen by everybody who may read, at once, and are stored nowhere', async () => {
    const reader = await house.join(await house.person('Vi', 'viewer'), drafts).synced()
    const identity = await house.agent(house.script)
    const agent = await house.join(identity, drafts).synced()
    draft(agent.doc, identity.jobId, 'It rains.')
    await until(() => texts(reader.doc)).toEqual(['It rains.'])
    await until(() => agent.provider.unsyncedChanges).toBe(0)
    expect(await house.sql`select from document_updates where document_id = ${drafts}`).toHaveLength(0)
    expect(await house.sql`select from document_clients where document_id = ${drafts}`).toHaveLength(0)
  })

  test('are acknowledged while the store is away', async () => {
    const identity = await house.agent(house.script)
    const agent = await house.join(identity, drafts).synced()
    await house.without('document_updates', async () => {
      draft(agent.doc, identity.jobId, 'x')
      await until(() => agent.provider.unsyncedChanges).toBe(0)
    })
  })

  test('are written by agents alone: the owner of the project may not', async () => {
    const owner = await (await openWire(house.url, drafts, house.token(await house.person('Ada', 'owner')))).hello()
    expect(owner.authenticated).toEqual(['readonly'])
    owner.send(
      0,
      2,
      updateBy(5, doc => draft(doc, 'job', 'forged')),
    )
    await until(() => owner.acks.refused).toBe(1)
    const reader = await house.join(await house.person('Vi', 'viewer'), drafts).synced()
    expect(texts(reader.doc)).toEqual([])
  })

  test('are for those who may read the document, and an agent sees only that of its own job', async () => {
    const stranger = house.join(await house.person('Eve', null), drafts)
    const elsewhere = house.join(await house.agent(house.scene), drafts)
    await until(() => [stranger.refusals, elsewhere.refusals]).toEqual([['document-gone'], ['document-gone']])
  })

  test('are gone when the last connection leaves', async () => {
    const identity = await house.agent(house.script)
    const agent = await house.join(identity, drafts).synced()
    draft(agent.doc, identity.jobId, 'x')
    await until(() => agent.provider.unsyncedChanges).toBe(0)
    agent.leave()
    await until(() => house.sync.status().documents).toBe(0)
    const reader = await house.join(await house.person('Vi', 'viewer'), drafts).synced()
    expect(texts(reader.doc)).toEqual([])
  })

  test('of a worker that was killed go away while people look on', async () => {
    const reader = await house.join(await house.person('Vi', 'viewer'), drafts).synced()
    const identity = await house.agent(house.script)
    const agent = await house.join(identity, drafts).synced()
    draft(agent.doc, identity.jobId, 'half a sen')
    await until(() => texts(reader.doc)).toEqual(['half a sen'])
    agent.leave()
    await until(() => texts(reader.doc), 10_000).toEqual([])
  })
})

test('an agent writes in no document itself: what it makes goes through job results', async () => {
  const identity = await house.agent(house.script)
  const agent = await (await openWire(house.url, house.script, house.token(identity))).hello()
  expect(agent.authenticated).toEqual(['readonly'])
  agent.send(
    0,
    2,
    updateBy(5, doc => doc.getText('t').insert(0, 'x')),
  )
  await until(() => agent.acks.refused).toBe(1)
  expect((await house.stored(house.script)).getText('t').toString()).toBe('')
})
