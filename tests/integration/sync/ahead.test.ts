import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { Documents } from '../../../client/sync/documents.ts'
import type { OpenDocument } from '../../../client/sync/openDocument.ts'
import type { Role } from '../../../shared/core/access.ts'
import { type Guest, type House, openHouse, until } from './house.ts'

let house: House
const tabs: Documents[] = []
beforeEach(async () => {
  house = await openHouse()
})
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.destroy()
  await house.close()
})

const textOf = (doc: Y.Doc) => doc.getText('t').toString()

/** Somebody at a tab of our client; `now()` is the document as it is open at the moment, `anew` how often it was replaced. */
async function openTab(role: Role) {
  const person = await house.person('Vi', role)
  const documents = new Documents(house.tab(person))
  tabs.push(documents)
  const tab = { person, anew: 0, now: (): OpenDocument => open }
  let open = documents.open(house.script, person)
  documents.onReplaced((_old, next) => {
    open = next
    tab.anew++
  })
  await until(() => open.getState().ready).toBe(true)
  return tab
}

/** The process dies before the last update of the document was durable, and another one starts. */
async function loseLastUpdate(): Promise<void> {
  await house.stop()
  await house.sql`
    delete from document_updates where document_id = ${house.script} and seq =
      (select max(seq) from document_updates where document_id = ${house.script})`
  await house.restart()
}

async function write(ada: Guest, text: string): Promise<void> {
  ada.text.insert(ada.text.length, text)
  await until(() => ada.provider.unsyncedChanges).toBe(0)
}

describe('a reader of what a crash took before it was saved', () => {
  test('does not go on showing it when whoever wrote it does not return', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    await write(ada, 'kept')
    const vi = await openTab('viewer')
    await write(ada, ', lost')
    await until(() => textOf(vi.now().doc)).toBe('kept, lost')
    ada.leave()
    await loseLastUpdate()
    await until(() => textOf(vi.now().doc), 10_000).toBe('kept')
    expect(vi.anew).toBe(1)
    await until(() => vi.now().getState()).toMatchObject({ state: 'read-only', unsaved: 0 })
    const bob = await house.join(await house.person('Bob', 'editor'), house.script).synced()
    await write(bob, ' by Bob')
    await until(() => textOf(vi.now().doc)).toBe('kept by Bob')
  })

  test('sees it again when its writer hands it back', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    await write(ada, 'kept')
    const vi = await openTab('commenter')
    await write(ada, ', lost')
    await until(() => textOf(vi.now().doc)).toBe('kept, lost')
    await loseLastUpdate()
    await until(async () => textOf(await house.stored(house.script)), 10_000).toBe('kept, lost')
    await until(() => textOf(vi.now().doc)).toBe('kept, lost')
    expect(ada.text.toString()).toBe('kept, lost')
  })

  test('gets a deletion back that nobody saved', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    await write(ada, 'kept')
    const vi = await openTab('viewer')
    ada.text.delete(0, 4)
    await until(() => textOf(vi.now().doc)).toBe('')
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    ada.leave()
    await loseLastUpdate()
    await until(() => textOf(vi.now().doc), 10_000).toBe('kept')
  })

  test('is left alone when nothing was lost, whatever was written and deleted before', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const vi = await openTab('viewer')
    await write(ada, 'one two three')
    ada.text.delete(4, 4)
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    await until(() => textOf(vi.now().doc)).toBe('one three')
    ada.leave()
    await house.stop()
    await house.restart()
    const bob = await house.join(await house.person('Bob', 'editor'), house.script).synced()
    await write(bob, ' four')
    await until(() => textOf(vi.now().doc), 10_000).toBe('one three four')
    expect(vi.anew).toBe(0)
  })

  test('keeps what is the reader’s own, from an earlier role', async () => {
    const vi = await openTab('editor')
    vi.now().doc.getText('t').insert(0, 'mine')
    await until(() => vi.now().getState()).toMatchObject({ state: 'saved', unsaved: 0 })
    await house.sql`update project_members set role = 'viewer' where user_id = ${vi.person.id}`
    await loseLastUpdate()
    await until(() => vi.now().getState().readOnly, 10_000).toBe(true)
    const bob = await house.join(await house.person('Bob', 'editor'), house.script).synced()
    await write(bob, 'Bob')
    await until(() => textOf(vi.now().doc)).toContain('Bob')
    expect(textOf(vi.now().doc)).toContain('mine')
    expect(vi.anew).toBe(0)
  })
})
