import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beatAnswer, beatsAnswer, sceneAnswer, treatmentAnswer } from '../../../agents/storyAnswers.ts'
import type { StoryBrief } from '../../../agents/storyContext.ts'
import { writeBeat } from './beat.ts'
import { writeBeats } from './beats.ts'
import { writeScene } from './scene.ts'
import { beatsContext, brief, linesOf, sceneContext, treatmentContext } from './testStories.ts'
import { writeTreatment } from './treatment.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)

const words = fc.constantFrom(
  'Mara',
  'the',
  'a ferryman',
  'wants to',
  'river',
  'cannot',
  '“no”',
  'I',
  'my',
  '{hero}',
  '[x]',
  'CHAPTER 1\n',
  '\n\n',
  '.',
  '?',
  ',',
  'his',
  'two brothers',
  'in Lisbon',
  '😀',
  '川',
  '\ud800',
  '\0',
  'undefined',
  '$&',
  '\\',
  '0:12',
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(words, { maxLength: 60 }).map(list => list.join(' ')),
  fc.constantFrom('', ' ', 'Lighthouse', '?', 'x'.repeat(2000), 'Ana. '.repeat(300)),
)

/** From an idea to its scenes; every answer is held to its schema and to saying something. */
function written(
  idea: string,
  source: string,
  twist: string,
  guidance: string,
  type: 'narrative' | 'commercial' | 'audio',
  rating: StoryBrief['rating'],
  variant: number,
): void {
  const what = brief({ idea, type, rating })
  const treatment = writeTreatment(treatmentContext({ brief: what, source, twist, guidance, variant }))
  expect(treatmentAnswer.parse(treatment)).toEqual(treatment)
  const treatmentText = [
    treatment.title,
    treatment.tone,
    treatment.ending,
    ...treatment.paragraphs.map(paragraph => paragraph.text),
  ]
  const beats = writeBeats(beatsContext({ brief: what, treatment: linesOf(treatment), guidance }))
  expect(beatsAnswer.parse(beats)).toEqual(beats)
  expect(beats.beats.length).toBeGreaterThanOrEqual(5)
  const numbered = beats.beats.map(({ title, body }, index) => ({ n: index + 1, title, body }))
  const [one = null, two = null, three = null] = numbered
  const alone = (['add', 'brainstorm', 'expand'] as const).map(task =>
    writeBeat({
      brief: what,
      task,
      before: one,
      beat: task === 'add' ? null : two,
      after: three,
      guidance,
      leftOut: [],
    }),
  )
  expect(alone.map(answer => beatAnswer.parse(answer).beats.length)).toEqual([1, 3, 2])
  const scene = writeScene(
    sceneContext({
      brief: what,
      treatment: linesOf(treatment),
      beats: numbered,
      plays: [2],
      passage: source || idea,
      guidance,
      scene: 2,
    }),
  )
  expect(sceneAnswer.parse(scene)).toEqual(scene)
  expect(scene.elements.length).toBeGreaterThanOrEqual(2)
  const all = [
    ...treatmentText,
    ...[...beats.beats, ...alone.flatMap(answer => answer.beats)].flatMap(({ title, body }) => [title, body]),
    ...scene.elements.map(element => element.text),
  ]
  const said = /undefined/.test(idea + source + twist + guidance)
  for (const piece of all) {
    expect(piece.trim()).not.toBe('')
    expect(piece).not.toMatch(/[{}\0]/)
    expect(piece.isWellFormed()).toBe(true)
    if (!said) expect(piece).not.toMatch(/undefined|NaN|\[object/)
  }
}

describe(`any text (SEED=${SEED})`, () => {
  it('makes a treatment, beats and a scene that say something', () => {
    fc.assert(
      fc.property(
        text,
        text,
        text,
        text,
        fc.constantFrom('narrative' as const, 'commercial' as const, 'audio' as const),
        fc.constantFrom(null, 'G', 'PG', 'PG-13', 'M'),
        fc.nat(2),
        written,
      ),
      { seed: SEED, numRuns: 40 },
    )
  })

  it('may be an idea of 100 kB without a full stop', () => {
    written('every morning the old man walked along the river and '.repeat(1_900), '', '', '', 'narrative', 'PG', 1)
    written('川'.repeat(30_000), '', '', '', 'narrative', null, 2)
  })
})
