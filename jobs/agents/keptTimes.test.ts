import { describe, expect, it } from 'vitest'
import { timesIn } from '../../shared/core/brief/times.ts'
import { writeBeats } from '../providers/offline/story/beats.ts'
import { writeScene } from '../providers/offline/story/scene.ts'
import { beatsContext, brief, linesOf, sceneContext, treatmentContext } from '../providers/offline/story/testStories.ts'
import { writeTreatment } from '../providers/offline/story/treatment.ts'
import { timedBeat, timedElements, timedParagraphs } from './keptTimes.ts'

const audio = brief({ type: 'audio', idea: '', least: 4, most: 6 })

describe('an audio film', () => {
  it('hears every word of its transcript at its time, once and in order, in all three treatments, the beats and the script', () => {
    const clock = (at: number) =>
      `00:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
    const cues = Array.from({ length: 48 }, (_, at) => ({
      stamp: clock(at * 6 + 1),
      words: `Sentence ${at + 1} of Anna about the clock.`,
    }))
    const source = cues.map(({ stamp, words }) => `[${stamp}] ${words}`).join('\n')
    for (const variant of [0, 1, 2]) {
      const treatment = linesOf(writeTreatment(treatmentContext({ brief: audio, source, variant })))
      expect(timesIn(treatment.map(({ text }) => text).join('\n')).map(({ stamp }) => stamp)).toEqual(
        cues.map(({ stamp }) => stamp),
      )
      const { beats } = writeBeats(beatsContext({ brief: audio, treatment }))
      expect(timesIn(beats.map(({ body }) => body).join('\n')).map(({ stamp }) => stamp)).toEqual(
        cues.map(({ stamp }) => stamp),
      )
      const numbered = beats.map(({ title, body }, at) => ({ n: at + 1, title, body }))
      const script = beats.flatMap(
        ({ from, to }, at) =>
          writeScene(
            sceneContext({
              brief: audio,
              treatment,
              beats: numbered,
              plays: [at + 1],
              passage: treatment
                .filter(({ n }) => n >= from && n <= to)
                .map(({ text }) => text)
                .join('\n'),
              scene: at + 1,
              scenes: beats.length,
            }),
          ).elements,
      )
      expect(script.flatMap(({ type, text }) => (type === 'parenthetical' ? [text] : []))).toEqual(
        cues.map(({ stamp }) => `(at ${stamp})`),
      )
      expect(script.flatMap(({ type, text }) => (type === 'dialogue' ? [text] : []))).toEqual(
        cues.map(({ words }) => words),
      )
    }
  })
})

describe('what a model answers about a transcript', () => {
  const source = '[0:01] We left.\n[0:05] Nobody spoke.\n[1:02:03] The end.'

  it('loses times that the transcript does not have, and is asked again when no time is left', () => {
    const repairs: string[] = []
    const paragraphs = [{ text: '[0:01] We left. [0:07] A road.' }, { text: '[01:02:03] The end.' }]
    expect(timedParagraphs(audio, source, paragraphs, repairs).map(({ text }) => text)).toEqual([
      '[0:01] We left. A road.',
      '[01:02:03] The end.',
    ])
    expect(repairs).toEqual(['there is no 0:07 in the transcript'])
    expect(() => timedParagraphs(audio, source, [{ text: 'They leave.' }], [])).toThrow('such as [0:12]')
    // of another film, or without times, nothing is asked
    for (const [of, text] of [
      [brief(), source],
      [audio, 'We left.'],
    ] as const)
      expect(timedParagraphs(of, text, [{ text: 'They leave.' }], [])).toEqual([{ text: 'They leave.' }])
  })

  it('gets the time of its passage in a beat and in a scene that say none', () => {
    const lines = [
      { n: 1, heading: false, text: '[0:01] We left.' },
      { n: 2, heading: false, text: '[0:05] Nobody spoke.' },
    ]
    const beat = { title: 'Silence', body: 'They ride.', from: 2, to: 2 }
    expect(timedBeat(audio, lines, beat, []).body).toBe('[0:05] They ride.')
    expect(timedBeat(audio, lines, { ...beat, body: 'At [0:05] they ride.' }, []).body).toBe('At [0:05] they ride.')
    const context = sceneContext({ brief: audio, passage: '[0:05] Nobody spoke.' })
    const heading = { type: 'scene_heading', text: 'EXT. ROAD - DAY' } as const
    const spoken = [
      { type: 'character', text: 'ANNA (V.O.)' },
      { type: 'dialogue', text: 'Nobody spoke.' },
    ] as const
    expect(timedElements(context, [heading, ...spoken], [])[2]).toEqual({ type: 'parenthetical', text: '(at 0:05)' })
    expect(timedElements(context, [heading, { type: 'action', text: 'Dust.' }], [])[1]).toEqual({
      type: 'note',
      text: 'at 0:05',
    })
  })
})
