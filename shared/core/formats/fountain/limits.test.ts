import { describe, expect, it } from 'vitest'
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

  it('takes bytes of UTF-8 with a byte order mark', () => {
    expect(parseFountain(bytes('\ufeffINT. CAFÉ - DAY')).lines[0]?.runs[0]?.text).toBe('INT. CAFÉ - DAY')
  })
  it('takes as many lines as it says', () => {
    expect(parseFountain('A.\n\n'.repeat(MAX_LINES)).lines).toHaveLength(MAX_LINES)
  })
})

/** What makes careless parsers quadratic or worse. */
const ADVERSARIAL = [
  ...['[[', '/*', ']]', '*/', '[[]', '/*/', '(', '((a', '*', '* a', '**a', '_a', '*_**a', '\\', '\\*', '\\[['],
  ...['#', '#a', '@', '@A\n', '~\n', '>', '> a <\n', '> a\n', '=', '!\n', '.A\n', ' ', '\n', '  \n', '\t', 'A:\n'],
  ...[
    'A\n(b)\n',
    'A\n\nB\n',
    'INT. A\n',
    'A [[b',
    'A /* b\n',
    '[[\n  \n',
    'A\n  \n',
    'INT. A #',
    'TO:\n\n',
    '[[a]]',
    '/* a */',
  ],
]

/** Milliseconds to import `size` characters, and to export them again. */
function time(unit: string, size: number): number {
  const text = unit.repeat(Math.floor(size / unit.length))
  const start = performance.now()
  try {
    writeFountain(parseFountain(text))
  } catch (error) {
    if (!(error instanceof FountainError)) throw error
  }
  return performance.now() - start
}

describe('the worst input', () => {
  it.each(ADVERSARIAL)('%j: 1 MB is read or refused in linear time', unit => {
    // linear: about 0.2 s here; quadratic: minutes
    expect(time(unit, 1_000_000)).toBeLessThan(10_000)
  })
  it('5 MB of everything at once, too', () => {
    expect(time(ADVERSARIAL.join(''), 5_000_000)).toBeLessThan(20_000)
  })
})

describe('a file of the largest size that is no screenplay', () => {
  it.each([
    ['line-too-long', '_a'],
    ['line-too-long', '*a '],
    ['too-many-lines', '[[\n'],
    ['too-many-lines', 'A\nb\n\n'],
    ['too-many-lines', '~a\n'],
  ])('is refused (%s) before it is read closely: %j', (code, unit) => {
    const file = new TextEncoder().encode(unit.repeat(Math.floor(MAX_FILE_BYTES / unit.length)))
    const times = [1, 2, 3].map(() => {
      const start = performance.now()
      expect(() => parseFountain(file)).toThrow(expect.objectContaining({ code }))
      return performance.now() - start
    })
    // about 0.1 s; reading it closely takes 2 to 14 s
    expect(Math.min(...times)).toBeLessThan(1500)
  })
})
