import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { THINNING, type Thinnable, thinned } from './thinning.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A Thursday midnight, where slots of every length begin. */
const NOON = Math.ceil(Date.UTC(2026, 10, 5) / (7 * DAY)) * 7 * DAY

const automatic = (at: number): Thinnable => ({ id: `v${at}`, kind: 'automatic', at })
const left = (versions: readonly Thinnable[], now: number): Thinnable[] => {
  const gone = new Set(thinned(versions, now))
  return versions.filter(version => !gone.has(version))
}

const history = fc
  .uniqueArray(fc.integer({ min: 0, max: 200 * DAY }), { maxLength: 60 })
  .map(ages => ages.map(age => automatic(NOON - age)))

describe('thinning automatic versions', () => {
  it('keeps one in five minutes of the last hour, one an hour for a day, one a day for a month, then one a week', () => {
    const everyMinute = Array.from({ length: 120 * 24 * 60 }, (_, i) => automatic(NOON - 1 - i * MINUTE))
    const kept = left(everyMinute, NOON)
    const between = (from: number, to: number) => kept.filter(({ at }) => NOON - at > from && NOON - at <= to).length
    expect(between(0, HOUR)).toBe(12)
    expect(between(HOUR, DAY)).toBe(23)
    expect(between(DAY, 30 * DAY)).toBe(29)
    // these ninety days touch fourteen weeks; the first of all stays as well
    expect(between(30 * DAY, 120 * DAY)).toBe(14 + 1)
  })

  it('never gives up what somebody named, or a commit', () => {
    const versions = (['named', 'commit', 'automatic'] as const).flatMap(kind =>
      Array.from({ length: 20 }, (_, i): Thinnable => ({ id: `${kind}${i}`, kind, at: NOON - 90 * DAY - i * MINUTE })),
    )
    expect(thinned(versions, NOON).filter(({ kind }) => kind !== 'automatic')).toEqual([])
    expect(thinned(versions, NOON).length).toBeGreaterThan(15)
  })

  it('keeps the newest and the first', () => {
    fc.assert(
      fc.property(history, versions => {
        fc.pre(versions.length > 0)
        const times = left(versions, NOON).map(({ at }) => at)
        const all = versions.map(({ at }) => at)
        expect(Math.max(...times)).toBe(Math.max(...all))
        expect(Math.min(...times)).toBe(Math.min(...all))
      }),
    )
  })

  it('ends at the same versions whether it ran every day or once', () => {
    fc.assert(
      fc.property(history, fc.array(fc.integer({ min: 0, max: 200 * DAY }), { maxLength: 5 }), (versions, ages) => {
        const moments = [...ages.map(age => NOON - age).sort((a, b) => a - b), NOON]
        let often: Thinnable[] = []
        let seen = Number.NEGATIVE_INFINITY
        for (const now of moments) {
          const fresh = versions.filter(({ at }) => at > seen && at <= now)
          often = left([...often, ...fresh], now)
          seen = now
        }
        expect(new Set(often)).toEqual(new Set(left(versions, NOON)))
      }),
    )
  })

  it('has slots that divide each other, which the claim above needs', () => {
    for (const [i, { slot }] of THINNING.entries()) expect((THINNING[i + 1]?.slot ?? slot) % slot).toBe(0)
  })
})
