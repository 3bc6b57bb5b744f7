import { describe, expect, it } from 'vitest'
import { colourIndexOf, colourOf, newPersonId, PERSON_COLOURS } from './colour.ts'

describe('the colour of a person', () => {
  it('is the same wherever it is asked for, and one of the palette', () => {
    expect(colourOf('somebody')).toBe(colourOf('somebody'))
    expect(PERSON_COLOURS).toContain(colourOf('somebody else'))
  })
  it('differs among the first ten people of a studio', () => {
    const ids = Array.from({ length: 10 }, (_, accounts) => newPersonId(accounts))
    expect(new Set(ids.map(colourIndexOf)).size).toBe(10)
    expect(new Set(ids).size).toBe(10)
  })
})
