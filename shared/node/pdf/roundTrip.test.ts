import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromRuns, type MarkedText, sliceMarked, toRuns } from '../../core/formats/fountain/markedText.ts'
import type { Screenplay, ScreenplayLine } from '../../core/formats/screenplay.ts'
import { paginateScreenplay } from '../../core/pages/scriptPages.ts'
import { MARKS, plain, type Run, textOfRuns } from '../../core/script/line.ts'
import { readPdf } from './readPdf.ts'
import { writePdf } from './writePdf.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 5)
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

const WORDS =
  `a the door light hand well-known opens slowly again never "Kettle" water’s paper, street; nobody turns (and) back
  ÉLAN żółć under cold warm 12 INT. letter key — ring phone table glass rain morning stairs incomprehensibilities`.split(
    /\s+/,
  )
const words = (min: number, max: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: min, maxLength: max }).map(list => list.join(' '))
const sentence = (min: number, max: number) => words(min, max).map(text => `So ${text}.`)
/** Sentences of which some have emphasis, with plain spaces between. */
const prose = (most: number): fc.Arbitrary<Run[]> =>
  fc
    .array(fc.tuple(sentence(1, 14), fc.subarray([...MARKS])), { minLength: 1, maxLength: most })
    .map(parts =>
      toRuns(fromRuns(parts.flatMap(([text, marks], i) => [...(i > 0 ? plain(' ') : []), { text, marks }]))),
    )
const name = fc.constantFrom('ADA', 'THE OLD MAN', 'DR. ŁUKASZ (V.O.)', 'JON #2 (O.S.)', 'RADIO VOICE (ON TAPE)')
const line = (type: ScreenplayLine['type'], runs: readonly Run[] | string): ScreenplayLine => ({
  type,
  runs: typeof runs === 'string' ? plain(runs) : runs,
})
const speech = fc
  .tuple(name, fc.option(words(1, 8)), prose(8))
  .map(([who, how, what]) => [
    line('character', who),
    ...(how === null ? [] : [line('parenthetical', `(${how.replace(/[()]/g, '')})`)]),
    line('dialogue', what),
  ])
const block: fc.Arbitrary<ScreenplayLine[]> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('KITCHEN', 'VERY LONG HARBOUR ROAD BEHIND THE OLD HOSPITAL OF THE TOWN')
      .map(place => [line('scene_heading', `INT. ${place} - DAY`)]),
  },
  { weight: 5, arbitrary: prose(5).map(runs => [line('action', runs)]) },
  { weight: 5, arbitrary: speech },
  {
    weight: 1,
    arbitrary: fc
      .tuple(speech, speech)
      .map(([left, right]) => [
        ...left,
        ...right.map((said, i) => (i === 0 ? { ...said, dual: true } : said)),
        line('action', 'A pause.'),
      ]),
  },
  { weight: 1, arbitrary: fc.constantFrom('CUT TO:', 'FADE OUT.').map(text => [line('transition', text)]) },
  { weight: 1, arbitrary: fc.constantFrom('THE END OF ACT ONE', 'Meanwhile').map(text => [line('centered', text)]) },
)
const screenplay: fc.Arbitrary<Screenplay> = fc
  .tuple(fc.array(block, { minLength: 4, maxLength: 40 }), fc.boolean())
  .map(([blocks, titled]) => ({
    titlePage: titled
      ? [
          { key: 'Title', value: 'The Long Kettle' },
          { key: 'Credit', value: 'by' },
          { key: 'Author', value: 'Ada Lovelace' },
          { key: 'Contact', value: 'Ada Ltd.\nada@example.org' },
        ]
      : [],
    // a scene and a speech to learn the indents from
    lines: [
      line('scene_heading', 'EXT. SEA - NIGHT'),
      line('action', 'So it rains.'),
      line('character', 'ADA'),
      line('dialogue', 'So be it.'),
      ...blocks.flat(),
    ],
  }))

/** Emphasis of a space is not seen, but where it stands between words that have it. */
function seen({ text, bits }: MarkedText): Run[] {
  const shared = (at: number): number => (bits[at - 1] ?? 0) & (bits[at + 1] ?? 0)
  return toRuns({ text, bits: bits.map((value, at) => (text[at] === ' ' ? shared(at) : value)) })
}
const shown = ({ type, runs, dual }: ScreenplayLine) => ({ type, dual: dual === true, runs: seen(fromRuns(runs)) })

/**
 * The lines as a page shows them. A paragraph of action that breaks over the page behind a sentence cannot be told from two:
 * it is compared as two where it was read as two.
 */
function expected(original: Screenplay, read: readonly ScreenplayLine[]): ReturnType<typeof shown>[] {
  const breaks = new Map<number, number[]>()
  for (const { start } of paginateScreenplay(original).pages)
    if (start && start.offset > 0)
      breaks.set(Number(start.line), [...(breaks.get(Number(start.line)) ?? []), start.offset])
  const out: ReturnType<typeof shown>[] = []
  for (const [index, one] of original.lines.entries()) {
    const text = textOfRuns(one.runs)
    const marked = fromRuns(one.runs)
    let from = 0
    for (const offset of one.type === 'action' ? (breaks.get(index) ?? []) : []) {
      const end = text.slice(0, offset).trimEnd().length
      if (textOfRuns(read[out.length]?.runs ?? []) !== text.slice(from, end)) continue
      out.push({ ...shown(one), runs: seen(sliceMarked(marked, from, end)) })
      from = offset
    }
    out.push({ ...shown(one), runs: seen(sliceMarked(marked, from, text.length)) })
  }
  return out
}

describe('a PDF that was exported', () => {
  it('is read back as it was, as far as a page shows it', async () => {
    await fc.assert(
      fc.asyncProperty(
        screenplay,
        fc.constantFrom('letter' as const, 'a4' as const),
        fc.boolean(),
        async (original, size, sceneNumbers) => {
          const { bytes } = await writePdf(original, {
            title: 'X',
            size,
            sceneNumbers,
            watermark: 'Somebody',
            date: new Date(0),
          })
          const { screenplay: read, confidence } = await readPdf(bytes)
          expect(read.titlePage).toEqual(original.titlePage)
          const sized = { ...original, production: { pageSize: size } }
          expect(read.lines.map(shown)).toEqual(expected(sized, read.lines))
          expect(confidence).toEqual({ score: 1, reasons: [] })
        },
      ),
      { numRuns: RUNS, endOnFailure: true, seed: SEED },
    )
  })
})
