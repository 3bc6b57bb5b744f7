import { describe, expect, it } from 'vitest'
import type { Segment } from '../../../shared/core/suggestions/segments.ts'
import { diffWords } from '../../../shared/core/text/wordDiff.ts'
import { editsInPhrases, inPhrases } from './phrases.ts'

/** Segments written '=kept', '-old' and '+new', each of suggestion 's' unless another is named: '+t:new'. */
function segments(...parts: string[]): Segment[] {
  let offset = 0
  return parts.map(part => {
    const [, sign = '=', id = 's', text = ''] = /^([=+-])(?:(\w):)?(.*)$/s.exec(part) ?? []
    const from = offset
    if (sign !== '+') offset += text.length
    const op = sign === '=' ? 'keep' : sign === '+' ? 'insert' : 'delete'
    return { op, text, suggestionIds: op === 'keep' ? [] : [id], from, to: offset }
  })
}
const shown = (list: Segment[]) => list.map(({ op, text }) => `${{ keep: '=', insert: '+', delete: '-' }[op]}${text}`)

describe('exchanged words', () => {
  it('are shown as one phrase when only spaces and short words lie between them', () => {
    const line = segments('=He ', '-knows', '+looks', '= ', '-he', '+at', '= ', '-is', '+the', '=.')
    expect(shown(inPhrases(line))).toEqual(['=He ', '-knows he is', '+looks at the', '=.'])
    expect(inPhrases(line)[1]).toMatchObject({ from: 3, to: 14, suggestionIds: ['s'] })
    expect(inPhrases(line)[2]).toMatchObject({ from: 14, to: 14 })
  })
  it('stay apart when a longer word is kept between them', () => {
    const line = segments('-knows', '+sees', '= somebody ', '-is', '+was', '=.')
    expect(shown(inPhrases(line))).toEqual(shown(line))
  })
  it('of two suggestions are never one phrase', () => {
    const line = segments('-s:knows', '+s:sees', '= ', '-t:is', '+t:was')
    expect(shown(inPhrases(line))).toEqual(shown(line))
  })
  it('leave words that are only new, or only gone, as they are', () => {
    const line = segments('+new', '= ', '+words', '= and ', '-old', '= ', '-words')
    expect(shown(inPhrases(line))).toEqual(shown(line))
  })
})

it('an exchanged phrase is spoken as one', () => {
  const before = 'He knows he is late.'
  const edits = editsInPhrases(before, diffWords(before, 'He looks at the clock, then at her.'))
  expect(edits).toEqual([{ from: 3, to: 19, insert: 'looks at the clock, then at her' }])
})
