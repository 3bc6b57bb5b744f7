import { describe, expect, it } from 'vitest'
import { castOf, cueName, names, pronounsOf } from './cast.ts'

describe('who is in a scene', () => {
  it('is whoever speaks or is named in the action, in order of appearance', () => {
    const lines = [
      { type: 'action', text: 'The door opens. Peter looks at Marat.' },
      { type: 'character', text: "JONAS (CONT'D)" },
      { type: 'dialogue', text: 'Where is Eve?' },
      { type: 'character', text: 'Mara (V.O.) ^' },
    ] as const
    expect(castOf(lines, ['MARA', 'PETER', 'EVE'])).toEqual({
      speaking: ['JONAS', 'MARA'],
      all: ['PETER', 'JONAS', 'MARA'],
    })
  })

  it('reads a cue without its extensions', () => {
    expect(['Mara', '@McAVOY', 'MARA (O.S.)', 'DR. WEISS (on phone', ' '].map(cueName)).toEqual([
      'MARA',
      'MCAVOY',
      'MARA',
      'DR. WEISS',
      '',
    ])
  })

  it('names whole words only, whatever the alphabet', () => {
    expect(names('JOSÉ waits', 'JOSÉ')).toBe(true)
    expect(names('Annabel waits', 'ANNA')).toBe(false)
    expect(names('Anna’s coat', 'ANNA')).toBe(true)
    expect(names('C++ (sic)', 'C++')).toBe(true)
  })

  it('is called he or she by the action that names one person alone', () => {
    const lines = [
      { type: 'action', text: 'Mara waits. She sits.' },
      { type: 'action', text: 'Jonas and Mara wait. He sits. He stands.' },
      { type: 'action', text: 'Jonas puts his coat on her chair. He leaves.' },
    ] as const
    expect(pronounsOf(lines, ['MARA', 'JONAS', 'PETER'])).toEqual({ he: ['JONAS'], she: ['MARA'] })
  })
})
