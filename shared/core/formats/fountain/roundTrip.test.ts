import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MARKS, type Run, textOfRuns } from '../../script/line.ts'
import { LINE_TYPES } from '../../script/lineTypes.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { canonical } from './canonical.ts'
import { FountainError } from './errors.ts'
import { parseFountain } from './parse.ts'
import { writeFountain } from './write.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000)

/** Words and marks that mean something to Fountain, in any order: far nastier than random letters. */
const TOKENS = [
  ...[
    'a',
    'Word',
    'ÉCLAIR',
    'ЗИНА',
    'TO:',
    'INT. ',
    'EXT/INT ',
    'x',
    '夜',
    '👩‍🚀',
    'ß',
    '-',
    '12',
    ':',
    'Title:',
    'Notes: ',
  ],
  ...[
    '*',
    '**',
    '***',
    '_',
    '\\',
    '\\*',
    '/',
    '/*',
    '*/',
    '[[',
    ']]',
    '[',
    ']',
    '(',
    ')',
    '~',
    '!',
    '@',
    '.',
    '>',
    '<',
  ],
  ...[
    '#',
    '#1#',
    '=',
    '===',
    '^',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\n  \n',
    '\t',
    '!!',
    '[[general]]',
    '[[omitted]]',
    '\n(x)\n',
  ],
]
const text = fc.array(fc.constantFrom(...TOKENS), { maxLength: 12 }).map(parts => parts.join(''))

const run: fc.Arbitrary<Run> = fc.record({ text, marks: fc.subarray([...MARKS]) })
const line: fc.Arbitrary<ScreenplayLine> = fc.record(
  {
    type: fc.constantFrom(...LINE_TYPES),
    runs: fc.array(run, { maxLength: 4 }),
    dual: fc.boolean(),
    depth: fc.integer({ min: 1, max: 6 }),
    boneyard: fc.boolean(),
    sceneNumber: fc.constantFrom('1', '12A', 'A-1.b'),
    omitted: fc.boolean(),
  },
  { requiredKeys: ['type', 'runs'] },
)
const screenplay: fc.Arbitrary<Screenplay> = fc.record({
  titlePage: fc.array(
    fc.record({ key: fc.constantFrom('Title', 'Author', 'Draft date', 'FADE IN', 'Élan'), value: text }),
    {
      maxLength: 3,
    },
  ),
  lines: fc.array(line, { maxLength: 8 }),
})

const read = (source: string): Screenplay | null => {
  try {
    return parseFountain(source)
  } catch (error) {
    if (error instanceof FountainError) return null
    throw error
  }
}
const isEmpty = ({ titlePage, lines }: Screenplay): boolean => titlePage.length + lines.length === 0

/** All letters by type, in order; white space, brackets and the marker of omitted scenes may come and go. */
const wordsByType = (lines: readonly ScreenplayLine[]): Map<string, string> => {
  const words = new Map<string, string>()
  for (const { type, runs } of lines) {
    const text = textOfRuns(runs).replace(/\s|\[\[omitted\]\]|[()]/g, '')
    // text on a page break stays as action
    const as = type === 'page_break' ? 'action' : type
    if (text !== '') words.set(as, (words.get(as) ?? '') + text)
  }
  return words
}

describe('a Fountain round trip', () => {
  it('gives back every screenplay that the editor can make', () => {
    fc.assert(
      fc.property(screenplay, original => {
        const expected = canonical(original)
        const source = writeFountain(original)
        expect(read(source)).toEqual(isEmpty(expected) ? null : expected)
      }),
      { numRuns: RUNS },
    )
  })

  it('changes no type and loses no word on the way out', () => {
    fc.assert(
      fc.property(screenplay, original => {
        expect(wordsByType(canonical(original).lines)).toEqual(wordsByType(original.lines))
      }),
      { numRuns: RUNS },
    )
  })

  it('is stable from the first import on, whatever the file', () => {
    const source = fc
      .array(fc.constantFrom(...TOKENS, '\n', '\n\n', '\n'), { maxLength: 60 })
      .map(parts => parts.join(''))
    fc.assert(
      fc.property(source, file => {
        const first = read(file)
        fc.pre(first !== null)
        const exported = writeFountain(first)
        expect(read(exported)).toEqual(first)
        expect(writeFountain(parseFountain(exported))).toBe(exported)
      }),
      { numRuns: RUNS * 2 },
    )
  })

  it('says a screenplay in one way only', () => {
    fc.assert(
      fc.property(screenplay, original => {
        expect(canonical(canonical(original))).toEqual(canonical(original))
      }),
      { numRuns: RUNS },
    )
  })
})
