import { describe, expect, it } from 'vitest'
import { beatAnswer, beatsAnswer } from '../../../agents/storyAnswers.ts'
import type { BeatContext, BeatsContext, StoryBrief } from '../../../agents/storyContext.ts'
import { writeBeat } from './beat.ts'
import { writeBeats } from './beats.ts'
import { beatsContext, brief, FERRY, linesOf, MARS, treatmentContext } from './testStories.ts'
import { writeTreatment } from './treatment.ts'
import { turnIn, withoutTurn } from './turns.ts'

const feature: Partial<StoryBrief> = { idea: MARS, genres: ['science fiction'], least: 85, most: 95 }
const linesFor = (over: Partial<StoryBrief>, variant = 0) =>
  linesOf(writeTreatment(treatmentContext({ brief: brief(over), variant })))
const beatsFor = (over: Partial<StoryBrief> = {}, context: Partial<BeatsContext> = {}) =>
  writeBeats(beatsContext({ brief: brief(over), treatment: linesFor(over), ...context }))

describe('a beat sheet', () => {
  it.each<[string, Partial<StoryBrief>, number]>([
    ['a short film', {}, 0],
    ['a feature', feature, 1],
  ])('of %s covers every line of the treatment in order, and each beat turns', (_, over, variant) => {
    const treatment = linesFor(over, variant)
    const { beats } = writeBeats(beatsContext({ brief: brief(over), treatment, least: over === feature ? 15 : 5 }))
    expect(beatsAnswer.safeParse({ beats, rationale: '' }).success).toBe(true)
    expect(beats.at(0)?.from).toBe(1)
    expect(beats.at(-1)?.to).toBe(treatment.length)
    for (const [index, { from, to, title, body }] of beats.entries()) {
      expect(to).toBeGreaterThanOrEqual(from)
      const before = beats[index - 1]
      if (before) {
        expect(from).toBeGreaterThanOrEqual(before.from)
        expect(from).toBeLessThanOrEqual(before.to + 1)
      }
      expect(turnIn(body), body).not.toBeNull()
      expect(withoutTurn(body).length).toBeGreaterThan(10)
      expect(title).not.toMatch(/[.!]$|^\s*$/)
      expect(title.length).toBeLessThan(80)
    }
    expect(new Set(beats.map(({ title }) => title)).size).toBe(beats.length)
    const signs = beats.map(({ body }) => turnIn(body)?.down)
    expect(new Set(signs).size).toBe(2)
    expect(signs.some((sign, index) => index > 1 && sign === signs[index - 1] && sign === signs[index - 2])).toBe(false)
  })

  it('turns at its end as the film ends, and not three times alike before it', () => {
    for (const [ending, down] of [
      ['Won: Tomas swims.', false],
      ['Lost: Tomas is too late.', true],
    ] as const)
      for (const idea of [FERRY, MARS]) {
        const ways = beatsFor({ idea }, { ending }).beats.map(({ body }) => turnIn(body)?.down)
        expect(ways.at(-1)).toBe(down)
        expect(ways.some((way, at) => at > 1 && way === ways[at - 1] && way === ways[at - 2])).toBe(false)
      }
  })

  it('has as many beats as the film is long, within its bounds, or as many as guidance says', () => {
    const count = (minutes: number, context: Partial<BeatsContext> = {}) =>
      beatsFor({ least: minutes, most: minutes }, { least: 4, ...context }).beats.length
    expect(count(5)).toBeLessThan(count(40))
    expect(count(40)).toBeLessThan(count(100))
    expect(count(100, { least: 15, most: 30 })).toBeGreaterThanOrEqual(15)
    expect(count(100, { guidance: 'Please make it 18 beats.', least: 15 })).toBe(18)
    expect(count(3, { least: 15 })).toBe(15)
  })

  it('is told what guidance wants to happen, and keeps to the rating', () => {
    expect(
      beatsFor({}, { guidance: 'Mila should steal the boat.' }).beats.some(({ body }) =>
        body.includes('Mila steals the boat.'),
      ),
    ).toBe(true)
    const treatment = [{ n: 1, heading: false, text: 'Greta kills the landlord. Otto hides the corpse in the cellar.' }]
    const g = writeBeats(beatsContext({ brief: brief({ rating: 'G', idea: '' }), treatment, least: 2 }))
    expect(JSON.stringify(g.beats)).not.toMatch(/\b(?:kills|corpse)\b/)
  })
})

describe('a beat alone', () => {
  const before = {
    n: 3,
    title: 'Mila asks Tomas',
    body: 'Mila asks Tomas to row her across without the coin. From here on Tomas doubts.',
  }
  const beat = {
    n: 4,
    title: 'Tomas refuses',
    body: 'Tomas refuses by the river. Mila throws the coin into the Vltava. Tomas looks after it. Now Tomas has to do without.',
  }
  const after = {
    n: 5,
    title: 'Tomas dives',
    body: 'Tomas dives although he cannot swim. Tomas finds the courage.',
  }
  const of = (over: Partial<BeatContext>) =>
    writeBeat({
      brief: brief({ idea: FERRY }),
      task: 'add',
      before,
      beat: null,
      after,
      guidance: '',
      leftOut: [],
      ...over,
    })

  it('is added between its neighbours, of their people and things, and does what guidance says', () => {
    const { beats } = of({})
    expect(beats).toHaveLength(1)
    expect(beats[0]?.body).toMatch(/Tomas|Mila/)
    expect(turnIn(beats[0]?.body ?? '')).not.toBeNull()
    const told = of({ guidance: 'The mother of Mila should come to the landing stage.' })
    expect(told.beats[0]?.body).not.toBe(beats[0]?.body)
    expect(of({ guidance: 'Mila must sell her shoes.' }).beats[0]?.body).toContain('Mila sells her shoes.')
    expect(of({ before: null, after: null }).beats).toHaveLength(1)
  })

  it('has three unlike ways out', () => {
    const answer = of({ task: 'brainstorm', beat })
    expect(beatAnswer.parse(answer).beats).toHaveLength(3)
    expect(new Set(answer.beats.map(({ title }) => title)).size).toBe(3)
    expect(new Set(answer.beats.map(({ body }) => withoutTurn(body))).size).toBe(3)
    for (const { body } of answer.beats) expect(turnIn(body), body).not.toBeNull()
  })

  it('is taken apart in two that keep all of it and turn against each other', () => {
    const { beats } = of({ task: 'expand', beat })
    expect(beats).toHaveLength(2)
    for (const sentence of withoutTurn(beat.body).split(/(?<=\.) /))
      expect(beats.map(({ body }) => body).join(' ')).toContain(sentence)
    expect(turnIn(beats[0]?.body ?? '')?.down).toBe(!turnIn(beats[1]?.body ?? '')?.down)
    expect(beats[0]?.title).not.toBe(beats[1]?.title)
  })
})
