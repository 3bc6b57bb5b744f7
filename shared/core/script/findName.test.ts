import { describe, expect, it } from 'vitest'
import type { Passage } from './find.ts'
import { findName, inCaseOf, nameProblem } from './findName.ts'

const renamed = (passages: readonly Passage[], from: string, to: string) => {
  const hits = findName(passages, from, to)
  return passages.map(({ text }, passage) =>
    hits
      .filter(hit => hit.passage === passage)
      .toReversed()
      .reduce((now, hit) => now.slice(0, hit.from) + hit.insert + now.slice(hit.to), text),
  )
}

describe('renaming a character', () => {
  it('keeps extensions, capitals and everything around the name', () => {
    const passages: Passage[] = [
      { type: 'character', text: "INES (V.O.) (CONT'D)" },
      { type: 'character', text: 'INES AND TOMAS' },
      { type: 'action', text: "INES (52) waits. Ines's coat, Inessa, Ines." },
      { type: 'dialogue', text: 'Inés? No: Ines!' },
      { type: 'scene_heading', text: "INT. INES'S ROOM - DAY" },
      { type: null, text: 'INES (foreground), TOMAS' },
    ]
    expect(renamed(passages, 'Ines', 'Irma')).toEqual([
      "IRMA (V.O.) (CONT'D)",
      'IRMA AND TOMAS',
      "IRMA (52) waits. Irma's coat, Inessa, Irma.",
      'Inés? No: Irma!',
      "INT. IRMA'S ROOM - DAY",
      'IRMA (foreground), TOMAS',
    ])
    expect(findName(passages, 'INES', 'Irma').every(hit => hit.sure)).toBe(true)
    expect(findName(passages, 'INES', 'Irma').map(hit => hit.where)).toEqual([
      'cue',
      'cue',
      'line',
      'line',
      'line',
      'line',
      'line',
      'cell',
    ])
  })

  it('is not sure of small letters, and of a name inside the name of somebody else', () => {
    const passages: Passage[] = [
      { type: 'character', text: 'MARA' },
      { type: 'character', text: 'OLD MARA' },
      { type: 'action', text: 'Old Mara looks at Mara. A mara hops.' },
    ]
    expect(findName(passages, 'MARA', 'NORA').map(hit => hit.sure)).toEqual([true, false, false, true, false])
  })

  it('finds names of several words, composed or not, and with signs in them', () => {
    expect(renamed([{ type: 'action', text: 'Old  Sam and Dr. Okafor.' }], 'OLD SAM', 'KWAME')).toEqual([
      'Kwame and Dr. Okafor.',
    ])
    expect(renamed([{ type: 'action', text: 'Dr. Okafor. Drs Okafor' }], 'DR. OKAFOR', 'DR. MBEKI')).toEqual([
      'Dr. Mbeki. Drs Okafor',
    ])
    expect(renamed([{ type: 'character', text: 'ÉLODIE'.normalize('NFD') }], 'Élodie', 'Zoë')).toEqual(['ZOË'])
  })

  it('writes the new name as the old one is written', () => {
    expect([inCaseOf('INES', 'Irma'), inCaseOf('Ines', 'IRMA'), inCaseOf('ines', 'Irma')]).toEqual([
      'IRMA',
      'Irma',
      'irma',
    ])
    expect([inCaseOf('Ines', 'McCoy'), inCaseOf('Ines', "O'BRIEN"), inCaseOf('Ines', 'OLD SAM')]).toEqual([
      'McCoy',
      "O'brien",
      'Old Sam',
    ])
  })

  it('refuses what would be no name', () => {
    expect(nameProblem('INES', ' ')).toMatch(/Type/)
    expect(nameProblem('INES', 'Ines ')).toMatch(/already/)
    expect(nameProblem('INES', 'IRMA (V.O.)')).toMatch(/brackets/)
    expect(nameProblem('INES', 'IRMA')).toBeNull()
  })
})
