import { afterEach, beforeEach, expect, test } from 'vitest'
import { Documents } from '../../../client/sync/documents.ts'
import { type House, openHouse, until } from './house.ts'

let house: House
const tabs: Documents[] = []
beforeEach(async () => {
  house = await openHouse()
})
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.destroy()
  await house.close()
})

test('a tab may open more documents at once than the library lets wait, and all of them are saved', async () => {
  const person = await house.person('Ada', 'editor')
  const documents = new Documents(house.tab(person))
  tabs.push(documents)
  const ids = await Promise.all(Array.from({ length: 150 }, () => house.document('scene')))
  const open = ids.map(id => documents.open(id, person))
  await until(() => open.filter(one => one.getState().state === 'saved').length, 20_000).toBe(150)
  for (const one of open) one.doc.getText('t').insert(0, 'x')
  await until(() => documents.getSummary(), 20_000).toMatchObject({ state: 'saved', unsaved: 0 })
  expect(house.sync.status().connections).toBe(1)
})
