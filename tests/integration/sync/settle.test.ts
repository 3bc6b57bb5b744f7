import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { findDocument, loadDocument } from '../../../shared/node/documents.ts'
import { packUpdates } from '../../../shared/node/updates.ts'
import { createTestDatabase } from '../postgres.ts'
import { type House, openHouse, until } from './house.ts'

let house: House
let script: string
const seed = (doc: Y.Doc) => {
  const roots = scriptRoots(doc)
  addScene(roots.scenes, 'one', { order: 'a0' })
  roots.script.insert(0, [makeLine('heading', 'one', { type: 'scene_heading', runs: plain('INT. KITCHEN - DAY') })])
}
const firstText = (doc: Y.Doc) => {
  const line = scriptRoots(doc).script.get(0)
  const text = line instanceof Y.XmlElement ? line.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('a line expected')
  return text
}
const settledOf = (id: string) => house.settled.filter(document => document.id === id).length

beforeEach(async () => {
  // alone in its database: what other houses left unsettled would come first
  house = await openHouse({ databaseUrl: await createTestDatabase() })
  await house.sql`delete from documents where id = ${house.script}`
  script = await house.document('script', seed)
})
afterEach(() => house.close())

describe('a document', () => {
  test('settles once after a burst of typing, when what it says has changed', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), script).synced()
    await until(() => settledOf(script)).toBe(1) // it was never looked at before
    for (const letter of ' CONTINUOUS') {
      firstText(ada.doc).insert(firstText(ada.doc).length, letter)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    await until(() => settledOf(script)).toBe(2)
    expect(house.settled.at(-1)).toEqual(await findDocument(house.sql, script))
  })

  test('does not settle anew for suggestions, emphasis, or words typed and taken back', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), script).synced()
    await until(() => settledOf(script)).toBe(1)
    // told within the transaction, which may not be committed yet
    const marker = () => house.sql`select settled_at from document_settled where document_id = ${script}`
    await until(async () => (await marker()).length).toBe(1)
    const [before] = await marker()
    ada.doc.getMap('suggestions').set('s', new Y.Map())
    firstText(ada.doc).format(0, 3, { bold: true })
    firstText(ada.doc).insert(0, 'oops')
    firstText(ada.doc).delete(0, 4)
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    ada.leave()
    await until(() => house.sync.status().documents).toBe(0) // closing settles what is left
    expect(settledOf(script)).toBe(1)
    expect((await house.sql`select settled_at from document_settled where document_id = ${script}`)[0]).toEqual(before)
  })

  test('that is closed right after the last word settles before it is forgotten', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), script).synced()
    await until(() => settledOf(script)).toBe(1)
    firstText(ada.doc).insert(0, 'x')
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    ada.leave()
    await until(() => house.sync.status().documents).toBe(0)
    expect(settledOf(script)).toBe(2)
  })

  test('left unsettled by a process that was killed is settled by the next, without being opened, whatever else is damaged', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), script).synced()
    await until(() => settledOf(script)).toBe(1)
    ada.leave()
    await until(() => house.sync.status().documents).toBe(0)
    const damaged = await house.document('scene')
    await house.sql`insert into document_updates (document_id, payload) values (${damaged}, ${Buffer.from([9, 0, 0, 0, 1])})`
    const doc = await loadDocument(house.sql, script)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    firstText(doc).insert(0, 'written, not settled')
    await house.sql`insert into document_updates (document_id, payload) values (${script}, ${packUpdates(updates)})`
    await house.restart()
    await until(() => settledOf(script)).toBe(2)
  })
})

test('the marker and what follows from it are one transaction', async () => {
  let fail = true
  const other = await openHouse({
    databaseUrl: await createTestDatabase(),
    onSettled: async tx => {
      await tx`insert into verification (id, identifier, value, "expiresAt") values (gen_random_uuid(), 'x', 'x', now())`
      if (fail) throw new Error('the queue is away')
    },
  })
  try {
    const id = await other.document('scene')
    const ada = await other.join(await other.person('Ada', 'editor'), id).synced()
    ada.doc.getMap('shots').set('one', new Y.Map([['duration', 8]]))
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    ada.leave()
    await until(() => other.sync.status().documents).toBe(0)
    expect(await other.sql`select from document_settled where document_id = ${id}`).toHaveLength(0)
    expect(await other.sql`select from verification`).toHaveLength(0)
    fail = false
    await other.join(await other.person('Bob', 'viewer'), id).synced()
    await until(() => other.sql`select from document_settled where document_id = ${id}`).toHaveLength(1)
    expect(await other.sql`select from verification`).toHaveLength(1)
  } finally {
    await other.close()
  }
})
