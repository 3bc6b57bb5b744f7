import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutCards } from './cardLayout.ts'

const card = (id: string, top: number, height = 50) => ({ id, top, height })
const tops = (cards: ReturnType<typeof card>[], active: string | null = null) => [
  ...layoutCards(cards, 10, active).values(),
]

describe('cards in the margin', () => {
  it('stand beside their lines while there is room', () => {
    expect(tops([card('a', 0), card('b', 100), card('c', 300)])).toEqual([0, 100, 300])
  })

  it('push the next ones down', () => {
    expect(tops([card('a', 0), card('b', 20), card('c', 30), card('d', 400)])).toEqual([0, 60, 120, 400])
  })

  it('make room for the active one, which stands beside its line', () => {
    expect(tops([card('a', 200), card('b', 210), card('c', 220)], 'b')).toEqual([150, 210, 270])
  })

  it('never go over the upper edge', () => {
    expect(tops([card('a', 5), card('b', 10)], 'b')).toEqual([0, 60])
  })

  it('never lie over each other, whichever is active', () => {
    const cards = fc.array(fc.record({ top: fc.nat(1000), height: fc.integer({ min: 10, max: 200 }) }), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(cards, fc.nat(12), (list, active) => {
        const wanted = list.sort((a, b) => a.top - b.top).map((c, i) => ({ id: `${i}`, ...c }))
        const places = layoutCards(wanted, 8, `${active}`)
        wanted.forEach((c, i) => {
          const above = wanted[i - 1]
          const floor = above ? (places.get(above.id) ?? 0) + above.height + 8 : 0
          expect(places.get(c.id)).toBeGreaterThanOrEqual(floor)
        })
      }),
    )
  })
})
