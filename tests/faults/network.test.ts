import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Documents } from '../../client/sync/documents.ts'
import type { OpenDocument } from '../../client/sync/openDocument.ts'
import { type House, openHouse, until } from '../integration/sync/house.ts'

/** ROUNDS=500 for a long run, SEED=... to repeat one. */
const ROUNDS = Number(process.env.ROUNDS ?? 60)
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
let randomState = SEED
/** mulberry32 */
function random(): number {
  randomState = (randomState + 0x6d2b79f5) | 0
  let t = Math.imul(randomState ^ (randomState >>> 15), 1 | randomState)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = (n: number) => Math.floor(random() * n)

let house: House
const tabs: Documents[] = []
beforeEach(async () => {
  house = await openHouse()
})
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.destroy()
  await house.close()
})

async function tab(name: string): Promise<OpenDocument> {
  const person = await house.person(name, 'editor')
  const documents = new Documents({ ...house.tab(person), retry: { first: 10, most: 40 } })
  tabs.push(documents)
  return documents.open(house.script, person)
}

/** One thing that happens to people and networks. */
async function happen(people: readonly OpenDocument[]): Promise<string> {
  const luck = random()
  if (luck < 0.05) {
    await house.restart()
    return 'restart'
  }
  if (luck < 0.2) {
    house.cut()
    return 'cut'
  }
  if (luck < 0.4) {
    await new Promise(resolve => setTimeout(resolve, below(30)))
    return 'a pause'
  }
  const person = people[below(people.length)]
  const text = person?.doc.getText('t')
  for (let i = below(8); text && i >= 0; i--)
    if (text.length > 20 && random() < 0.2) text.delete(below(text.length - 3), 2)
    else text.insert(below(text.length + 1), 'x')
  return 'typing'
}

describe('over a network that breaks and a server that restarts', () => {
  test(
    'nobody reads Saved before it is true, and everybody ends with the same words, all of them saved',
    async () => {
      const people = [await tab('Ada'), await tab('Bob'), await tab('Cy')]
      for (const person of people) await until(person.getState).toMatchObject({ state: 'saved' })
      const counts = { checks: 0, restart: 0, cut: 0, typing: 0 }
      for (let round = 0; round < ROUNDS; round++) {
        const happened = await happen(people)
        if (happened in counts) counts[happened as keyof typeof counts]++
        const claims = people
          .filter(person => person.getState().state === 'saved')
          .map(({ doc }) => ({ clientId: doc.clientID, clock: Y.getState(doc.store, doc.clientID) }))
        const stored = await house.stored(house.script)
        for (const { clientId, clock } of claims) {
          counts.checks++
          expect(Y.getState(stored.store, clientId), `seed ${SEED}, round ${round}`).toBeGreaterThanOrEqual(clock)
        }
      }
      for (const person of people) await until(person.getState, 15_000).toMatchObject({ state: 'saved', unsaved: 0 })
      const words = () => people.map(person => person.doc.getText('t').toString())
      await until(() => new Set(words()).size).toBe(1)
      expect((await house.stored(house.script)).getText('t').toString(), `seed ${SEED}`).toBe(words()[0])
      console.log(
        `seed ${SEED}: ${ROUNDS} rounds, ${counts.restart} restarts, ${counts.cut} cuts, ` +
          `${counts.checks} times somebody read Saved, each time it was true`,
      )
      expect(counts.checks).toBeGreaterThan(0)
    },
    60_000 + ROUNDS * 1000,
  )
})
