import { describe, expect, it } from 'vitest'
import { sceneAnswer } from '../../../agents/storyAnswers.ts'
import type { SceneContext, StoryBrief } from '../../../agents/storyContext.ts'
import { type Element, ROWS_PER_EIGHTH, rowsOf } from './rows.ts'
import { writeScene } from './scene.ts'
import { film, flawless } from './testFilms.ts'
import { brief, FERRY, HAMLET, MARS, sceneContext } from './testStories.ts'
import { withoutTurn } from './turns.ts'

const written = (over: Partial<SceneContext> = {}) => writeScene(sceneContext(over))
const textOf = (elements: readonly Element[], ...types: string[]) =>
  elements
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map(({ text }) => text)
    .join('\n')

const FILMS: [string, Partial<StoryBrief>, number, { source?: string; twist?: string }, string[]][] = [
  ['a short drama', { idea: FERRY }, 0, {}, ['Tomas', 'Mila', 'Vltava']],
  [
    'a feature',
    { idea: MARS, least: 85, most: 95, genres: ['science fiction', 'thriller'], tone: 'Tense and cold.' },
    1,
    {},
    ['Adaeze', 'Ruben', 'Mars'],
  ],
  [
    'Hamlet in space',
    { idea: '', rating: 'M', genres: ['action'] },
    2,
    { source: HAMLET, twist: 'Hamlet in space' },
    ['Hamlet', 'Claudius'],
  ],
  [
    'a spot',
    {
      type: 'commercial',
      least: 0.5,
      most: 0.5,
      idea: 'Sparkle toothpaste whitens teeth in one week. A shy girl on the tram covers her mouth when she laughs. A week later the whole tram laughs with her.',
    },
    2,
    {},
    ['Sparkle', 'girl'],
  ],
]

describe('a scene', () => {
  it.each(FILMS)(
    'of %s is in flawless format, names those of its passage, and is as long as it may be',
    (_, over, variant, source, recalled) => {
      const scenes = film(over, variant, source)
      for (const { elements, beat } of scenes) {
        expect(sceneAnswer.safeParse({ elements, rationale: '' }).success).toBe(true)
        flawless(elements)
        for (const name of recalled.slice(0, 2))
          if (withoutTurn(beat.body).includes(name))
            expect(textOf(elements).toLowerCase()).toContain(name.toLowerCase())
      }
      for (const name of recalled)
        expect(
          scenes
            .map(({ elements }) => textOf(elements))
            .join('\n')
            .toLowerCase(),
        ).toContain(name.toLowerCase())
    },
  )

  it('of a spot begins with its hook and not with the furniture', () => {
    const [first] = film(
      {
        type: 'commercial',
        least: 0.5,
        most: 0.5,
        idea: 'NordLicht lamps never need a new battery. A boy reads under his blanket every night.',
      },
      0,
    )
    expect(first?.beat.body).toContain(first?.elements[1]?.text.replace(/^\P{L}*\p{L}+/u, '') ?? 'no hook')
  })

  it('takes the room that it has: a page is a minute', () => {
    for (const eighths of [4, 8, 16, 24]) {
      const rows = rowsOf(written({ eighths }).elements) / ROWS_PER_EIGHTH
      expect(rows).toBeGreaterThan(eighths * 0.7)
      expect(rows).toBeLessThan(eighths * 1.15)
    }
  })

  it('says in its heading where and when, inside or outside, as its passage does', () => {
    const heading = (passage: string) =>
      written({ passage, beats: [], treatment: [{ n: 1, heading: false, text: passage }] }).elements[0]?.text
    expect(heading('In the morning Mara sits in the kitchen with a letter.')).toBe('INT. KITCHEN - MORNING')
    expect(heading('At midnight Mara waits by the river.')).toBe('EXT. RIVER - NIGHT')
    expect(heading('Jonas walks through the forest at dawn.')).toBe('EXT. FOREST - DAWN')
  })

  it('lets people say their own words, and everybody who is named appears', () => {
    const { elements } = written({
      passage:
        'Mila steps onto the boat and says, “I have no coin, only a song.” The old priest watches from the bank. Tomas takes the oar.',
      beats: [],
    })
    const at = elements.findIndex(({ text }) => text === 'I have no coin, only a song.')
    expect(elements[at]?.type).toBe('dialogue')
    expect(elements[at - 1]?.text).toBe('MILA')
    expect(textOf(elements)).toMatch(/priest/i)
  })

  it('puts what was told in the past into the present, and sounds into capitals', () => {
    const { elements } = written({
      passage:
        'Tomas opened the door and looked at Mila. A bang shook the house. He carried the lantern into the cellar.',
      beats: [],
    })
    expect(textOf(elements, 'action')).toMatch(/opens the door and looks at Mila/i)
    expect(textOf(elements, 'action')).toContain('BANG')
    expect(textOf(elements, 'action')).toContain('He carries the lantern')
  })

  it('differs by rating, tone, genre and guidance', () => {
    const as = JSON.stringify(written().elements)
    expect(JSON.stringify(written({ brief: brief({ rating: 'M' }) }).elements)).not.toBe(as)
    expect(JSON.stringify(written({ brief: brief({ tone: 'Grim, cold and brooding.' }) }).elements)).not.toBe(as)
    expect(JSON.stringify(written({ scene: 2, brief: brief({ genres: ['horror'] }) }).elements)).not.toBe(
      JSON.stringify(written({ scene: 2 }).elements),
    )
    const guided = written({ guidance: 'Mila should throw the coin away. More tension, please.' })
    expect(textOf(guided.elements, 'action')).toContain('Mila throws the coin away.')
    expect(guided.rationale).toContain('From your guidance')
    expect(textOf(written({ guidance: 'No dialogue in this scene, please.' }).elements, 'dialogue')).toBe('')
    expect(written()).toEqual(written())
  })

  it('keeps its mouth clean for everybody, and does not for grown-ups only', () => {
    const talk = (rating: StoryBrief['rating']) =>
      Array.from({ length: 9 }, (_, index) =>
        textOf(written({ brief: brief({ rating }), scene: index + 1, eighths: 16 }).elements),
      ).join('\n')
    expect(talk('G')).not.toMatch(/\b(?:damn|hell|fuck|bastard|blood|kill|drown)\b/i)
    expect(talk('M')).toMatch(/\b(?:fuck|bastard|blood|kill)\b/i)
  })

  it('repeats little: no line of dialogue of some length stands in two scenes in a row', () => {
    const scenes = film({ least: 85, most: 95 }, 0)
    for (const [index, { elements }] of scenes.entries()) {
      const long = elements.filter(({ type, text }) => type === 'dialogue' && text.length > 25).map(({ text }) => text)
      expect(new Set(long).size).toBe(long.length)
      const next = new Set(scenes[index + 1]?.elements.map(({ text }) => text))
      expect(long.filter(line => next.has(line)).length).toBeLessThanOrEqual(2)
    }
  })

  it('of an audio film keeps times and words of the transcript', () => {
    const { elements } = written({
      brief: brief({ type: 'audio' }),
      passage: '[0:12] ANNA: We left at night. — We see it as it is told: the road. [0:15] Nobody spoke.',
    })
    expect(elements).toContainEqual({ type: 'character', text: 'ANNA (V.O.)' })
    expect(elements).toContainEqual({ type: 'parenthetical', text: '(at 0:12)' })
    expect(elements).toContainEqual({ type: 'dialogue', text: 'We left at night.' })
  })
})
