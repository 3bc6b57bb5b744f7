import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTILE_UNITS, repeated } from '../../../../tests/fixtures/hostileFountain.ts'
import { FountainError, MAX_FILE_BYTES, MAX_LINE_CHARACTERS, MAX_LINES } from './errors.ts'
import { parseFountain } from './parse.ts'
import { writeFountain } from './write.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
function codeOf(file: string | Uint8Array): string {
  try {
    parseFountain(file)
  } catch (error) {
    if (!(error instanceof FountainError)) throw error
    expect(error.message).toContain('Nothing was imported.')
    return error.code
  }
  return 'none'
}

describe('a file that is no screenplay in Fountain is refused with a sentence', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'empty'],
    ['white space', '\ufeff \n\t\r\n', 'empty'],
    ['only an empty note', '[[ ]]', 'empty'],
    ['an image', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 'binary'],
    ['a PDF', bytes('%PDF-1.7\n'), 'other-format'],
    ['a Final Draft file', bytes('<?xml version="1.0"?><FinalDraft/>'), 'other-format'],
    ['a Word document', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), 'other-format'],
    ['Latin-1', new Uint8Array([0x43, 0x61, 0x66, 0xe9, 0x2e]), 'not-utf8'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x41, 0x00]), 'not-utf8'],
    ['too large', new Uint8Array(MAX_FILE_BYTES + 1), 'too-large'],
    ['too many lines', 'A.\n\n'.repeat(MAX_LINES + 1), 'too-many-lines'],
    ['one endless line', 'a'.repeat(MAX_LINE_CHARACTERS + 1), 'line-too-long'],
  ])('%s', (_, file, code) => {
    expect(codeOf(file)).toBe(code)
  })

  it.each<[string, string | Uint8Array, number | undefined]>([
    ['a byte that is not UTF-8', new Uint8Array([...bytes('INT. CAFÉ\n\n'), 0xe9, 0x0a]), 3],
    ['a zero byte', 'INT. A\n\0', 2],
    ['an endless line', `INT. A\n\n${'a'.repeat(MAX_LINE_CHARACTERS + 1)}`, 3],
    ['one line too many', 'A.\n'.repeat(5 * MAX_LINES + 1), 5 * MAX_LINES + 1],
    ['nothing', '', undefined],
  ])('with the line, where it is in one: %s', (_, file, line) => {
    expect(() => parseFountain(file)).toThrow(expect.objectContaining({ line }))
  })

  it('takes bytes of UTF-8 with a byte order mark', () => {
    expect(parseFountain(bytes('\ufeffINT. CAFÉ - DAY')).lines[0]?.runs[0]?.text).toBe('INT. CAFÉ - DAY')
  })
  it('takes as many lines as it says', () => {
    expect(parseFountain('A.\n\n'.repeat(MAX_LINES)).lines).toHaveLength(MAX_LINES)
  })
})

/** What becomes of a file: its way out again, or why it was refused. */
function outcome(file: string): string {
  try {
    writeFountain(parseFountain(file))
  } catch (error) {
    if (!(error instanceof FountainError)) throw error
    return error.code
  }
  return 'read'
}

// A parser that is not linear does not end in the time that a test has; tests/bench/fountain.ts measures how linear it is.
describe('the worst input', () => {
  it.each(HOSTILE_UNITS)('%j over and over is read or refused', unit => {
    expect(outcome(repeated(unit, 500_000))).toMatch(/^(read|empty|too-many-lines|line-too-long)$/)
  })
  it('so is everything at once', () => {
    expect(outcome(repeated(HOSTILE_UNITS.join(''), 2_000_000))).toMatch(/^(too-many-lines|line-too-long)$/)
  })
  it('random bytes are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        expect(codeOf(bytes)).toMatch(/^(none|empty|binary|not-utf8|other-format)$/)
      }),
    )
  })
  it('random text is read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => {
        expect(outcome(text)).toMatch(/^(read|empty|binary)$/)
      }),
    )
  })
})

describe('a file of the largest size that is no screenplay is refused', () => {
  it.each([
    ['line-too-long', '_a'],
    ['line-too-long', '*a '],
    ['too-many-lines', '[[\n'],
    ['too-many-lines', 'A\nb\n\n'],
    ['too-many-lines', '~a\n'],
  ])('with %s: %j', (code, unit) => {
    expect(codeOf(repeated(unit, MAX_FILE_BYTES))).toBe(code)
  })
})
