import { describe, expect, it } from 'vitest'
import { textOfRuns } from '../../script/line.ts'
import { notesOf } from './confidence.ts'
import { readSheets } from './readSheets.ts'
import { typed } from './testTypewriter.ts'

const TYPES: Record<string, string> = {
  scene_heading: 'H',
  action: 'A',
  character: 'C',
  parenthetical: 'P',
  dialogue: 'D',
  transition: 'T',
  centered: 'Z',
  shot: 'S',
  lyrics: 'L',
}
/** The lines that were read, each as 'type: text'; a right-hand cue as 'C2:', a numbered heading as 'H12:'. */
function read(...pages: string[]): string[] {
  return readSheets(typed(...pages)).screenplay.lines.map(
    ({ type, runs, dual, sceneNumber, omitted }) =>
      `${TYPES[type]}${dual ? '2' : ''}${sceneNumber ?? ''}${omitted ? ' omitted' : ''}: ${textOfRuns(runs)}`,
  )
}

const PAGE = `



               INT. KITCHEN - DAY

               Ada pours tea. It is too hot, and she knows it, and still
               she pours it into the smallest cup that she has.

               Nobody moves.

                                     ADA
                               (quietly)
                         Not again. You said that it would be
                         the last time, and here we are.

                                     JON (O.S.)
                         Twice.

                                                              CUT TO:

               EXT. GARDEN - NIGHT

               Rain.
`

describe('the layout of a screenplay', () => {
  it('says what every row is', () => {
    expect(read(PAGE)).toEqual([
      'H: INT. KITCHEN - DAY',
      'A: Ada pours tea. It is too hot, and she knows it, and still she pours it into the smallest cup that she has.',
      'A: Nobody moves.',
      'C: ADA',
      'P: (quietly)',
      'D: Not again. You said that it would be the last time, and here we are.',
      'C: JON (O.S.)',
      'D: Twice.',
      'T: CUT TO:',
      'H: EXT. GARDEN - NIGHT',
      'A: Rain.',
    ])
  })

  it('keeps a heading of two rows, one without INT. and a shot', () => {
    expect(
      read(`



               INT. THE VERY LONG CORRIDOR OF AN OLD AND NEARLY EMPTY
               HOSPITAL - NIGHT

               A lamp.


               INT. ROOM - NIGHT

               A bed.


               THE SEA

               Waves.

               CLOSE ON THE LAMP

               It goes out.
`),
    ).toEqual([
      'H: INT. THE VERY LONG CORRIDOR OF AN OLD AND NEARLY EMPTY HOSPITAL - NIGHT',
      'A: A lamp.',
      'H: INT. ROOM - NIGHT',
      'A: A bed.',
      'H: THE SEA',
      'A: Waves.',
      'S: CLOSE ON THE LAMP',
      'A: It goes out.',
    ])
  })

  it('takes the numbers of scenes out of both margins, and asterisks out of the right one', () => {
    const { screenplay, confidence } = readSheets(
      typed(`



          12   INT. KITCHEN - DAY                                          12

               Rain.                                                         *

          12A  OMITTED                                                     12A

        A112A  EXT. STREET - DAY                                          A112A

               12 monkeys, and nobody to look after a single one of them.    *
               They dance.                                                   *
`),
    )
    expect(screenplay.lines.map(({ sceneNumber, omitted, runs }) => [sceneNumber, omitted, textOfRuns(runs)])).toEqual([
      ['12', undefined, 'INT. KITCHEN - DAY'],
      [undefined, undefined, 'Rain.'],
      ['12A', true, 'OMITTED'],
      ['A112A', undefined, 'EXT. STREET - DAY'],
      [undefined, undefined, '12 monkeys, and nobody to look after a single one of them. They dance.'],
    ])
    expect(confidence.reasons.join()).toContain('3 revision asterisks')
  })

  it('reads two who speak at once by their columns', () => {
    expect(
      read(`



               INT. HALL - DAY

               They shout.

                         ADA                           JON (O.S.)
               You never, never once        (calmly)
               listened to me.              I did listen to you.
                                            Always, and you know it.

                                     ADA
                         So.
`),
    ).toEqual([
      'H: INT. HALL - DAY',
      'A: They shout.',
      'C: ADA',
      'D: You never, never once listened to me.',
      'C2: JON (O.S.)',
      'P: (calmly)',
      'D: I did listen to you. Always, and you know it.',
      'C: ADA',
      'D: So.',
    ])
  })

  it('gives a line break back where the next word would have had room', () => {
    expect(
      read(`



               INT. HALL - DAY

               A sign says that nobody is to enter
               NO ENTRY
               and below it somebody has written with a very thick pencil
               and a ruler: why?
`)[1],
    ).toBe(
      'A: A sign says that nobody is to enter\nNO ENTRY\nand below it somebody has written with a very thick pencil and a ruler: why?',
    )
  })

  it('knows text in the middle of the page, and a name that says nothing', () => {
    expect(
      read(`



               INT. HALL - DAY

                                     ADA
                         Well, then. Let us see what comes.

                                  MEANWHILE, ELSEWHERE

                                     JON

               He says nothing.
`).slice(3),
    ).toEqual(['Z: MEANWHILE, ELSEWHERE', 'C: JON', 'A: He says nothing.'])
  })
})

describe('what is printed round the text', () => {
  const top = (header: string, ...rows: string[]): string => `${header}\n\n\n\n${rows.join('\n')}\n`
  const ACTION = [
    '               It rains on the harbour and on the boats, and nobody',
    '               is out but the old dog.',
  ]

  it('goes: page numbers, headers, CONTINUED', () => {
    expect(
      read(
        top(
          '',
          '               INT. BOAT - DAY',
          '',
          ...ACTION,
          '',
          '                                                          (CONTINUED)',
        ),
        top(
          '          BLUE REV. 3/12/26            KETTLE                         2.',
          '               CONTINUED:',
          '',
          ...ACTION,
        ),
        top('                                                                      3A.', ...ACTION),
      ),
    ).toHaveLength(4)
  })

  it('(MORE) and (CONT’D) of a speech over two pages: it is one speech again', () => {
    expect(
      read(
        top(
          '',
          '               INT. BOAT - DAY',
          '',
          '                                     ADA',
          '                         It was the best of boats.',
          '                                     (MORE)',
        ),
        top(
          '                                                                      2.',
          "                                     ADA (CONT'D)",
          '                         It was the worst of boats.',
          '',
          '               Rain.',
        ),
      ),
    ).toEqual(['H: INT. BOAT - DAY', 'C: ADA', 'D: It was the best of boats. It was the worst of boats.', 'A: Rain.'])
  })

  it('a (CONT’D) that somebody wrote stays in the cue', () => {
    const speech = ["                                     ADA (CONT'D)", '                         Still here.']
    expect(read(top('', '               INT. BOAT - DAY', '', ...speech), top('          2.', ...speech))).toEqual([
      'H: INT. BOAT - DAY',
      "C: ADA (CONT'D)",
      'D: Still here.',
      "C: ADA (CONT'D)",
      'D: Still here.',
    ])
  })

  it('a paragraph of action over two pages is one again, unless a sentence ends there', () => {
    const [first, second] = [
      '               The boat goes down with all that was ever said on it',
      '               and the dog swims to the shore.',
    ]
    expect(
      read(
        top('', '               INT. BOAT - DAY', '', ...ACTION, '', ACTION[0] ?? '', first ?? ''),
        top('          2.', second ?? '', '', ...ACTION),
        top('          3.', ...ACTION),
      ),
    ).toEqual([
      'H: INT. BOAT - DAY',
      'A: It rains on the harbour and on the boats, and nobody is out but the old dog.',
      'A: It rains on the harbour and on the boats, and nobody The boat goes down with all that was ever said on it and the dog swims to the shore.',
      'A: It rains on the harbour and on the boats, and nobody is out but the old dog.',
      'A: It rains on the harbour and on the boats, and nobody is out but the old dog.',
    ])
  })
})

describe('the title page', () => {
  const SCENE = '\n\n\n\n               INT. BOAT - DAY\n\n               Rain.\n'
  it('is known by its middle, and read', () => {
    const page = `${'\n'.repeat(18)}                                 THE LONG KETTLE

                                   Written by

                                   Ada Lovelace
                                        &
                                  Charles Babbage

                             Based on a kettle of 1840
${'\n'.repeat(22)}          Second Draft                              12 March 2026
          Ada's Agency
          ada@example.org
`
    expect(readSheets(typed(page, SCENE)).screenplay).toMatchObject({
      titlePage: [
        { key: 'Title', value: 'THE LONG KETTLE' },
        { key: 'Credit', value: 'Written by' },
        { key: 'Author', value: 'Ada Lovelace\n&\nCharles Babbage' },
        { key: 'Source', value: 'Based on a kettle of 1840' },
        { key: 'Revision', value: 'Second Draft' },
        { key: 'Contact', value: "Ada's Agency\nada@example.org" },
        { key: 'Draft date', value: '12 March 2026' },
      ],
      lines: [{ type: 'scene_heading' }, { type: 'action' }],
    })
  })

  it('is none when a scene begins on it', () => {
    const page = `${'\n'.repeat(18)}                                 THE LONG KETTLE\n\n               INT. BOAT - DAY\n\n               Rain.\n`
    expect(readSheets(typed(page, SCENE)).screenplay.titlePage).toEqual([])
  })
})

describe('confidence', () => {
  it('is full where everything fits', () => {
    const { confidence } = readSheets(typed(PAGE))
    expect(confidence).toEqual({ score: 1, reasons: [] })
    expect(notesOf(confidence)).toEqual([
      'The elements were told apart by where they stand in the PDF; 100% sure: everything fitted.',
    ])
  })
  it('falls with rows that fit nowhere, and says where', () => {
    const { confidence } = readSheets(
      typed(PAGE, `\n\n\n\n${'                    Text at an odd place.\n\n'.repeat(5)}`),
    )
    expect(confidence.score).toBeLessThan(0.6)
    expect(confidence.reasons).toEqual([expect.stringContaining('5 rows of 18 fitted no element')])
    expect(notesOf(confidence)[0]).toMatch(/where they stand in the PDF; \d\d% sure\./)
    expect(confidence.reasons[0]).toContain('“Text at an odd place.” on page 2')
  })
  it('is low for prose', () => {
    const { confidence } = readSheets(typed('\n\n\nDear Ada,\n\nthe kettle is hot. Come soon.\n\nJon\n'))
    expect(confidence.score).toBeLessThan(0.3)
    expect(confidence.reasons.join(' ')).toMatch(/No scene heading.*No dialogue/)
  })
  it('nothing to read is an error with a sentence', () => {
    expect(() => readSheets(typed('', ''))).toThrow(/has pictures of pages, but no text\. Nothing was imported/)
    expect(() => readSheets([])).toThrow(/Nothing was imported/)
  })
})
