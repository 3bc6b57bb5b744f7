import { describe, expect, it } from 'vitest'
import { inShort, SYNTAX_RULES } from '../../../../tests/fixtures/fountainSyntax.ts'
import { parseFountain } from './parse.ts'
import { writeFountain } from './write.ts'

describe('the syntax page of Fountain 1.1', () => {
  it.each(SYNTAX_RULES)('$section: $rule', ({ source, lines, titlePage = [] }) => {
    const read = parseFountain(source)
    expect(read.lines.map(inShort)).toEqual(lines)
    expect(read.titlePage).toEqual(titlePage)
    // and the same when it was exported
    expect(parseFountain(writeFountain(read))).toEqual(read)
  })
})
