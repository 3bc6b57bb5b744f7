import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readAttribution } from '../../../server/sync/attribution.ts'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, readLines, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { makeVariant, proseOf, readProse, variantsRoot } from '../../../shared/core/treatment/variants.ts'
import { type House, openHouse, until } from './house.ts'

let house: House
let script: string
beforeEach(async () => {
  house = await openHouse()
  await house.sql`delete from documents where id = ${house.script}`
  script = await house.document('script', doc => {
    const roots = scriptRoots(doc)
    addScene(roots.scenes, 'one', { order: 'a0' })
    roots.script.insert(0, [
      makeLine('heading', 'one', { type: 'scene_heading', runs: plain('INT. KITCHEN - DAY') }),
      makeLine('action', 'one', { type: 'action', runs: plain('Rain.') }),
    ])
  })
})
afterEach(() => house.close())

describe('the server repairs an open script', () => {
  test('in its own name, for everybody, durably, and only what is wrong', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), script).synced()
    const bob = await house.join(await house.person('Bob', 'editor'), script).synced()
    const writers = (await house.stored(script)).store.clients.size
    const fragment = scriptRoots(ada.doc).script
    fragment.insert(2, [makeLine('action', 'one', { type: 'action', runs: plain('Thunder.') })])
    await until(() => new Set(readLines(bob.doc).map(line => line.id)).size).toBe(3)
    expect(readLines(bob.doc).map(line => line.text)).toEqual(['INT. KITCHEN - DAY', 'Rain.', 'Thunder.'])
    await until(() => ada.provider.unsyncedChanges).toBe(0)
    await until(async () => readLines(await house.stored(script)).map(line => line.id)).toEqual(
      readLines(bob.doc).map(line => line.id),
    )
    const stored = await house.stored(script)
    expect(stored.store.clients.size).toBe(writers + 2) // Ada's and the server's
    const owners = await readAttribution(house.sql, script)
    expect([...stored.store.clients.keys()].map(id => owners.get(id)?.agent)).toContain('server')
  })

  test('and leaves a sound one alone', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), script).synced()
    const before = (await house.stored(script)).store.clients.size
    ada.doc.getText('t').insert(0, 'x')
    await until(() => house.settled.length).toBeGreaterThan(0)
    const stored = await house.stored(script)
    expect(stored.store.clients.size).toBe(before + 1)
    expect(stored.store.clients.has(ada.doc.clientID)).toBe(true)
  })

  test('and gives two paragraphs of a treatment with one id an id each', async () => {
    await house.sql`delete from documents where kind = 'treatment'`
    const treatment = await house.document('treatment', doc => {
      const lines = [{ type: 'general' as const, runs: plain('She waits.') }]
      const draft = { title: '', tone: '', ending: '', chronology: '', madeBy: null, at: '', lines }
      variantsRoot(doc).set(
        'v1',
        makeVariant('v1', 'a0', draft, () => 'l1'),
      )
    })
    const ada = await house.join(await house.person('Ada', 'editor'), treatment).synced()
    proseOf(ada.doc, 'v1')?.push([makeLine('l1', 'v1', { type: 'scene_heading', runs: plain('INT. FERRY') })])
    await until(() => new Set(readProse(ada.doc, 'v1').map(line => line.id)).size).toBe(2)
    expect(readProse(ada.doc, 'v1').map(({ type, text }) => [type, text])).toEqual([
      ['general', 'She waits.'],
      ['general', 'INT. FERRY'],
    ])
  })
})
