import { describe, expect, it } from 'vitest'
import { excerptOf, readAnswer } from './answers.ts'

const read = (answer: unknown) => readAnswer(JSON.stringify(answer))

describe('what an agent answered, for people', () => {
  it('is prose with its headings, a screenplay by its elements, and shots by their cells', () => {
    expect(
      read({
        title: 'The Ferry',
        paragraphs: [
          { heading: true, text: 'Act one' },
          { heading: false, text: 'She rows.' },
        ],
      }),
    ).toEqual({
      title: 'The Ferry',
      lines: [
        { type: 'section', text: 'Act one' },
        { type: 'general', text: 'She rows.' },
      ],
      rows: [],
    })
    expect(
      read({
        elements: [
          { type: 'scene_heading', text: 'EXT. PIER' },
          { type: 'action', text: 'Rain.' },
        ],
      }),
    ).toEqual({
      title: 'EXT. PIER',
      lines: [
        { type: 'scene_heading', text: 'EXT. PIER' },
        { type: 'action', text: 'Rain.' },
      ],
      rows: [],
    })
    expect(read({ shots: [{ units: [1], action: 'She rows.', camera: 'Wide', light: ' ' }] })).toEqual({
      title: '1 shot',
      lines: [],
      rows: [
        {
          title: 'Shot 1',
          cells: [
            { name: 'Action', text: 'She rows.' },
            { name: 'Camera', text: 'Wide' },
          ],
        },
      ],
    })
  })

  it('is beats, passages and rewritten lines, one after the other', () => {
    expect(
      read({
        beats: [
          { title: 'Out', body: 'She rows.' },
          { title: '', body: 'She is back.' },
        ],
      }),
    ).toMatchObject({
      title: '2 beats',
      lines: [{ text: 'Out' }, { text: 'She rows.' }, { text: 'She is back.' }],
    })
    expect(read({ passages: [{ n: 1, title: '', text: 'Instead.' }] })).toMatchObject({ lines: [{ text: 'Instead.' }] })
    expect(read({ lines: [{ n: 1, text: 'Softer.' }], rationale: 'Why not.' })).toMatchObject({
      lines: [{ text: 'Softer.' }],
    })
  })

  it('that nobody knows, or that was cut off, is shown as it came', () => {
    expect(read({ something: 'else' }).lines).toEqual([{ type: 'general', text: '{"something":"else"}' }])
    expect(readAnswer('{"title": "The Fer').lines).toEqual([{ type: 'general', text: '{"title": "The Fer' }])
  })
})

describe('the first words', () => {
  it('leave headings and the title out, and end at a word', () => {
    const scene = read({
      elements: [
        { type: 'scene_heading', text: 'EXT. PIER' },
        { type: 'action', text: 'Rain on\nthe boats.' },
      ],
    })
    expect(excerptOf(scene, 100)).toBe('Rain on the boats.')
    expect(excerptOf(scene, 13)).toBe('Rain on the…')
    expect(excerptOf(read({ shots: [{ action: 'One.' }, { action: 'Two.' }] }), 100)).toBe('One. Two.')
  })
})
