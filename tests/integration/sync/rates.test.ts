import { afterEach, describe, expect, test } from 'vitest'
import { Allowance, RATES } from '../../../server/sync/rates.ts'
import { type House, openHouse, until } from './house.ts'
import { openWire, presence, updateBy } from './wire.ts'

let house: House
afterEach(() => house?.close())

const KB = 1024
const few = { messages: { burst: 200, perSecond: 20 }, bytes: { burst: 300 * KB, perSecond: 10 * KB } }
const tooFast = { code: 4429, reason: 'too-fast' }

describe('what one person may send', () => {
  test('is counted over all their connections, and is nobody else’s', async () => {
    house = await openHouse({ rates: { account: few } })
    const [ada, bob] = [await house.person('Ada', 'editor'), await house.person('Bob', 'editor')]
    const open = async (person: typeof ada) => (await openWire(house.url, house.script, house.token(person))).hello()
    const [one, two, other] = [await open(ada), await open(ada), await open(bob)]
    const state = (wire: typeof one) => wire.frame(1, presence(3, 1, {}))
    for (let i = 0; i < 150; i++) one.raw(state(one))
    await one.handled()
    expect(one.closed).toBeNull()
    for (let i = 0; i < 150; i++) two.raw(state(two))
    await until(() => two.closed).toEqual(tooFast)
    for (let i = 0; i < 150; i++) other.raw(state(other))
    await other.handled()
    expect(other.closed).toBeNull()
  })

  test('is counted in bytes as well, over HTTP as over the socket', async () => {
    house = await openHouse({ rates: { account: few } })
    const ada = await house.person('Ada', 'editor')
    const wire = await (await openWire(house.url, house.script, house.token(ada))).hello()
    const large = (clientId: number) => updateBy(clientId, doc => doc.getText('t').insert(0, 'x'.repeat(200 * KB)))
    wire.send(0, 2, large(8))
    await until(() => wire.acks.applied).toBe(1)
    await expect(house.sync.take(house.script, large(9), ada)).rejects.toMatchObject({ reason: 'too-fast' })
    wire.send(0, 2, large(10))
    await until(() => wire.closed).toEqual(tooFast)
    expect((await house.stored(house.script)).getText('t').length).toBe(200 * KB)
  })

  test('is little while nobody knows who they are', async () => {
    house = await openHouse({ rates: { stranger: few } })
    const wire = await openWire(house.url, house.script, 'nobody')
    for (let i = 0; i < 300; i++) wire.send(0, 0, Uint8Array.of(0))
    await until(() => wire.closed).toEqual(tooFast)
  })

  test('leaves room for the fastest honest typing, for an hour, and for a reconnect of a hundred documents', () => {
    const allowance = new Allowance(RATES.account, 0)
    let now = 0
    // three tabs at twenty keystrokes a second, each with its caret, for an hour
    for (let second = 0; second < 3600; second++, now += 1000)
      for (let i = 0; i < 120; i++) expect(allowance.take(120, now)).toBe(true)
    for (let document = 0; document < 100; document++)
      for (const bytes of [300, 200_000, 400, 200]) expect(allowance.take(bytes, now)).toBe(true)
  })

  test('comes back with time, also after a flood', () => {
    const allowance = new Allowance(few, 0)
    for (let i = 0; i < 100_000; i++) allowance.take(10, 0)
    expect(allowance.take(10, 1000)).toBe(false)
    expect(allowance.take(10, 60_000)).toBe(true)
  })
})
