import { beforeAll, describe, expect, it } from 'vitest'
import { chunksOf } from '../../../../shared/core/styles/chunk.ts'
import { readShippedStyles } from '../../../../shared/node/styles/shipped.ts'
import type { TreatmentAnswer } from '../../../agents/storyAnswers.ts'
import { type StyleContext, styleContext } from '../../../agents/style.ts'
import { writeBeats } from '../story/beats.ts'
import { writeScene } from '../story/scene.ts'
import { cleanText, sentencesIn, wordCount } from '../story/sentences.ts'
import { beatsContext, brief, FERRY, MARS, sceneContext, treatmentContext } from '../story/testStories.ts'
import { writeTreatment } from '../story/treatment.ts'
import { turnIn, withoutTurn } from '../story/turns.ts'
import { beatsInStyle, revisionInStyle, rewriteInStyle, sceneInStyle, treatmentInStyle } from './inStyle.ts'
import { mannerOf } from './manner.ts'

let shipped: StyleContext[]
beforeAll(async () => {
  shipped = (await readShippedStyles()).map(({ id, name, text }) => {
    const passages = chunksOf(text).map((chunk, position) => ({ sample: name, position, text: chunk.text }))
    return styleContext({ id, name }, passages)
  })
})
const named = (name: string): StyleContext => {
  const style = shipped.find(one => one.name === name)
  if (!style) throw new Error(`no style ${name}`)
  return style
}
const proseOf = ({ paragraphs }: TreatmentAnswer) =>
  paragraphs
    .filter(({ heading }) => !heading)
    .map(({ text }) => text)
    .join('\n\n')
const sentences = (text: string) => sentencesIn(cleanText(text))
const meanWords = (text: string) => wordCount(text) / sentences(text).length
const treatment = (style: StyleContext | null, idea = FERRY) =>
  treatmentInStyle(writeTreatment(treatmentContext({ brief: brief({ idea }) })), style)

/** Seams that no text may have, whatever was joined to what. */
const SEAMS = /,\.|\.,|,,|\s[,.;]| {2}|\.\.|[.?!] \p{Ll}/u

describe('the manner of samples', () => {
  it('is measured: shipped styles are unlike in it', () => {
    const manners = new Map(shipped.map(({ name, passages }) => [name, mannerOf(passages)]))
    expect(manners.get('Spare')?.sentence).toBeLessThan(8)
    expect(manners.get('Lyrical')?.sentence).toBeGreaterThan(30)
    expect(manners.get('Lyrical')?.similes.phrases.length).toBeGreaterThan(4)
    expect(manners.get('Hard-boiled')?.similes.phrases.length).toBeGreaterThan(3)
    expect(manners.get('Spare')?.similes.phrases).toEqual([])
    expect(manners.get('Comic')?.asides.phrases).toContain('as these things go')
    expect(manners.get('Documentary')?.figures).toBeGreaterThan(0.25)
  })

  it('is nothing where there is nothing to measure', () => {
    expect(mannerOf([])).toBeNull()
    expect(mannerOf([{ sample: 's', position: 0, text: '* * *' }])).toBeNull()
  })

  it('never takes what is about somebody of the samples', () => {
    for (const { passages } of shipped) {
      const { similes, asides } = mannerOf(passages) ?? { similes: { phrases: [] }, asides: { phrases: [] } }
      for (const phrase of [...similes.phrases, ...asides.phrases])
        expect(phrase).not.toMatch(/\p{Lu}|\bh(?:e|is|er)\b/u)
    }
  })
})

describe('the offline crew in a style', () => {
  it.each([FERRY, MARS])('writes another treatment for each of them, and the same for the same', idea => {
    const texts = [null, ...shipped].map(style => proseOf(treatment(style, idea)))
    expect(new Set(texts).size).toBe(shipped.length + 1)
    expect(texts).toEqual([null, ...shipped].map(style => proseOf(treatment(style, idea))))
    for (const text of texts) {
      expect(text).not.toMatch(SEAMS)
      for (const name of idea === FERRY ? ['Tomas', 'Mila', 'Vltava'] : ['Adaeze Okafor', 'Ruben'])
        expect(text).toContain(name)
    }
  })

  it('writes shorter sentences where the samples do, and longer ones', () => {
    const [spare, plain, lyrical] = [named('Spare'), null, named('Lyrical')].map(style =>
      meanWords(proseOf(treatment(style))),
    )
    expect(spare).toBeLessThan((plain ?? 0) * 0.8)
    expect(lyrical).toBeGreaterThan((plain ?? 0) * 1.3)
  })

  it('says in its rationale what it took from the style', () => {
    expect(treatment(named('Lyrical')).rationale).toMatch(
      /In the written style “Lyrical” I joined \d+ sentences.*“like/,
    )
    expect(treatment(named('Spare')).rationale).toMatch(/cut \d+ sentences in two/)
    expect(treatment(null).rationale).not.toContain('written style')
  })

  it('writes the action of scenes in it, and leaves headings, names and talk alone', () => {
    const plain = writeScene(sceneContext())
    for (const style of shipped) {
      const { elements } = sceneInStyle(plain, sceneContext(), style)
      const others = (of: typeof elements) => of.filter(({ type }) => type !== 'action')
      expect(others(elements)).toEqual(others(plain.elements))
      expect(elements).not.toEqual(plain.elements)
      for (const { text } of elements) expect(text).not.toMatch(SEAMS)
    }
  })

  it('keeps in beats the sentences of the treatment, by which scenes find them', () => {
    const { treatment: lines } = beatsContext()
    const plain = writeBeats(beatsContext())
    for (const style of shipped) {
      const { beats } = beatsInStyle(
        plain,
        lines.map(({ text }) => text),
        style,
      )
      const told = new Set(lines.flatMap(({ text }) => sentences(text)))
      for (const [at, { body }] of beats.entries()) {
        const kept = (text: string) => sentences(withoutTurn(text)).filter(sentence => told.has(sentence))
        expect(kept(body)).toEqual(kept(plain.beats[at]?.body ?? ''))
        expect(turnIn(body)).toEqual(turnIn(plain.beats[at]?.body ?? ''))
        expect(turnIn(body)).not.toBeNull()
      }
    }
  })

  it('puts a selection into it when it is asked to, and otherwise does as it is told', () => {
    const line = { n: 1, lineId: 'l', type: 'action', before: '', after: '', speaker: '' } as const
    const text =
      'Mila takes the coin, and she walks slowly to the door. Tomas waits for her at the window without a word.'
    const asked = (instruction: string) =>
      rewriteInStyle(
        { lines: [{ n: 1, text }], rationale: '' },
        {
          instruction,
          lines: [{ ...line, text }],
          heading: '',
          sceneBefore: [],
          sceneAfter: [],
          rearview: null,
          titlePage: '',
          brief: '',
          rating: null,
          leftOut: [],
        },
        named('Spare'),
      ).lines[0]?.text
    expect(asked('in our style')).toBe(
      'Mila takes the coin. She walks to the door. Tomas waits for her at the window. Without a word.',
    )
    expect(asked('shorter')).toBe(text)
  })

  it('revises in it', () => {
    const answer = { passages: [{ n: 1, title: '', text: 'He rows across, and the lamp goes out.' }], rationale: '' }
    expect(revisionInStyle(answer, named('Spare')).passages[0]?.text).toBe('He rows across. The lamp goes out.')
  })
})
