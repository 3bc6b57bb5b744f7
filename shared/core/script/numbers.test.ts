import fc from 'fast-check'
import { expect, it } from 'vitest'
import { numberScenes } from './numbers.ts'

it.each([
  ['without a fixed number: their places', [undefined, undefined], ['1', '2']],
  ['after a fixed number: on from it', ['1', undefined, undefined], ['1', '2', '3']],
  ['after an added scene: on from its number', ['12', '12A', undefined], ['12', '12A', '13']],
  ['never one that is fixed further down', [undefined, '1', undefined], ['2', '1', '3']],
  ['after a number without a figure: on from the one before', [undefined, 'X', undefined], ['1', 'X', '2']],
])('%s', (_, fixed, expected) => {
  expect(numberScenes(fixed)).toEqual(expected)
})

it('gives every scene that has no fixed number one of its own', () => {
  const number = fc.option(fc.constantFrom('1', '2', '3', '3A', '10', 'B'), { nil: undefined })
  fc.assert(
    fc.property(fc.array(number), fixed => {
      const numbers = numberScenes(fixed)
      const own = numbers.filter((_, i) => fixed[i] === undefined)
      const others = numbers.filter((_, i) => fixed[i] !== undefined)
      expect(new Set(own).size).toBe(own.length)
      expect(own.filter(one => others.includes(one))).toEqual([])
    }),
  )
})
