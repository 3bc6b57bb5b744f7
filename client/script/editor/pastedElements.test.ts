import { describe, expect, it } from 'vitest'
import { type PastedParagraph, readParagraphs } from './pastedElements.ts'

const paragraph = (text: string, more: Partial<PastedParagraph> = {}): PastedParagraph => ({
  runs: [{ text, marks: [] }],
  indent: 0,
  align: 'left',
  style: '',
  ...more,
})
const read = (paragraphs: readonly PastedParagraph[]) =>
  readParagraphs(paragraphs).map(({ type, runs }) => `${type}: ${runs.map(run => run.text).join('')}`)

describe('pasted paragraphs', () => {
  it('are what the names of their styles say', () => {
    expect(
      read([
        paragraph('Kitchen, night', { style: 'SceneHeading' }),
        paragraph('Rain.', { style: 'Action' }),
        paragraph('Mara', { style: 'CharacterCxSpFirst' }),
        paragraph('low', { style: 'Parenthetical' }),
        paragraph('No.', { style: 'MsoDialogue' }),
        paragraph('Dissolve', { style: 'Transition' }),
        paragraph('Plain.', { style: 'MsoNormal' }),
      ]),
    ).toEqual([
      'scene_heading: Kitchen, night',
      'action: Rain.',
      'character: Mara',
      'parenthetical: low',
      'dialogue: No.',
      'transition: Dissolve',
      'action: Plain.',
    ])
  })

  it('are what their indents say, wherever the left edge is', () => {
    for (const edge of [0, 1.5])
      expect(
        read([
          paragraph('INT. KITCHEN - NIGHT', { indent: edge }),
          paragraph(''),
          paragraph('Rain.', { indent: edge }),
          paragraph('MARA (O.S.)', { indent: edge + 2 }),
          paragraph('(low)', { indent: edge + 1.5 }),
          paragraph('You said nine.', { indent: edge + 1 }),
          paragraph('SMASH TO BLACK', { indent: edge + 4 }),
          paragraph('THE DOOR SLAMS', { indent: edge }),
        ]),
      ).toEqual([
        'scene_heading: INT. KITCHEN - NIGHT',
        'action: Rain.',
        'character: MARA (O.S.)',
        'parenthetical: (low)',
        'dialogue: You said nine.',
        'transition: SMASH TO BLACK',
        'action: THE DOOR SLAMS',
      ])
  })

  it('without either are what their words say, with empty paragraphs between them or without', () => {
    const words = ['EXT. ROAD - DAY', 'Dust.', 'JON', '(running)', 'Wait!', 'He falls.', 'CUT TO:']
    const types = ['scene_heading', 'action', 'character', 'parenthetical', 'dialogue', 'action', 'transition']
    const wanted = words.map((text, i) => `${types[i]}: ${text}`)
    expect(read(words.map(text => paragraph(text)))).toEqual(wanted)
    const parted = words.flatMap((text, i) =>
      [1, 2, 5, 6].includes(i) ? [paragraph(''), paragraph(text)] : [paragraph(text)],
    )
    expect(read(parted)).toEqual(wanted)
  })

  it('of prose are action, also where they shout or end in capitals', () => {
    expect(read(['Dear all,', 'we meet at NASA.', 'BRING A COAT!', 'Yours'].map(text => paragraph(text)))).toEqual([
      'action: Dear all,',
      'action: we meet at NASA.',
      'action: BRING A COAT!',
      'action: Yours',
    ])
  })

  it('in the middle of the page are centred, and right-hand capitals a transition', () => {
    const centred = { align: 'center' } as const
    expect(
      read([
        paragraph('THE END', centred),
        paragraph('FADE OUT', { align: 'right' }),
        paragraph('x'),
        paragraph('y', { indent: 2 }),
      ]),
    ).toEqual(['centered: THE END', 'transition: FADE OUT', 'action: x', 'dialogue: y'])
  })
})
