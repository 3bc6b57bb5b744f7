import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longScreenplay } from '../../../../tests/fixtures/longScreenplay.ts'
import { MARKS } from '../../script/line.ts'
import { LINE_TYPES } from '../../script/lineTypes.ts'
import { fromRuns, toRuns } from '../fountain/markedText.ts'
import { parseFountain } from '../fountain/parse.ts'
import { writeFountain } from '../fountain/write.ts'
import type { Screenplay } from '../screenplay.ts'
import { JsonError } from './errors.ts'
import { looksLikeJson, readJson } from './read.ts'
import { writeJson } from './write.ts'

const text = fc
  .array(fc.constantFrom('a', 'É', '夜', '👩‍🚀', '"', '\\', '\n', '*', '_', ' ', '</x>'), { maxLength: 8 })
  .map(parts => parts.join(''))
const line = fc.record(
  {
    type: fc.constantFrom(...LINE_TYPES),
    runs: fc
      .array(fc.record({ text, marks: fc.subarray([...MARKS]) }), { maxLength: 4 })
      .map(runs => toRuns(fromRuns(runs))),
    sceneNumber: fc.constantFrom('1', '12A'),
    omitted: fc.boolean(),
    dual: fc.boolean(),
    depth: fc.integer({ min: 1, max: 6 }),
    boneyard: fc.boolean(),
    revised: fc.constantFrom('r1', 'r2'),
    foreign: fc.constant({ fdx: '<Paragraph A="1"/>' }),
  },
  { requiredKeys: ['type', 'runs'] },
)
const screenplay: fc.Arbitrary<Screenplay> = fc.record(
  {
    titlePage: fc.uniqueArray(
      fc.record({ key: fc.constantFrom('Title', 'Author', 'constructor', 'Élan'), value: text }),
      {
        selector: entry => entry.key,
      },
    ),
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    revisions: fc.constant([{ id: 'r1', name: 'Blue', colour: 'blue', date: '1/2/2026' }]),
    production: fc.constant({
      pageSize: 'a4' as const,
      revision: 'r1',
      scenesLocked: true,
      pages: [{ label: '1A', line: 0, offset: 3 }],
    }),
    foreign: fc.constant({ fdx: '<FinalDraft/>' }),
  },
  { requiredKeys: ['titlePage', 'lines'] },
)

/** The sentence and the line of a refusal. */
function refusal(source: string): string {
  try {
    readJson(source)
  } catch (error) {
    if (error instanceof JsonError) return error.message
    throw error
  }
  return 'read'
}

describe('JSON', () => {
  it('gives back every screenplay, emphasis and production included', () => {
    fc.assert(
      fc.property(screenplay, original => {
        expect(readJson(writeJson(original))).toEqual(original)
      }),
    )
  })

  it('has one element to a line, its text whole, and runs only where there is emphasis', () => {
    const source = 'Title: Salt\nAuthor:\n    Ada\n    Ben\n\nINT. A #1A#\n\nADA (V.O.)\nI *know*.\n\nBEN ^\nNo.'
    expect(JSON.parse(writeJson(parseFountain(source), [{ number: 1, elements: [[0, 4]] }]))).toEqual({
      titlePage: { Title: 'Salt', Author: 'Ada\nBen' },
      elements: [
        { type: 'scene_heading', text: 'INT. A', sceneNumber: '1A' },
        { type: 'character', text: 'ADA (V.O.)' },
        {
          type: 'dialogue',
          text: 'I know.',
          runs: [{ text: 'I ' }, { text: 'know', marks: ['italic'] }, { text: '.' }],
        },
        { type: 'character', text: 'BEN', dual: true },
        { type: 'dialogue', text: 'No.' },
      ],
      pages: [{ number: 1, elements: [[0, 4]] }],
    })
  })

  it('is told from Fountain by its first letters', () => {
    const looks = (source: string): boolean => looksLikeJson(new TextEncoder().encode(source))
    expect(['\ufeff {\n "elements": []}', '{"a":1}'].map(looks)).toEqual([true, true])
    expect(['INT. A', '{ A smile. }', '"Hello."', ''].map(looks)).toEqual([false, false, false, false])
  })

  it('carries a feature film from Fountain and back without a change', () => {
    const fountain = writeFountain(longScreenplay({ lines: 1_000 }))
    expect(writeFountain(readJson(writeJson(parseFountain(fountain))))).toBe(fountain)
  })

  it.each([
    ['', 'The JSON ends too early. Nothing was imported. (line 1)'],
    ['{\n  "elements": [\n', 'The JSON ends too early. Nothing was imported. (line 3)'],
    ['{\n  "elements": [,]\n}', 'The file is not JSON from here on: ,] Nothing was imported. (line 2)'],
    ['{}\nINT. A', 'The file is not JSON from here on: INT. A Nothing was imported. (line 2)'],
  ])('names the line where a file stops being JSON: %j', (source, sentence) => {
    expect(refusal(source)).toBe(sentence)
  })

  it.each([
    ['[]', '"the file"', 1],
    ['{\n"elements": [\n{"type": "action", "text": "a"},\n{"type": "song", "text": "b"}]}', '"elements[1].type"', 4],
    ['{\n"titlePage": {"Title": 7},\n"elements": []}', '"titlePage.Title"', 2],
    ['{"elements": [\n{"type": "action"}]}', '"elements[0].text"', 2],
    ['{"elements": [{"type": "action", "text": "a",\n"runs": [{"text": "b"}]}]}', '"elements[0].runs"', 2],
    [
      '{"elements": [],\n"production": {"pages": [{"label": "1", "line": 3, "offset": 0}]}}',
      '"production.pages[0].line"',
      2,
    ],
  ])('names the place and the line of what is no screenplay: %s', (source, place, line) => {
    const sentence = refusal(source)
    expect(sentence).toContain(place === '"the file"' ? 'the file' : place)
    expect(sentence).toContain(`(line ${line})`)
  })
})
