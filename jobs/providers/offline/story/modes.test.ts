import { describe, expect, it } from 'vitest'
import { chaptersOf } from '../../../../shared/core/brief/chapters.ts'
import { mobyDick } from '../../../../tests/fixtures/mobyDick.ts'
import type { TreatmentAnswer } from '../../../agents/storyAnswers.ts'
import type { StoryBrief } from '../../../agents/storyContext.ts'
import { styleContext } from '../../../agents/style.ts'
import { treatmentInStyle } from '../style/inStyle.ts'
import { cleanText, sentencesIn } from './sentences.ts'
import { film, flawless } from './testFilms.ts'
import { brief, CINDERELLA, FERRY, HAMLET, MARS, novel, treatmentContext } from './testStories.ts'
import { writeTreatment } from './treatment.ts'
import { turnIn } from './turns.ts'

/** For every way to begin two inputs that have nothing in common: all that is asked of the crew is asked of each of them. */
interface Input {
  over: Partial<StoryBrief>
  from: { source?: string; twist?: string }
  /** Names and places of the input. */
  recalled: string[]
}

const SEA = novel(
  30,
  8,
  ['Isolde', 'Captain Brandt', 'Matthias', 'Leopold'],
  ['the harbour', 'the old lighthouse', 'the cellar'],
)
const INPUTS: [string, Input][] = [
  ['expansion: a ferryman', { over: { idea: FERRY }, from: {}, recalled: ['Tomas', 'Mila', 'Vltava'] }],
  [
    'expansion: Mars',
    {
      over: { idea: MARS, genres: ['science fiction'], tone: 'Tense, spare, without music.', least: 30, most: 40 },
      from: {},
      recalled: ['Adaeze', 'Ruben', 'Mars', 'colony'],
    },
  ],
  [
    'condensation: a novel of the sea',
    { over: { idea: '', least: 30, most: 40 }, from: { source: SEA }, recalled: ['Isolde', 'Brandt', 'lighthouse'] },
  ],
  [
    'condensation: Moby-Dick',
    {
      over: { idea: '', least: 80, most: 100, rating: 'M', genres: ['adventure'], tone: 'Salty, huge and dark.' },
      from: { source: mobyDick() },
      recalled: ['Ahab', 'Starbuck', 'Pequod'],
    },
  ],
  [
    'transformation: Hamlet in space',
    {
      over: { idea: '' },
      from: { source: HAMLET, twist: 'Hamlet in space' },
      recalled: ['Hamlet', 'Ophelia', 'Claudius', 'Station'],
    },
  ],
  [
    'transformation: Cinderella in a bakery',
    {
      over: { idea: '', genres: ['comedy'], tone: 'Quick and silly, never mean.' },
      from: { source: CINDERELLA, twist: 'Cinderella in a bakery' },
      recalled: ['Ella', 'Griselda', 'bakery'],
    },
  ],
]

/** Unlike in rhythm, so that whatever is written in them must differ. */
const STYLES = [
  ['Short', 'He came. He sat. Nobody spoke. The lamp went out. He waited. It was cold. Then he left.'],
  [
    'Long',
    'She went, as one goes who has nowhere to be, along the wall and past the gate, like a slow thought, and when the evening came, with its smell of hay and of iron, she turned, as if called, and went back the way that she had come, and nobody, not even the dog, lifted a head to see her pass.',
  ],
].map(([name = '', text = '']) => styleContext({ id: name, name }, [{ sample: name, position: 0, text }]))

const treatments = ({ over, from }: Input, more: Partial<StoryBrief> = {}) =>
  [0, 1, 2].map(variant => writeTreatment(treatmentContext({ brief: brief({ ...over, ...more }), variant, ...from })))
const proseOf = ({ paragraphs }: TreatmentAnswer) =>
  paragraphs.flatMap(({ heading, text }) => (heading ? [] : [text])).join('\n\n')
function overlap(one: TreatmentAnswer, other: TreatmentAnswer): number {
  const [a, b] = [one, other].map(answer => new Set(sentencesIn(cleanText(proseOf(answer)))))
  return [...(a ?? [])].filter(sentence => b?.has(sentence)).length / Math.min(a?.size ?? 0, b?.size ?? 0)
}
const scriptOf = (scenes: ReturnType<typeof film>) =>
  scenes.map(({ elements }) => elements.map(({ text }) => text).join('\n')).join('\n\n')

describe.each(INPUTS)('%s', (_, input) => {
  const { over, from, recalled } = input
  const three = treatments(input)

  it('has its names and places in every variant, which share less than half of their sentences and end unlike', () => {
    for (const [at, one] of three.entries()) {
      for (const name of recalled) expect(`${one.title}\n${proseOf(one)}`, one.title).toContain(name)
      for (const other of three.slice(at + 1)) {
        expect(overlap(one, other)).toBeLessThan(0.5)
        expect(other.ending).not.toBe(one.ending)
        expect(other.chronology).not.toBe(one.chronology)
      }
    }
    expect(new Set(three.map(one => proseOf(one).slice(-200))).size).toBe(3)
  })

  it('is another one for another rating and in another style, in the treatment and in the script', () => {
    const rating = over.rating === 'M' ? 'G' : 'M'
    for (const [at, one] of treatments(input, { rating }).entries())
      expect(proseOf(one)).not.toBe(proseOf(three[at] as TreatmentAnswer))
    const styled = [null, ...STYLES].map(style => proseOf(treatmentInStyle(three[0] as TreatmentAnswer, style)))
    expect(new Set(styled).size).toBe(3)
    const short = { least: 5, most: 7 }
    const scripts = [
      film({ ...over, ...short }, 0, from),
      film({ ...over, ...short, rating }, 0, from),
      film({ ...over, ...short }, 0, from, STYLES[0]),
    ]
    expect(new Set(scripts.map(scriptOf)).size).toBe(3)
  })

  it('turns in every beat, both ways, and is a script in flawless format with its names', () => {
    const scenes = film({ ...over, least: 14, most: 16 }, 1, from)
    const turns = scenes.map(({ beat }) => turnIn(beat.body))
    expect(turns).not.toContain(null)
    expect(new Set(turns.map(turn => turn?.down)).size).toBe(2)
    for (const { elements } of scenes) flawless(elements)
    const text = scriptOf(scenes).toLowerCase()
    for (const name of recalled.slice(0, 2)) expect(text).toContain(name.toLowerCase())
  })
})

/** What is condensed has chapters, and no twist that makes another story of them. */
const CONDENSED = INPUTS.filter(([, { from }]) => from.source !== undefined && from.twist === undefined)

it.each(CONDENSED)('%s says of every chapter, in order, which of its sentences each variant took', (_, input) => {
  const chapters = chaptersOf(input.from.source ?? '')
  expect(chapters.length).toBeGreaterThan(20)
  for (const one of treatments(input)) {
    const lines = one.rationale.split('\n').filter(line => /^\d+ of \d+: /.test(line))
    expect(lines).toHaveLength(chapters.length)
    let taken = 0
    for (const [at, { title, text }] of chapters.entries()) {
      const head = `${at + 1} of ${chapters.length}: ${title.replace(/\s+/g, ' ')} – `
      expect(lines[at]?.slice(0, head.length)).toBe(head)
      const gave = lines[at]?.slice(head.length) ?? ''
      if (gave === 'nothing taken') continue
      for (const [, opening = ''] of gave.matchAll(/“(.+?)(?:…)?”(?=, “|$)/g)) {
        taken++
        expect(cleanText(text).replace(/\s+/g, ' ')).toContain(opening)
      }
    }
    expect(taken).toBeGreaterThan(10)
  }
})
