import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MARKS, type Run, textOfRuns } from '../../script/line.ts'
import { LINE_TYPES } from '../../script/lineTypes.ts'
import { canonical as canonicalFountain } from '../fountain/canonical.ts'
import { FountainError } from '../fountain/errors.ts'
import { parseFountain } from '../fountain/parse.ts'
import { writeFountain } from '../fountain/write.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { canonicalFdx } from './canonical.ts'
import { FdxError } from './errors.ts'
import { readFdx } from './read.ts'
import { writeFdx } from './write.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 100)

/** What means something to XML, to Fountain or to a paragraph, in any order. */
const TOKENS = [
  ...['a', 'Word', 'ÉCLAIR', '夜', '👩‍🚀', 'ß', '-', '--', '-->', '<!--', ':', '12', '&', '&amp;', '<', '>', '"', "'"],
  ...['<Text>', '</Text>', ']]>', '<![CDATA[', '&#10;', '\ud800', '\u0000', '\u000b', '\ufffe', '\u2028', '\r\n'],
  ...['*', '**', '_', '\\', '[[', ']]', '(', ')', ' ', '  ', '\n', '\n\n', '\t', '\u00a0', 'INT. ', 'TO:'],
]
/** What no file can hold becomes something else on the way: half characters, and what XML has no way to say. */
const SAYABLE = TOKENS.filter(token => token.isWellFormed() && token !== '\ufffe')
const text = fc.array(fc.constantFrom(...TOKENS), { maxLength: 10 }).map(parts => parts.join(''))
const run: fc.Arbitrary<Run> = fc.record({ text, marks: fc.subarray([...MARKS]) })
const line: fc.Arbitrary<ScreenplayLine> = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom(...LINE_TYPES),
      fc.constantFrom('character' as const, 'dialogue' as const, 'note' as const),
    ),
    runs: fc.array(run, { maxLength: 4 }),
    dual: fc.boolean(),
    depth: fc.integer({ min: 1, max: 6 }),
    boneyard: fc.boolean(),
    sceneNumber: fc.constantFrom('1', '12A', ' A "1" '),
    omitted: fc.boolean(),
    revised: fc.constantFrom('1', 'second', 'gone'),
  },
  { requiredKeys: ['type', 'runs'] },
)
const screenplay: fc.Arbitrary<Screenplay> = fc.record(
  {
    titlePage: fc.array(
      fc.record({ key: fc.constantFrom('Title', 'Author', 'Draft date', 'FADE -- IN', 'Élan%'), value: text }),
      { maxLength: 3 },
    ),
    lines: fc.array(line, { maxLength: 9 }),
    revisions: fc.constantFrom(
      [{ id: '1', name: 'Blue Rev.', colour: 'blue', date: '' }],
      [
        { id: 'second', name: 'Pink "pages"', colour: 'pink', date: '2026-11-25' },
        { id: '1', name: '', colour: 'white', date: '' },
      ],
    ),
    production: fc.record(
      { pageSize: fc.constantFrom('a4' as const, 'letter' as const), revision: fc.constantFrom('1', 'gone') },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['titlePage', 'lines'] },
)

const read = (file: string): Screenplay | null => {
  try {
    return readFdx(file).screenplay
  } catch (error) {
    if (error instanceof FdxError) return null
    throw error
  }
}
const isEmpty = ({ titlePage, lines }: Screenplay): boolean => titlePage.length + lines.length === 0

/** All letters by type, in order; white space and brackets may come and go. */
const wordsByType = (lines: readonly ScreenplayLine[]): Map<string, string> => {
  const words = new Map<string, string>()
  for (const { type, runs } of lines) {
    const letters = textOfRuns(runs).replace(/[^\p{L}\p{N}]/gu, '')
    const as = type === 'page_break' ? 'action' : type
    if (letters !== '') words.set(as, (words.get(as) ?? '') + letters)
  }
  return words
}

describe('a Final Draft round trip', () => {
  it('gives back every screenplay that the editor can make', () => {
    fc.assert(
      fc.property(screenplay, original => {
        const expected = canonicalFdx(original)
        const found = read(writeFdx(original))
        expect(found).toEqual(isEmpty(expected) ? found : expected)
      }),
      { numRuns: RUNS },
    )
  })

  it('changes no type and loses no word on the way out', () => {
    fc.assert(
      fc.property(screenplay, original => {
        expect(wordsByType(canonicalFdx(original).lines)).toEqual(wordsByType(original.lines))
      }),
      { numRuns: RUNS },
    )
  })

  it('says a screenplay in one way only', () => {
    fc.assert(
      fc.property(screenplay, original => {
        const once = canonicalFdx(original)
        expect(canonicalFdx(once)).toEqual(once)
        expect(writeFdx(once)).toBe(writeFdx(original))
      }),
      { numRuns: RUNS },
    )
  })
})

describe('Fountain -> Final Draft -> Fountain', () => {
  const fountain = fc
    .array(
      fc.constantFrom(...SAYABLE, 'INT. A', '\n\n', '\n', '@A\n', 'B ^\n', '#1#', '= ', '> ', '~', '!', '.', '==='),
      {
        maxLength: 40,
      },
    )
    .map(parts => parts.join(''))
  it('gives back the file, but for cues that stand beside nobody', () => {
    fc.assert(
      fc.property(fountain, source => {
        let first: Screenplay
        try {
          first = parseFountain(source)
        } catch (error) {
          if (error instanceof FountainError) return
          throw error
        }
        const there = read(writeFdx(first))
        const alone = canonicalFdx(first)
        fc.pre(first.lines.every((l, i) => l.dual === alone.lines[i]?.dual))
        expect(writeFountain(there ?? { titlePage: [], lines: [] })).toBe(writeFountain(first))
      }),
      { numRuns: RUNS },
    )
  })
})

describe('Final Draft -> Fountain -> Final Draft', () => {
  it('gives back all that Fountain can say', () => {
    fc.assert(
      fc.property(screenplay, original => {
        const { titlePage, lines } = canonicalFountain(canonicalFdx(original))
        fc.pre(!isEmpty({ titlePage, lines }))
        const back = parseFountain(writeFountain(readFdx(writeFdx(original)).screenplay))
        expect(back).toEqual({ titlePage, lines })
      }),
      { numRuns: RUNS },
    )
  })
})
