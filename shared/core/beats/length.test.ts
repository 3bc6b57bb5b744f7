import { expect, it } from 'vitest'
import { beatsWanted } from './length.ts'

it.each<[number | null, number | null, { least: number; most: number }]>([
  [null, null, { least: 15, most: 30 }],
  [80, 110, { least: 15, most: 30 }],
  [8, 12, { least: 10, most: 20 }],
  [null, 5, { least: 5, most: 10 }],
  [0.5, 1, { least: 3, most: 4 }],
])('a film of %s to %s minutes wants as many beats as %o says', (least, most, wanted) => {
  expect(beatsWanted({ least, most })).toEqual(wanted)
})
