import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse, until } from './house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

describe('two people in one document', () => {
  test('see each other’s edits, which are in the store when they are acknowledged', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    const bob = await house.join(await house.person('Bob', 'owner'), house.script).synced()
    ada.text.insert(0, 'FADE IN:')
    await until(() => bob.text.toString()).toBe('FADE IN:')
    bob.text.insert(8, ' INT. KITCHEN')
    await until(() => ada.text.toString()).toBe('FADE IN: INT. KITCHEN')
    await until(() => ada.provider.unsyncedChanges + bob.provider.unsyncedChanges).toBe(0)
    expect((await house.stored(house.script)).getText('t').toString()).toBe('FADE IN: INT. KITCHEN')
  })

  test('find everything again after the document was unloaded', async () => {
    const person = await house.person('Ada', 'editor')
    const ada = await house.join(person, house.script).synced()
    ada.text.insert(0, 'kept')
    ada.leave()
    await until(() => house.sync.status()).toEqual({ documents: 0, connections: 0 })
    const again = await house.join(person, house.script).synced()
    expect(again.text.toString()).toBe('kept')
  })

  test('keep what they typed through a restart of the server', async () => {
    const ada = await house.join(await house.person('Ada', 'editor'), house.script).synced()
    ada.text.insert(0, 'before')
    await house.restart()
    ada.text.insert(6, ' after')
    await until(async () => (await house.stored(house.script)).getText('t').toString()).toBe('before after')
  })
})
