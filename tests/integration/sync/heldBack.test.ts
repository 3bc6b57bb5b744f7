import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Documents } from '../../../client/sync/documents.ts'
import type { OpenDocument } from '../../../client/sync/openDocument.ts'
import { lockOn } from '../../../shared/core/api/locks.ts'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, readLines, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { cellText, readShots } from '../../../shared/core/shots/shots.ts'
import { addShot } from '../../../shared/core/shots/write.ts'
import { proposeEdits } from '../../../shared/core/suggestions/propose.ts'
import { addSuggestions, storedSuggestions } from '../../../shared/core/suggestions/store.ts'
import { type House, openHouse, until } from './house.ts'

let house: House
let script: string
const tabs: Documents[] = []
beforeEach(async () => {
  house = await openHouse()
  await house.sql`delete from documents where id = ${house.script}`
  script = await house.document('script', doc => {
    const roots = scriptRoots(doc)
    addScene(roots.scenes, 'one', { order: 'a0' })
    roots.script.insert(0, [
      makeLine('heading', 'one', { type: 'scene_heading', runs: plain('INT. KITCHEN - DAY') }),
      makeLine('rain', 'one', { type: 'action', runs: plain('Rain.') }),
    ])
  })
})
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.destroy()
  await house.close()
})

const words = (doc: Y.Doc): Y.XmlText => {
  const line: unknown = doc.getXmlFragment('script').get(1)
  const text: unknown = line instanceof Y.XmlElement ? line.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('The line has no words.')
  return text
}
const actionOf = (doc: Y.Doc): Y.Text => {
  const text = cellText(doc, readShots(doc)[0]?.id ?? '', 'action')
  if (!text) throw new Error('There is no shot.')
  return text
}
const read = (doc: Y.Doc) => readLines(doc)[1]?.text

/** A tab with the script open; `now()` is the script as it is open at the moment. */
async function openTab(name: string, documentId = script) {
  const person = await house.person(name, 'editor')
  const documents = new Documents(house.tab(person))
  tabs.push(documents)
  let open: OpenDocument = documents.open(documentId, person)
  documents.onReplaced((_old, next) => {
    open = next
  })
  await until(open.getState).toMatchObject({ state: 'saved' })
  return { person, documents, now: () => open, drafts: () => documents.drafts(person.id).of(documentId) }
}
const boss = async () => {
  const { id, name } = await house.person('Ona', 'owner')
  return { id, name }
}

describe('a lock', () => {
  test('says to everybody who locked and why, and nobody can edit until it ends', async () => {
    const ada = await openTab('Ada')
    const ona = await boss()
    await house.sync.lock(script, ona, { reason: 'Shooting tomorrow', root: null })
    await until(() => ada.now().getState()).toMatchObject({ state: 'read-only', editable: false, unsaved: 0 })
    expect(ada.now().getState().lock).toMatchObject({ by: 'Ona', reason: 'Shooting tomorrow' })
    expect(ada.now().getState().message).toMatch(/Ona locked.*Shooting tomorrow/)
    expect(await ada.drafts()).toEqual([])
    await house.sync.unlock(script, ona, null)
    await until(() => ada.now().getState()).toMatchObject({ state: 'saved', editable: true, lock: null })
    words(ada.now().doc).insert(5, ' Thunder.')
    await until(async () => read(await house.stored(script))).toBe('Rain. Thunder.')
  })

  test('turns what somebody wrote offline into a private draft, which can be offered as suggestions after it', async () => {
    const [ada, bob] = [await openTab('Ada'), await openTab('Bob')]
    ada.documents.setOnline(false)
    await until(() => ada.now().getState()).toMatchObject({ state: 'offline' })
    words(ada.now().doc).insert(0, 'Heavy ')
    const ona = await boss()
    await house.sync.lock(script, ona, { reason: '', root: null })
    ada.documents.setOnline(true)
    await until(ada.drafts).toHaveLength(1)
    // her live copy is the server's again
    await until(() => read(ada.now().doc)).toBe('Rain.')
    await until(() => ada.now().getState()).toMatchObject({ state: 'read-only', unsaved: 0, ready: true })
    expect(await bob.drafts()).toEqual([])
    await house.sync.unlock(script, ona, null)
    await until(() => ada.now().getState()).toMatchObject({ state: 'saved', editable: true })
    expect(read(await house.stored(script))).toBe('Rain.')

    const [draft] = await ada.drafts()
    expect(draft).toMatchObject({ lockedBy: 'Ona', text: 'Heavy Rain.' })
    const proposed = proposeEdits(ada.now().doc, draft?.edits ?? [], {
      author: { kind: 'person', id: ada.person.id, name: ada.person.name },
    })
    addSuggestions(ada.now().doc, proposed)
    await until(() => storedSuggestions(bob.now().doc).length).toBe(1)
    for (const { update } of storedSuggestions(bob.now().doc)) Y.applyUpdate(bob.now().doc, update)
    await until(async () => read(await house.stored(script))).toBe('Heavy Rain.')
    expect(bob.now().getState().message).toBeNull()
  })

  test('in the middle of typing: every letter is either on the server or in the draft', async () => {
    const ada = await openTab('Ada')
    let typed = 0
    const timer = setInterval(() => {
      if (!ada.now().getState().editable) return
      words(ada.now().doc).insert(0, 'x')
      typed++
    }, 2)
    await until(() => typed).toBeGreaterThan(50)
    await house.sync.lock(script, await boss(), { reason: '', root: null })
    await until(() => ada.now().getState()).toMatchObject({ state: 'read-only', unsaved: 0 })
    clearInterval(timer)
    const server = read(await house.stored(script)) ?? ''
    await until(() => read(ada.now().doc)).toBe(server)
    const [draft] = await ada.drafts()
    expect(draft ? draft.text : server).toBe(`${'x'.repeat(typed)}Rain.`)
  })

  test('of a shot list turns what somebody wrote in it offline into a draft; the rest of the scene stays open', async () => {
    const scene = await house.document('scene', doc => void addShot(doc, null, { action: 'Ana runs.' }))
    const ada = await openTab('Ada', scene)
    ada.documents.setOnline(false)
    await until(() => ada.now().getState()).toMatchObject({ state: 'offline' })
    actionOf(ada.now().doc).insert(0, 'Slowly, ')
    const ona = await boss()
    await house.sync.lock(scene, ona, { reason: '', root: 'shots' })
    ada.documents.setOnline(true)
    await until(ada.drafts).toHaveLength(1)
    await until(() => actionOf(ada.now().doc).toString()).toBe('Ana runs.')
    await until(() => ada.now().getState()).toMatchObject({ state: 'saved', editable: true, unsaved: 0, lock: null })
    expect(lockOn(ada.now().getState().locks, 'shots')).toMatchObject({ by: 'Ona' })
    ada.now().doc.getMap('m').set('elsewhere', true)
    await until(async () => (await house.stored(scene)).getMap('m').get('elsewhere')).toBe(true)

    await house.sync.unlock(scene, ona, 'shots')
    await until(() => ada.now().getState().locks).toEqual([])
    actionOf(ada.now().doc).insert(0, 'Now ')
    await until(async () => actionOf(await house.stored(scene)).toString()).toBe('Now Ana runs.')
    expect((await ada.drafts())[0]?.text).toContain('Slowly, Ana runs.')
  })
})
