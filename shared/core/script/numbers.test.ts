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

it.each([
  ['behind its neighbour', ['12', undefined, undefined, '13'], ['12', '12A', '12B', '13']],
  ['before the first', [undefined, '1'], ['A1', '1']],
  ['between a number and the one added behind it', ['12', undefined, '12A'], ['12', 'A12A', '12A']],
  ['between those again', ['12', undefined, 'A12A', undefined, '12A'], ['12', 'AA12A', 'A12A', 'B12A', '12A']],
  ['without I and O', ['5H', undefined, '6N', undefined], ['5H', '5J', '6N', '6P']],
  ['behind Z', ['7Z', undefined], ['7Z', '7AA']],
  ['past one that moved elsewhere', ['7A', '7', undefined], ['7A', '7', '7B']],
  ['behind a word', ['PROLOGUE', undefined, '1'], ['PROLOGUE', 'A1', '1']],
  ['of a script in which none is fixed: their places', [undefined, undefined], ['1', '2']],
])('locked, %s', (_, fixed, expected) => {
  expect(numberScenes(fixed, true)).toEqual(expected)
})

it('gives every scene that has no fixed number one of its own', () => {
  const number = fc.option(fc.constantFrom('1', '2', '3', '3A', '10', 'B'), { nil: undefined })
  fc.assert(
    fc.property(fc.array(number), fc.boolean(), (fixed, locked) => {
      const numbers = numberScenes(fixed, locked)
      const own = numbers.filter((_, i) => fixed[i] === undefined)
      const others = numbers.filter((_, i) => fixed[i] !== undefined)
      expect(new Set(own).size).toBe(own.length)
      expect(own.filter(one => others.includes(one))).toEqual([])
    }),
  )
})
