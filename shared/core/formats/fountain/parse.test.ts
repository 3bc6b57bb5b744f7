import { describe, expect, it } from 'vitest'
import { textOfRuns } from '../../script/line.ts'
import type { ScreenplayLine } from '../screenplay.ts'
import { parseFountain } from './parse.ts'
import { writeFountain } from './write.ts'

/** Lines in short: the type, what is special about the line, its text with *emphasis* as in the source. */
function short(line: ScreenplayLine): string {
  const { type, runs, ...more } = line
  const text = runs.map(run => run.marks.reduce((t, mark) => `<${mark[0]}>${t}</${mark[0]}>`, run.text)).join('')
  const special = Object.entries(more).map(([name, value]) => (value === true ? ` ${name}` : ` ${name}=${value}`))
  return `${type}${special.join('')}: ${text}`
}
const read = (source: string): string[] => parseFountain(source).lines.map(short)

/** One rule of the format each: what is written, and what it means. */
const RULES: [rule: string, source: string, lines: string[]][] = [
  // scene headings
  [
    'INT and EXT open a scene heading',
    'INT. HOUSE - DAY\n\nExt. street',
    ['scene_heading: INT. HOUSE - DAY', 'scene_heading: Ext. street'],
  ],
  [
    'so do EST, INT/EXT, INT./EXT and I/E, with a dot or a space',
    'EST. A\n\nINT./EXT. B\n\nint/ext C\n\nI/E D\n\nEXT E',
    [
      'scene_heading: EST. A',
      'scene_heading: INT./EXT. B',
      'scene_heading: int/ext C',
      'scene_heading: I/E D',
      'scene_heading: EXT E',
    ],
  ],
  [
    'a word that begins like one is none',
    'INTERIOR MONOLOGUE IS HARD\n\nExtra butter.\n\nInt',
    ['action: INTERIOR MONOLOGUE IS HARD', 'action: Extra butter.', 'action: Int'],
  ],
  ['a dot forces a heading', '.SNIPER SCOPE POV', ['scene_heading: SNIPER SCOPE POV']],
  ['an ellipsis does not', '...where the second one begins', ['action: ...where the second one begins']],
  [
    'a heading needs no empty line behind it',
    'INT. HOUSE\nHe sleeps.',
    ['scene_heading: INT. HOUSE', 'action: He sleeps.'],
  ],
  [
    'a heading in the middle of action is action',
    'He reads the sign.\nINT. HOUSE',
    ['action: He reads the sign.\nINT. HOUSE'],
  ],
  ['indentation of a heading is nothing', '      INT. HOUSE', ['scene_heading: INT. HOUSE']],
  [
    'scene numbers stand between #',
    'INT. HOUSE - DAY #1#\n\n.HOME #110-A.b#\n\nEXT. X #no good#',
    [
      'scene_heading sceneNumber=1: INT. HOUSE - DAY',
      'scene_heading sceneNumber=110-A.b: HOME',
      'scene_heading: EXT. X #no good#',
    ],
  ],
  [
    'an omitted scene says so in a note',
    'INT. HOUSE [[omitted]] #12A#',
    ['scene_heading sceneNumber=12A omitted: INT. HOUSE'],
  ],
  // action
  ['everything else is action, line breaks and all', 'One.\nTwo.\n\nThree.', ['action: One.\nTwo.', 'action: Three.']],
  [
    'action keeps its leading spaces; a tab is four',
    'Jacob:\n\n   indented\n\ttabbed',
    ['action: Jacob:', 'action:    indented\n    tabbed'],
  ],
  [
    '! forces action',
    '!BANG!\nThe door.\n\n!INT. NOT A SCENE',
    ['action: BANG!\nThe door.', 'action: INT. NOT A SCENE'],
  ],
  ['! alone is an empty line of a paragraph', 'One.\n!\nTwo.', ['action: One.\n\nTwo.']],
  ['!! makes a shot', '!!CLOSE ON the cup', ['shot: CLOSE ON the cup']],
  // speech
  ['a line in capitals with text below is a cue', 'STEEL\nThe man.', ['character: STEEL', 'dialogue: The man.']],
  ['without text below it is action', 'STEEL\n\nThe man.', ['action: STEEL', 'action: The man.']],
  ['a cue needs a letter', '23\nskidoo', ['action: 23\nskidoo']],
  [
    'names of all scripts with capitals count',
    'ÉLAN Ø\nOui.\n\nЗИНА\nДа.',
    ['character: ÉLAN Ø', 'dialogue: Oui.', 'character: ЗИНА', 'dialogue: Да.'],
  ],
  [
    '@ forces a cue, with or without speech',
    '@McCLANE\nYippie ki-yay.\n\n@夜子\n何？\n\n@Bob\n\nLeaves.',
    [
      'character: McCLANE',
      'dialogue: Yippie ki-yay.',
      'character: 夜子',
      'dialogue: 何？',
      'character: Bob',
      'action: Leaves.',
    ],
  ],
  [
    'extensions may be lower-case',
    "MOM (O.S.)\nLuke!\n\nHANS (on the radio) (CONT'D)\nWhat?",
    ['character: MOM (O.S.)', 'dialogue: Luke!', "character: HANS (on the radio) (CONT'D)", 'dialogue: What?'],
  ],
  [
    '^ makes the right-hand side of dual dialogue',
    'BRICK\nScrew you.\n\nSTEEL ^\nScrew you.',
    ['character: BRICK', 'dialogue: Screw you.', 'character dual: STEEL', 'dialogue: Screw you.'],
  ],
  [
    'parentheticals stand in brackets',
    'STEEL\n(starting the engine)\nSo much\n(beat)\nfor retirement!',
    [
      'character: STEEL',
      'parenthetical: (starting the engine)',
      'dialogue: So much',
      'parenthetical: (beat)',
      'dialogue: for retirement!',
    ],
  ],
  ['brackets outside dialogue are action', '(beat)', ['action: (beat)']],
  [
    'dialogue keeps its line breaks; two spaces keep an empty line',
    'DEALER\nTen.\nFour.\n  \nYou win.\n\nHe grins.',
    ['character: DEALER', 'dialogue: Ten.\nFour.\n\nYou win.', 'action: He grins.'],
  ],
  ['speech under an empty forced cue has no cue', '@\nAs I said.', ['dialogue: As I said.']],
  [
    'lyrics',
    '~Willy Wonka!\n~The amazing\n\n~chocolatier',
    ['lyrics: Willy Wonka!\nThe amazing', 'lyrics: chocolatier'],
  ],
  [
    'lyrics within speech',
    'ANNA\nListen.\n~La la\n~la\nEnough.',
    ['character: ANNA', 'dialogue: Listen.', 'lyrics: La la\nla', 'dialogue: Enough.'],
  ],
  // transitions and typography
  [
    'capitals that end in TO: are a transition',
    'CUT TO:\n\nSMASH CUT TO:',
    ['transition: CUT TO:', 'transition: SMASH CUT TO:'],
  ],
  ['not with text below', 'CUT TO:\nHe talks.', ['character: CUT TO:', 'dialogue: He talks.']],
  ['> forces a transition', '> Burn to White.', ['transition: Burn to White.']],
  ['> < centres', '> THE END <\n\n>A<\n> B <', ['centered: THE END', 'centered: A\nB']],
  ['three or more = break the page', '===\n\n=====', ['page_break: ', 'page_break: ']],
  // structure
  [
    'sections have a depth, of six at most',
    '# Act\n## Sequence\n######## Beat',
    ['section depth=1: Act', 'section depth=2: Sequence', 'section depth=6: Beat'],
  ],
  [
    'synopses',
    '# Act\n= They meet.\n\nINT. HOUSE\n\n= He waits.',
    ['section depth=1: Act', 'synopsis: They meet.', 'scene_heading: INT. HOUSE', 'synopsis: He waits.'],
  ],
  [
    'they end a paragraph',
    'Action.\n# Act two\nMore.',
    ['action: Action.', 'section depth=1: Act two', 'action: More.'],
  ],
  // notes and boneyard
  [
    'a note within a paragraph stays in it',
    'He [[or she?]] goes.\n\nSTEEL [[age?]]\nNo.',
    ['action: He [[or she?]] goes.', 'character: STEEL [[age?]]', 'dialogue: No.'],
  ],
  ['a note by itself is a line', '[[Check this.]]\nHe goes.', ['note: Check this.', 'action: He goes.']],
  ['a note may have several lines, two spaces connect', '[[One\n  \ntwo]]', ['note: One\n\ntwo']],
  ['an empty line ends it: then it is text', '[[One\n\ntwo]]', ['action: [[One', 'action: two]]']],
  [
    'a note between lines of speech is a line',
    'STEEL\nOne.\n[[softer]]\nTwo.',
    ['character: STEEL', 'dialogue: One.', 'note: softer', 'dialogue: Two.'],
  ],
  [
    'a boneyard is a note of cut text, over any lines',
    'A\n\n/*\nINT. CUT\n\nGone. [[x]]\n*/\n\nB',
    ['action: A', 'note boneyard: INT. CUT\n\nGone. [[x]]', 'action: B'],
  ],
  [
    'a boneyard that was cut again ends with the outer one',
    'A\n\n/*\nINT. CUT\n\n/* b */\n\nc\n*/\n\nB',
    ['action: A', 'note boneyard: INT. CUT\n\n/* b */\n\nc', 'action: B'],
  ],
  [
    'a boneyard that opens another and closes once ends there',
    '/* a /* b */\n\nc',
    ['note boneyard: a /* b', 'action: c'],
  ],
  [
    'a boneyard separates like an empty line',
    'CUT TO:\n/*\nGone.\n\n*/\nEXT. HOUSE',
    ['transition: CUT TO:', 'note boneyard: Gone.', 'scene_heading: EXT. HOUSE'],
  ],
  [
    'so it ends speech, too',
    'STEEL\nOne.\n/* Two. */\nHe goes.',
    ['character: STEEL', 'dialogue: One.', 'note boneyard: Two.', 'action: He goes.'],
  ],
  [
    'a boneyard without an end is text',
    'He /* runs.\n\nINT. HOUSE',
    ['action: He /* runs.', 'scene_heading: INT. HOUSE'],
  ],
  [
    'a boneyard within a paragraph stays in it, empty lines too',
    'He runs /* and\n\nfalls */ home.',
    ['action: He runs /* and\n\nfalls */ home.'],
  ],
  // emphasis
  ['emphasis', '*a* **b** ***c*** _d_', ['action: <i>a</i> <b>b</b> <i><b>c</b></i> <u>d</u>']],
  [
    'emphasis nests and overlaps',
    '_a *b* **c**_ **d *e** f*',
    ['action: <u>a </u><u><i>b</i></u><u> </u><u><b>c</b></u> <b>d </b><i><b>e</b></i><i> f</i>'],
  ],
  [
    'a star before a space opens nothing',
    'He dialed *69 and then *23, and * that.',
    ['action: He dialed *69 and then *23, and * that.'],
  ],
  ['a backslash makes a mark plain', '\\*9765\\* \\_x\\_ a\\b', ['action: *9765* _x_ a\\b']],
  ['emphasis does not cross a line break', '*a\nb*', ['action: *a\nb*']],
  ['a blank to fill in is no emphasis', 'They ____ it.', ['action: They ____ it.']],
  [
    'emphasis in speech and headings',
    'STEEL\nI *said* no.\n\n.**HOME**',
    ['character: STEEL', 'dialogue: I <i>said</i> no.', 'scene_heading: <b>HOME</b>'],
  ],
  // files
  ['byte order mark, CRLF and CR', '\ufeffINT. A\r\n\r\nOne.\rTwo.', ['scene_heading: INT. A', 'action: One.\nTwo.']],
]

describe('Fountain', () => {
  it.each(RULES)('%s', (_, source, lines) => {
    expect(read(source)).toEqual(lines)
  })

  it.each(RULES)('%s, also after export', (_, source, lines) => {
    expect(read(writeFountain(parseFountain(source)))).toEqual(lines)
  })
})

describe('a title page', () => {
  const page = (source: string) => parseFountain(source).titlePage.map(({ key, value }) => [key, value])

  it('has keys with values beside or below them', () => {
    expect(
      page(
        'Title:\n    _**BRICK & STEEL**_\n    FULL RETIRED\nCredit: Written by\nAuthor: Stu\nDraft date: 1/20/2012\nContact:\n\tNext Level: Inc.\n\n\nINT. A',
      ),
    ).toEqual([
      ['Title', '_**BRICK & STEEL**_\nFULL RETIRED'],
      ['Credit', 'Written by'],
      ['Author', 'Stu'],
      ['Draft date', '1/20/2012'],
      ['Contact', 'Next Level: Inc.'],
    ])
  })
  it('may open with a key of the writer, beside one that everybody knows', () => {
    expect(page('Genre: Noir\nTitle: Salt\n\nINT. A')).toEqual([
      ['Genre', 'Noir'],
      ['Title', 'Salt'],
    ])
  })
  it('is not opened by action with a colon in it', () => {
    expect(page('She types the code: 9765\n\nINT. A')).toEqual([])
    expect(read('She types the code: 9765')).toEqual(['action: She types the code: 9765'])
  })
  it('is not opened by FADE IN:', () => {
    expect(page('FADE IN:\n\nINT. A')).toEqual([])
    expect(read('FADE IN:\n\nINT. A')[0]).toBe('action: FADE IN:')
  })
  it('ends at the first empty line', () =>
    expect(read('Title: X\n\nAuthor: nobody')).toEqual(['action: Author: nobody']))
  it('ends at a scene heading, too, that is not indented as a value is', () => {
    expect(page('Title: X\nINT. A\n\nHi.')).toEqual([['Title', 'X']])
    expect(read('Title: X\nINT. A\n\nHi.')).toEqual(['scene_heading: INT. A', 'action: Hi.'])
    expect(page('Title:\n    INT. A\n    Part two\n\nHi.')).toEqual([['Title', 'INT. A\nPart two']])
  })
  it('is exported so that it reads the same', () => {
    const titlePage = [
      { key: 'FADE IN', value: 'odd' },
      { key: 'Title', value: 'One\nTwo' },
    ]
    expect(parseFountain(writeFountain({ titlePage, lines: [] })).titlePage).toEqual(titlePage)
  })
  it('is not made of a first line that only looks like one', () => {
    const lines: ScreenplayLine[] = [{ type: 'action', runs: [{ text: 'Notes: buy milk', marks: [] }] }]
    expect(parseFountain(writeFountain({ titlePage: [], lines }))).toEqual({ titlePage: [], lines })
  })
})

describe('export', () => {
  const source = (...lines: ScreenplayLine[]): string => writeFountain({ titlePage: [], lines })
  const line = (type: ScreenplayLine['type'], text: string): ScreenplayLine => ({ type, runs: [{ text, marks: [] }] })

  it('writes plain Fountain where nothing can be misread', () => {
    expect(
      source(
        line('scene_heading', 'INT. A - DAY'),
        line('action', 'Dials *69.'),
        line('character', 'BOB'),
        line('dialogue', 'Hi.'),
        line('transition', 'CUT TO:'),
      ),
    ).toBe('INT. A - DAY\n\nDials *69.\n\nBOB\nHi.\n\nCUT TO:\n')
  })
  it('forces what would be misread', () => {
    expect(source(line('scene_heading', 'Kitchen'))).toBe('.Kitchen\n')
    expect(source(line('action', 'INT. A'))).toBe('!INT. A\n')
    expect(source(line('action', 'BANG\nHe falls.'))).toBe('!BANG\n!He falls.\n')
    expect(source(line('character', 'Bob'), line('dialogue', '(sic)\n~'))).toBe('@Bob\n\\(sic)\n\\~\n')
    expect(source(line('character', 'BOB'), line('action', 'Leaves.'))).toBe('@BOB\n\nLeaves.\n')
    expect(source(line('transition', 'FADE OUT.'))).toBe('> FADE OUT.\n')
  })
  it('gives parentheticals their brackets and leaves lines without text out', () => {
    expect(
      source(line('character', 'BOB'), line('parenthetical', 'beat'), line('dialogue', 'Hi.'), line('action', '')),
    ).toBe('BOB\n(beat)\nHi.\n')
  })
  it('keeps emphasis off the white space at its edges', () => {
    const marked = source({
      type: 'action',
      runs: [
        { text: 'A', marks: [] },
        { text: ' b ', marks: ['bold', 'italic'] },
        { text: 'c', marks: [] },
      ],
    })
    expect(marked).toBe('A ***b*** c\n')
    expect(textOfRuns(parseFountain(marked).lines[0]?.runs ?? [])).toBe('A b c')
  })
})
