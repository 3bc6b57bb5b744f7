import { describe, expect, it } from 'vitest'
import { partialJson } from './partialJson.ts'

describe('an answer that is still arriving', () => {
  const whole = '{"lines":[{"n":1,"text":"She \\"waits\\" — \\u00e9 \\\\ here."},{"n":22,"text":""}],"rationale":"why"}'

  it('can be read at every character, and never says more than has arrived', () => {
    for (let end = 1; end <= whole.length; end++) {
      const value = partialJson(whole.slice(0, end))
      expect(value, whole.slice(0, end)).toBeTypeOf('object')
      const text = JSON.stringify(value)
      expect(text.length).toBeLessThanOrEqual(whole.length)
    }
    expect(partialJson(whole)).toEqual(JSON.parse(whole))
  })

  it('shows a string word by word', () => {
    expect(partialJson('{"lines":[{"n":1,"text":"She wai')).toEqual({ lines: [{ n: 1, text: 'She wai' }] })
  })

  it('drops a key that has no value yet', () => {
    expect(partialJson('{"lines":[{"n":1,"te')).toEqual({ lines: [{ n: 1 }] })
  })

  it('is undefined before there is anything', () => {
    expect(partialJson('')).toBeUndefined()
  })
})
