import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Documents } from '../../../client/sync/documents.ts'
import type { OpenDocument } from '../../../client/sync/openDocument.ts'
import type { SyncEnvironment } from '../../../client/sync/tabSocket.ts'
import { MOST_FRAME_BYTES } from '../../../shared/core/documents/limits.ts'
import { type House, openHouse, until } from './house.ts'

const MB = 1024 * 1024
const LARGE = 'A line of a very long screenplay. '.repeat((5 * MB) / 34)

let house: House
const tabs: Documents[] = []
beforeEach(async () => {
  house = await openHouse()
})
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.destroy()
  await house.close()
})

async function openTab(
  change: (own: SyncEnvironment) => Partial<SyncEnvironment> = () => ({}),
): Promise<OpenDocument & { uploads: number }> {
  const person = await house.person('Ada', 'editor')
  const own = house.tab(person)
  const environment = { ...own, ...change(own) }
  const documents = new Documents({
    ...environment,
    upload: (documentId, update) => {
      open.uploads++
      return environment.upload(documentId, update)
    },
  })
  tabs.push(documents)
  const open = Object.assign(documents.open(house.script, person), { uploads: 0 })
  await until(open.getState).toMatchObject({ state: 'saved' })
  return open
}
const text = (open: OpenDocument) => open.doc.getText('t')
const stored = async () => (await house.stored(house.script)).getText('t').toString()

describe('what is too large for a frame of the socket', () => {
  test('a paste of 5 MB arrives, with what is typed around it, and Saved means all of it', async () => {
    const ada = await openTab()
    const bob = await openTab()
    text(ada).insert(0, 'before ')
    text(ada).insert(7, LARGE)
    for (const letter of ' after') text(ada).insert(text(ada).length, letter)
    expect(ada.getState()).toMatchObject({ state: 'saving', unsaved: 8 })
    await until(ada.getState, 20_000).toMatchObject({ state: 'saved', unsaved: 0 })
    expect(await stored()).toBe(`before ${LARGE} after`)
    await until(() => text(bob).length).toBe(text(ada).length)
    expect([ada.uploads, bob.uploads]).toEqual([1, 0])
    text(bob).insert(0, 'and ')
    await until(bob.getState).toMatchObject({ state: 'saved', unsaved: 0 })
    await until(() => text(ada).toString().slice(0, 10)).toBe('and before')
  })

  test('what was written offline arrives whole when the network is back, and nothing twice', async () => {
    const ada = await openTab()
    await house.stop()
    await until(ada.getState).toMatchObject({ state: 'offline' })
    for (let i = 0; i < 20; i++) text(ada).insert(text(ada).length, LARGE.slice(0, MB / 4))
    expect(ada.getState()).toMatchObject({ state: 'offline', unsaved: 20 })
    await house.restart()
    await until(ada.getState, 20_000).toMatchObject({ state: 'saved', unsaved: 0 })
    expect((await stored()).length).toBe(5 * MB)
    expect(ada.uploads).toBe(1)
  })

  test('is Saving for as long as the server cannot take it, and goes through by itself', async () => {
    let away = true
    const ada = await openTab(own => ({ upload: async (...of) => (away ? 'later' : own.upload(...of)) }))
    text(ada).insert(0, LARGE)
    text(ada).insert(0, 'x')
    await until(() => ada.uploads).toBeGreaterThan(1)
    expect(ada.getState()).toMatchObject({ state: 'saving', unsaved: 2 })
    away = false
    await until(ada.getState, 20_000).toMatchObject({ state: 'saved', unsaved: 0 })
    expect((await stored()).slice(0, 3)).toBe('xA ')
  })

  test('survives a network that breaks in the middle of it', async () => {
    const ada = await openTab()
    text(ada).insert(0, LARGE)
    house.cut()
    text(ada).insert(0, 'x')
    await until(ada.getState, 20_000).toMatchObject({ state: 'saved', unsaved: 0 })
    expect((await stored()).length).toBe(LARGE.length + 1)
  })

  test('that the server will not have is said in a sentence, and stays in the browser', async () => {
    const ada = await openTab(() => ({ upload: async () => ({ refused: 'too-large' }) }))
    text(ada).insert(0, LARGE)
    await until(ada.getState).toMatchObject({ state: 'refused', editable: false })
    expect(ada.getState().message).toMatch(/this large.*kept/)
    expect(text(ada).length).toBe(LARGE.length)
  })

  test('a first state larger than a frame reaches everybody who opens the document', async () => {
    const ada = await openTab()
    text(ada).insert(0, LARGE)
    await until(ada.getState, 20_000).toMatchObject({ state: 'saved' })
    const guest = await house.join(await house.person('Vi', 'viewer'), house.script).synced()
    expect(guest.text.length).toBe(LARGE.length)
    expect(Y.encodeStateAsUpdate(guest.doc).length).toBeGreaterThan(MOST_FRAME_BYTES)
  })
})
