import { expect, test } from 'vitest'
import { initialsOf } from './people.ts'

test.each([
  ['Ana Torres', 'AT'],
  ['ana', 'A'],
  ['  Jean  Luc  de la Fuente ', 'JF'],
  ['Łucja Żak', 'ŁŻ'],
  ['👩‍🚀 Nova', '👩N'],
  ['', '?'],
])('“%s” has the initials %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
