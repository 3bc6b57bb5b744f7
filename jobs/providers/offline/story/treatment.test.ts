import { describe, expect, it } from 'vitest'
import { type TreatmentAnswer, treatmentAnswer } from '../../../agents/storyAnswers.ts'
import type { StoryBrief, TreatmentContext } from '../../../agents/storyContext.ts'
import { cleanText, sentencesIn } from './sentences.ts'
import { brief, CINDERELLA, FERRY, HAMLET, MARS, novel, treatmentContext } from './testStories.ts'
import { writeTreatment } from './treatment.ts'

const written = (over: Partial<TreatmentContext> = {}) => writeTreatment(treatmentContext(over))
const threeOf = (over: Partial<TreatmentContext> = {}) => [0, 1, 2].map(variant => written({ ...over, variant }))
const textOf = ({ paragraphs }: TreatmentAnswer) => paragraphs.map(({ text }) => text).join('\n\n')
const proseOf = ({ paragraphs }: TreatmentAnswer) =>
  paragraphs
    .filter(({ heading }) => !heading)
    .map(({ text }) => text)
    .join('\n\n')
const sentences = (answer: TreatmentAnswer) => new Set(sentencesIn(cleanText(proseOf(answer))))
/** The share of the shorter one's sentences that the other has, too. */
function overlap(one: TreatmentAnswer, other: TreatmentAnswer): number {
  const [a, b] = [sentences(one), sentences(other)]
  return [...a].filter(sentence => b.has(sentence)).length / Math.min(a.size, b.size)
}
function unlike(variants: readonly TreatmentAnswer[]): void {
  for (const [index, one] of variants.entries())
    for (const other of variants.slice(index + 1)) {
      expect(overlap(one, other)).toBeLessThan(0.5)
      expect(other.ending).not.toBe(one.ending)
      expect(other.chronology).not.toBe(one.chronology)
      expect(other.tone).not.toBe(one.tone)
    }
}
/** What no treatment may have: seams of a template, words that everybody is tired of, what computers say. */
const SEAMS =
  /[{}]|\[(?!\d)|undefined|null|NaN|lorem|\b(?:tapestry|testament to|little did|embark|delve|journey of)\b|\b(?:a|an|the) (?:a|an|the)\b| {2}|\s[,.;]|\.\./i

const EXPANSIONS: [string, Partial<StoryBrief>, string[]][] = [
  ['a drama on a river', { idea: FERRY }, ['Tomas', 'Mila', 'Vltava', 'coin', 'daughter']],
  [
    'a feature on Mars',
    { idea: MARS, genres: ['science fiction'], least: 85, most: 95, tone: 'Tense, spare, without music.' },
    ['Adaeze Okafor', 'Ruben', 'Mars', 'radio', 'colony'],
  ],
]

describe('an expansion', () => {
  it.each(EXPANSIONS)(
    'of %s has three acts, the idea’s own sentences, people and places, and three unlike variants',
    (_, over, recalled) => {
      const variants = threeOf({ brief: brief(over) })
      for (const variant of variants) {
        expect(treatmentAnswer.parse(variant)).toEqual(variant)
        expect(
          variant.paragraphs
            .filter(({ heading }) => heading)
            .map(({ text }) => text)
            .slice(-3),
        ).toEqual(['ACT ONE', 'ACT TWO', 'ACT THREE'])
        for (const name of recalled) expect(textOf(variant)).toContain(name)
        const kept = sentencesIn(over.idea ?? '').filter(sentence =>
          textOf(variant).includes(sentence.replace(/^(?:He|She)\b\s*/, '')),
        )
        expect(kept).toHaveLength(sentencesIn(over.idea ?? '').length)
        expect(textOf(variant)).not.toMatch(SEAMS)
      }
      unlike(variants)
    },
  )

  it('is as long as its film', () => {
    const words = (minutes: number) =>
      textOf(written({ brief: brief({ least: minutes, most: minutes }) })).split(/\s+/).length
    expect(words(2)).toBeLessThan(words(12) * 0.8)
    expect(words(12)).toBeLessThan(words(90) * 0.5)
    const paragraphs = (minutes: number) =>
      written({ brief: brief({ least: minutes, most: minutes }) }).paragraphs.length
    expect(paragraphs(2)).toBeLessThan(paragraphs(90))
  })

  it.each<[string, Partial<StoryBrief>]>([
    ['genre', { genres: ['horror'] }],
    ['tone', { tone: 'Grim and cold throughout.' }],
    ['rating', { rating: 'M' }],
    ['type', { type: 'commercial' }],
  ])('is another one for another %s', (_, over) => {
    const [as, other] = [written(), written({ brief: brief(over) })]
    expect(proseOf(other)).not.toBe(proseOf(as))
    expect(proseOf(other)).toContain('Tomas')
  })

  it('shows and says what its rating allows', () => {
    const idea =
      'Greta kills her landlord with a knife. There is blood on the stairs. Her damned neighbour Otto hides the corpse in the cellar.'
    const [everybody, adults] = [
      written({ brief: brief({ idea, rating: 'G' }) }),
      written({ brief: brief({ idea, rating: 'M' }) }),
    ]
    expect(proseOf(everybody)).not.toMatch(/\b(?:kills?|blood|corpse|damned|dead)\b/i)
    expect(proseOf(everybody)).toMatch(/Greta[\s\S]*Otto/)
    expect(everybody.rationale).toContain('For the rating G I replaced')
    expect(proseOf(adults)).toContain('Greta kills her landlord with a knife.')
  })

  it('does what guidance asks for, and says so when it asks for nothing that rules cover', () => {
    const bare = written()
    const sad = written({ guidance: 'Please give it a tragic ending and bring in the violin of her grandmother.' })
    expect(sad.ending).toMatch(/^Lost/)
    expect(proseOf(sad)).toContain('violin')
    expect(sad.rationale).toContain('the ending is lost')
    expect(written({ guidance: 'Tell it in parallel strands, and shorter.' }).chronology).toMatch(/two lines/)
    const odd = written({ guidance: 'in the manner of a heron' })
    expect(odd.rationale).toContain('found nothing in your guidance')
    expect(proseOf(odd)).not.toBe(proseOf(bare))
    expect(proseOf(written({ guidance: 'Mila should steal the boat.' }))).toContain('Mila steals the boat.')
  })

  it('is the same for the same brief', () => {
    expect(written()).toEqual(written())
  })

  it('of a spot hooks in the first three seconds and names the product', () => {
    const spot = brief({
      type: 'commercial',
      least: 0.5,
      most: 0.5,
      idea: 'Sparkle toothpaste whitens teeth in one week. A shy girl on the tram covers her mouth when she laughs. A week later the whole tram laughs with her.',
    })
    const variants = threeOf({ brief: spot })
    for (const variant of variants) {
      expect(variant.paragraphs[0]).toEqual({ heading: true, text: '0:00–0:03 Hook' })
      expect(textOf(variant)).toContain('Sparkle')
      expect(textOf(variant)).toContain('0:30')
    }
    expect(new Set(variants.map(variant => variant.paragraphs[1]?.text)).size).toBe(3)
  })

  it('of an audio film keeps the times of the transcript', () => {
    const source =
      '1\n00:00:01,000 --> 00:00:04,000\nWe left the village at night.\n\n2\n00:00:05,000 --> 00:00:09,000\nANNA: My mother carried the clock.\n'
    const answer = written({ brief: brief({ type: 'audio', idea: '' }), source })
    expect(textOf(answer)).toMatch(
      /\[00:00:01\] We left the village at night\.[\s\S]*\[00:00:05\] ANNA: My mother carried the clock\./,
    )
  })
})

describe('an angle that somebody gave one of the three', () => {
  it('is what that one is written by, and the others stay what they were', () => {
    const own = { words: 'It opens at the end and goes back. It ends badly.', own: true }
    const usual = written({ variant: 0 })
    const angled = written({ variant: 0, angle: own })
    expect(angled.ending).not.toBe(usual.ending)
    expect(angled.chronology).not.toBe(usual.chronology)
    expect(written({ variant: 0, angle: { ...own, own: false } })).toEqual(usual)
  })
})

describe('a condensation', () => {
  const cast = ['Isolde', 'Captain Brandt', 'Matthias', 'Leopold', 'Agnes']
  const sea = novel(40, 9, cast, ['the harbour', 'the old lighthouse', 'the cellar', 'the church'])
  const desert = novel(6, 30, ['Farid', 'Doctor Weiss', 'Salome'], ['the desert', 'the station', 'the hotel'])

  it.each([
    ['a novel of the sea', sea, 'Isolde', 'lighthouse'],
    ['a novel of the desert', desert, 'Farid', 'desert'],
  ])('of %s takes its own sentences from beginning to end, in order', (_, source, name, place) => {
    const variants = threeOf({ brief: brief({ idea: '', least: 80, most: 100 }), source })
    for (const variant of variants) {
      expect(proseOf(variant)).toContain(name)
      expect(proseOf(variant)).toContain(place)
      // a sentence that the source has twice says nothing about order
      const places = [...sentences(variant)]
        .map(sentence => (source.indexOf(sentence) === source.lastIndexOf(sentence) ? source.indexOf(sentence) : -1))
        .filter(at => at >= 0)
      expect(places.length).toBeGreaterThan(5)
      expect(Math.max(...places)).toBeGreaterThan(source.length * 0.75)
      expect(Math.min(...places)).toBeLessThan(source.length * 0.15)
      const inOrder = variant.chronology.includes('end') ? places.slice(2) : places
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b))
      expect(proseOf(variant)).not.toMatch(/no particular consequence/)
    }
    unlike(variants)
  })

  it('of a text of 1.2 MB is done at once', () => {
    const long = novel(135, 30, cast, ['the harbour', 'the old lighthouse', 'the cellar'])
    expect(long.length).toBeGreaterThan(1_200_000)
    expect(written({ brief: brief({ idea: '' }), source: long }).rationale).toContain('135 chapters')
  }, 10_000)
})

describe('a transformation', () => {
  it('moves setting and things and keeps names: Hamlet in space', () => {
    const variants = threeOf({ brief: brief({ idea: '' }), source: HAMLET, twist: 'Hamlet in space' })
    for (const variant of variants) {
      for (const name of ['Hamlet', 'Ophelia', 'Claudius', 'Horatio']) expect(textOf(variant)).toContain(name)
      expect(textOf(variant)).not.toMatch(/\b(?:castle|ramparts|swords?|shore|river|churchyard)\b/i)
      expect(textOf(variant)).toMatch(/\b(?:station|deck|airlock|plasma|docking)\b/)
      expect(variant.title).toBe('Hamlet in Space')
      expect(variant.rationale).toMatch(/castle became/)
      expect(textOf(variant)).not.toMatch(SEAMS)
    }
    unlike(variants)
  })

  it('moves it also to where no table knows: Cinderella in a bakery', () => {
    const variants = threeOf({
      brief: brief({ idea: '' }),
      source: CINDERELLA,
      twist: 'Cinderella in a bakery, as a comedy',
    })
    for (const variant of variants) {
      for (const name of ['Ella', 'Griselda', 'Florian']) expect(textOf(variant)).toContain(name)
      expect(textOf(variant)).toContain('bakery')
      expect(textOf(variant)).not.toMatch(/\b(?:palace|cellar|ballroom|village)\b/i)
    }
    unlike(variants)
    const west = written({ brief: brief({ idea: '' }), source: CINDERELLA, twist: 'as a western' })
    expect(proseOf(west)).not.toBe(proseOf(variants[0] as TreatmentAnswer))
  })
})
