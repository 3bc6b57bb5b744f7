import { afterEach, describe, expect, test } from 'vitest'
import { type House, openHouse, until } from './house.ts'
import { openWire, updateBy, type Wire } from './wire.ts'

let house: House
afterEach(() => house?.close())

const faults = { burst: 3, perSecond: 0, hold: 10 }
const garbage = (wire: Wire) => wire.frame(0, 2, Uint8Array.of(1, 2, 3, 4, 5))

/** Comes in and is thrown out for what it sends. */
async function offend(token: string): Promise<void> {
  const wire = await (await openWire(house.url, house.script, token)).hello()
  wire.raw(garbage(wire))
  await until(() => wire.closed).toEqual({ code: 4400, reason: 'bad-frame' })
}

/** Comes by token, or with an empty one and a cookie. */
async function come(token: string, cookie?: string): Promise<Wire> {
  const wire = await openWire(house.url, house.script, token, cookie === undefined ? {} : { cookie })
  wire.send(2, 0, token)
  return wire
}
async function turnedAway(token: string, cookie?: string): Promise<void> {
  const wire = await come(token, cookie)
  await until(() => wire.closed).toEqual({ code: 4430, reason: 'must-wait' })
}

describe('whoever sends again and again what nobody can read', () => {
  test('has to wait, with any session, and costs the database no look; others do not', async () => {
    house = await openHouse({ rates: { faults } })
    const [eve, bob] = [await house.person('Eve', 'editor'), await house.person('Bob', 'editor')]
    const early = await (await openWire(house.url, house.script, house.token(eve))).hello()
    const token = house.token(eve)
    for (let i = 0; i < 3; i++) await offend(token)
    const { authorised } = house.asked()
    const cookie = `session=${token}`
    await Promise.all([turnedAway(token), turnedAway(house.token(eve)), turnedAway('', cookie)])
    const { identified } = house.asked()
    // a cookie says whose it is to the database alone, which is asked once
    await Promise.all([turnedAway('', cookie), turnedAway('', cookie)])
    expect(house.asked()).toEqual({ identified, authorised })
    await expect(
      house.sync.take(
        house.script,
        updateBy(9, doc => doc.getText('t').insert(0, 'x')),
        eve,
      ),
    ).rejects.toMatchObject({ reason: 'must-wait' })
    const other = await (await openWire(house.url, house.script, house.token(bob))).hello()
    await other.handled()
    expect([early.closed, other.closed]).toEqual([null, null])
  })

  test('is held, but not on more connections than a few', async () => {
    house = await openHouse({ rates: { faults: { ...faults, hold: 600_000 } } })
    const token = house.token(await house.person('Eve', 'editor'))
    for (let i = 0; i < 3; i++) await offend(token)
    const wires = await Promise.all(Array.from({ length: 21 }, () => come(token)))
    await until(() => wires.filter(wire => wire.closed !== null).length).toBe(1)
    expect(wires.map(wire => wire.closed?.code).filter(Boolean)).toEqual([4430])
  })

  test('is heard again after a while', async () => {
    house = await openHouse({ rates: { faults: { ...faults, perSecond: 1_000 } } })
    const token = house.token(await house.person('Eve', 'editor'))
    for (let i = 0; i < 10; i++) await offend(token)
    const wire = await (await openWire(house.url, house.script, token)).hello()
    expect(wire.closed).toBeNull()
  })

  test('over HTTP is counted as well', async () => {
    house = await openHouse({ rates: { faults } })
    const eve = await house.person('Eve', 'editor')
    const reasons: string[] = []
    for (let i = 0; i < 4; i++)
      await house.sync.take(house.script, Uint8Array.of(1, 2, 3), eve).catch(({ reason }) => reasons.push(reason))
    expect(reasons).toEqual(['bad-frame', 'bad-frame', 'bad-frame', 'must-wait'])
  })
})
