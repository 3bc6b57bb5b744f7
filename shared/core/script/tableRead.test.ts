import { describe, expect, it } from 'vitest'
import type { Line } from './line.ts'
import type { LineType } from './lineTypes.ts'
import { castVoices, speakersOf, tableRead } from './tableRead.ts'

const scene = (omitted: boolean, ...lines: string[]) => ({
  omitted,
  lines: lines.map((line, i): Line => {
    const [type = 'action', text = ''] = line.split(/: ?(.*)/s)
    return { id: `l${i}`, type: type as LineType, text, runs: [], scene: 's' }
  }),
})
const read = (...lines: string[]) => tableRead([scene(false, ...lines)]).map(({ speaker, text }) => [speaker, text])

describe('a table read', () => {
  it('gives action to the reader and dialogue to its speaker, and says no cue', () => {
    expect(
      read(
        'scene_heading: INT. BAR - NIGHT',
        'action: Rain.',
        'character: MARA (V.O.)',
        'parenthetical: (low)',
        'dialogue: So.',
        'action: She goes.',
      ),
    ).toEqual([
      [null, 'interior. bar, night'],
      [null, 'Rain.'],
      [null, 'low'],
      ['MARA', 'So.'],
      [null, 'She goes.'],
    ])
  })
  it('reads nothing that is not printed, and no omitted scene', () => {
    expect(
      read('note: Check.', 'section: Act', 'synopsis: They meet.', 'action: He [[who?]] goes.', 'action: ---'),
    ).toEqual([[null, 'He goes.']])
    expect(tableRead([scene(true, 'action: Gone.'), scene(false, 'action: Here.')]).map(r => r.text)).toEqual(['Here.'])
  })
  it('takes long speeches in breaths of whole sentences, and loses no word', () => {
    const long = Array.from({ length: 40 }, (_, i) => `This is sentence number ${i}.`).join(' ')
    const parts = read('character: MARA', `dialogue: ${long}`)
    expect(parts.length).toBeGreaterThan(4)
    expect(parts.every(([, text]) => (text ?? '').length <= 220 && /\.$/.test(text ?? ''))).toBe(true)
    expect(parts.map(([, text]) => text).join(' ')).toBe(long)
    const endless = 'word '.repeat(200).trim()
    expect(
      read(`action: ${endless}`)
        .map(([, text]) => text)
        .join(' '),
    ).toBe(endless)
  })
})

describe('voices', () => {
  it('are another one for each of those who say most, and not the one of the action', () => {
    const speakers = speakersOf(
      tableRead([
        scene(
          false,
          'character: JON',
          'dialogue: Yes.',
          'character: MARA',
          'dialogue: No.',
          'character: MARA',
          'dialogue: No.',
        ),
      ]),
    )
    expect(speakers).toEqual(['MARA', 'JON'])
    expect([...castVoices(speakers, ['a', 'b', 'c'], new Map())]).toEqual([
      ['MARA', 'b'],
      ['JON', 'c'],
    ])
  })
  it('are the chosen ones, where this machine has them', () => {
    const chosen = new Map([
      ['MARA', 'c'],
      ['JON', 'gone'],
    ])
    expect(castVoices(['MARA', 'JON'], ['a', 'b', 'c'], chosen).get('MARA')).toBe('c')
    expect(castVoices(['MARA', 'JON'], ['a', 'b', 'c'], chosen).get('JON')).toBe('b')
    expect(castVoices(['MARA'], ['a'], new Map()).get('MARA')).toBe('a')
    expect(castVoices(['MARA'], [], new Map()).size).toBe(0)
  })
})
