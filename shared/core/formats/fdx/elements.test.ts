import { describe, expect, it } from 'vitest'
import { plain, textOfRuns } from '../../script/line.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { readFdx } from './read.ts'
import { writeFdx } from './write.ts'

const file = (content: string, rest = ''): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5"><Content>${content}</Content>${rest}</FinalDraft>`
const read = (content: string, rest = ''): Screenplay => readFdx(file(content, rest)).screenplay
const paragraph = (type: string, text: string, attributes = ''): string =>
  `<Paragraph Type="${type}"${attributes}><Text>${text}</Text></Paragraph>`
/** Lines as 'type: words', with what else they say. */
const said = ({ lines }: Screenplay): string[] =>
  lines.map(({ type, runs, foreign: _foreign, ...more }) =>
    [`${type}: ${textOfRuns(runs)}`, ...Object.entries(more).map(([name, value]) => `${name}=${value}`)].join(' '),
  )
const again = (screenplay: Screenplay): Screenplay => readFdx(writeFdx(screenplay)).screenplay

describe('every type of paragraph', () => {
  it.each([
    [paragraph('Scene Heading', 'INT. ROOM - DAY', ' Number="12A"'), 'scene_heading: INT. ROOM - DAY sceneNumber=12A'],
    [paragraph('Action', 'She waits &amp; waits.'), 'action: She waits & waits.'],
    [paragraph('Character', "MARA (CONT'D)"), "character: MARA (CONT'D)"],
    [paragraph('Parenthetical', '(low)'), 'parenthetical: (low)'],
    [paragraph('Parenthetical', 'low'), 'parenthetical: (low)'],
    [paragraph('Dialogue', 'One.\nTwo.'), 'dialogue: One.\nTwo.'],
    [paragraph('Transition', 'CUT TO:'), 'transition: CUT TO:'],
    [paragraph('Shot', 'ANGLE ON DOOR'), 'shot: ANGLE ON DOOR'],
    [paragraph('General', 'A word.'), 'general: A word.'],
    [paragraph('Lyrics', 'La la'), 'lyrics: La la'],
    [paragraph('Singing', 'La la'), 'lyrics: La la'],
    [paragraph('Cast List', 'MARA'), 'general: MARA'],
    [paragraph('New Act', 'ACT TWO'), 'centered: ACT TWO'],
    [paragraph('End of Act', 'END OF ACT TWO'), 'centered: END OF ACT TWO'],
    [paragraph('Action', 'THE END', ' Alignment="Center"'), 'centered: THE END'],
    [paragraph('Outline 2', 'The fall'), 'section: The fall depth=2'],
    [paragraph('Outline Body', 'They part.'), 'synopsis: They part.'],
    ['<Paragraph><Text>No type.</Text></Paragraph>', 'action: No type.'],
  ])('%s', (source, expected) => {
    const screenplay = read(source)
    expect(said(screenplay)).toEqual([expected])
    expect(said(again(screenplay))).toEqual([expected])
  })

  it('that a writer made is what it is paginated as, and itself again on the way back', () => {
    const settings = '<ElementSettings Type="Radio"><Behavior PaginateAs="Dialogue"/></ElementSettings>'
    const screenplay = read(`${paragraph('Radio', 'Over.')}${paragraph('Sign', 'CLOSED')}`, settings)
    expect(said(screenplay)).toEqual(['dialogue: Over.', 'general: CLOSED'])
    const back = writeFdx(screenplay)
    expect(back).toContain('<Paragraph Type="Radio">')
    expect(back).toContain('<Paragraph Type="Sign">')
    expect(back).toContain('<ElementSettings Type="Radio">')
    expect(again(screenplay)).toEqual(screenplay)
  })

  it('keeps acts, cast lists and songs what they were', () => {
    const source = `${paragraph('New Act', 'ACT ONE')}${paragraph('Cast List', 'MARA')}${paragraph('Singing', 'La')}`
    for (const type of ['New Act', 'Cast List', 'Singing'])
      expect(writeFdx(read(source))).toContain(`<Paragraph Type="${type}">`)
  })

  it('without words is left out', () => {
    expect(said(read(`${paragraph('Action', ' ')}${paragraph('Action', 'A')}<Paragraph Type="General"/>`))).toEqual([
      'action: A',
    ])
  })
})

describe('words', () => {
  it('have emphasis', () => {
    const { lines } = read(
      '<Paragraph Type="Action"><Text Style="Bold+Italic">both</Text><Text> and </Text><Text Style="Underline">under</Text></Paragraph>',
    )
    expect(lines[0]?.runs).toEqual([
      { text: 'both', marks: ['bold', 'italic'] },
      { text: ' and ', marks: [] },
      { text: 'under', marks: ['underline'] },
    ])
  })
  it('in the style AllCaps are the capitals that people see', () => {
    const style = (type: string) => `<Paragraph Type="${type}"><Text Style="AllCaps">bang</Text></Paragraph>`
    expect(said(read(style('Action')))).toEqual(['action: BANG'])
    // this element is printed in capitals anyway
    expect(said(read(style('Character')))).toEqual(['character: bang'])
  })
  it('keep line breaks of every kind, and no indentation of the file', () => {
    expect(said(read('<Paragraph Type="Action"><Text>One\u2028Two&#10;Three</Text></Paragraph>'))).toEqual([
      'action: One\nTwo\nThree',
    ])
    expect(said(read('<Paragraph Type="Action"><Text>\n      One.\n    </Text></Paragraph>'))).toEqual(['action: One.'])
  })
})

describe('dual dialogue', () => {
  const source = `<Paragraph><DualDialogue>${paragraph('Character', 'MARA')}${paragraph('Dialogue', 'Yes.')}${paragraph('Character', 'JON')}${paragraph('Parenthetical', '(low)')}${paragraph('Dialogue', 'No.')}</DualDialogue></Paragraph>`
  it('stands side by side again', () => {
    const screenplay = read(source)
    expect(said(screenplay)).toEqual([
      'character: MARA',
      'dialogue: Yes.',
      'character: JON dual=true',
      'parenthetical: (low)',
      'dialogue: No.',
    ])
    expect(writeFdx(screenplay).match(/<DualDialogue>/g)).toHaveLength(1)
    expect(again(screenplay)).toEqual(screenplay)
  })
  it('keeps the notes in it and behind it', () => {
    const note: ScreenplayLine = { type: 'note', runs: plain('Louder?') }
    const [cue, line, ...other] = read(source).lines
    if (!cue || !line) throw new Error('The fixture has two speakers.')
    const screenplay = { titlePage: [], lines: [cue, note, line, note, ...other, note] }
    expect(said(again(screenplay))).toEqual(said(screenplay))
  })
})

describe('pages', () => {
  it('begin where the file says so', () => {
    const screenplay = read(`${paragraph('Action', 'A')}${paragraph('Action', 'B', ' StartsNewPage="Yes"')}`)
    expect(said(screenplay)).toEqual(['action: A', 'page_break: ', 'action: B'])
    expect(again(screenplay)).toEqual(screenplay)
  })
  it('begin with every paragraph of an element that begins one', () => {
    const acts = '<ElementSettings Type="New Act"><ParagraphSpec StartsNewPage="Yes"/></ElementSettings>'
    const screenplay = read(`${paragraph('New Act', 'ACT ONE')}${paragraph('New Act', 'ACT TWO')}`, acts)
    expect(said(screenplay)).toEqual(['centered: ACT ONE', 'page_break: ', 'centered: ACT TWO'])
    expect(said(again(screenplay))).toEqual(said(screenplay))
    const run = { ...screenplay, lines: screenplay.lines.filter(line => line.type !== 'page_break') }
    expect(said(again(run))).toEqual(said(run))
  })
  it('are locked at their words, in dual dialogue and behind it', () => {
    const dual = `<Paragraph><DualDialogue>${paragraph('Character', 'M')}${paragraph('Dialogue', 'x')}${paragraph('Character', 'J')}${paragraph('Dialogue', 'y')}</DualDialogue></Paragraph>`
    const locked =
      '<LockedPages><LockedPage Deleted="0" LevelIndex="0" LockLevel="0" PageNumber="1" Position="0"/><LockedPage Deleted="0" LevelIndex="1" LockLevel="0" PageNumber="2" Position="6"/><LockedPage Deleted="0" LevelIndex="0" LockLevel="1" PageNumber="2" Position="11"/></LockedPages>'
    const screenplay = read(`${paragraph('Action', 'One.')}${dual}${paragraph('Action', 'Two three.')}`, locked)
    expect(screenplay.production?.pages).toEqual([
      { label: '1', line: 0, offset: 0 },
      { label: '2', line: 1, offset: 0 },
      { label: '2A', line: 5, offset: 3 },
    ])
    expect(again(screenplay).production).toEqual(screenplay.production)
    // an edit before them moves them
    const [first, ...rest] = screenplay.lines
    if (!first) throw new Error('The fixture has a first line.')
    const longer = { ...screenplay, lines: [{ ...first, runs: plain('One hundred.') }, ...rest] }
    expect(again(longer).production).toEqual(screenplay.production)
  })
  it('are of the paper that the file is for', () => {
    const a4 = '<PageLayout><PageSize Height="11.69" Width="8.27"/></PageLayout>'
    const screenplay = read(paragraph('Action', 'A'), a4)
    expect(screenplay.production).toEqual({ pageSize: 'a4' })
    expect(again(screenplay).production).toEqual({ pageSize: 'a4' })
    const { production: _production, ...letter } = screenplay
    expect(writeFdx(letter)).toContain('<PageSize Height="11.00" Width="8.50"/>')
  })
})

describe('scenes', () => {
  it('that are omitted keep their number and their words', () => {
    const source = `<Paragraph Type="Scene Heading" Number="21"><Text>OMITTED</Text><OmittedScene>${paragraph('Scene Heading', 'EXT. YARD - DUSK')}${paragraph('Action', 'Mara waits.')}</OmittedScene></Paragraph>${paragraph('Scene Heading', 'INT. HALL', ' Number="22"')}`
    const screenplay = read(source)
    expect(said(screenplay)).toEqual([
      'scene_heading: EXT. YARD - DUSK omitted=true sceneNumber=21',
      'action: Mara waits.',
      'scene_heading: INT. HALL sceneNumber=22',
    ])
    expect(again(screenplay)).toEqual(screenplay)
  })
  it('that are omitted keep a note behind two who speak at once', () => {
    const lines: Screenplay['lines'] = [
      { type: 'scene_heading', runs: plain('EXT. YARD'), omitted: true },
      { type: 'character', runs: plain('MARA') },
      { type: 'character', runs: plain('JON'), dual: true },
      { type: 'note', runs: plain('Both?') },
    ]
    expect(again({ titlePage: [], lines }).lines).toEqual(lines)
  })
  it('have their summary under the heading', () => {
    const source =
      '<Paragraph Type="Scene Heading"><SceneProperties Length="2/8" Page="1" Title="Setup"><Summary><Paragraph Alignment="Left"><Text>They meet.</Text></Paragraph><Paragraph><Text>They part.</Text></Paragraph></Summary></SceneProperties><Text>INT. HALL</Text></Paragraph>'
    const screenplay = read(source)
    expect(said(screenplay)).toEqual(['scene_heading: INT. HALL', 'synopsis: They meet.', 'synopsis: They part.'])
    expect(writeFdx(screenplay)).toContain('<SceneProperties Length="2/8" Page="1" Title="Setup">')
    expect(again(screenplay)).toEqual(screenplay)
  })
})

describe('notes', () => {
  it('of older files stand in their paragraph', () => {
    const note = '<ScriptNote ID="1"><Paragraph><Text>Check.</Text></Paragraph></ScriptNote>'
    const source = `<Paragraph Type="Scene Heading">${note}<Text>INT. HALL</Text></Paragraph><Paragraph Type="Action"><Text>A</Text>${note}</Paragraph>`
    expect(said(read(source))).toEqual(['scene_heading: INT. HALL', 'note: Check.', 'action: A', 'note: Check.'])
  })
  it('of newer files name the characters they are about; those move with their words', () => {
    const notes =
      '<ScriptNotes><ScriptNote Color="#123456781234" ID="7" Name="Re: pace" Range="8,13" Type="Pace" WriterName="Ada"><Paragraph><Text>Slow</Text></Paragraph><Paragraph><Text>it.</Text></Paragraph></ScriptNote></ScriptNotes>'
    const screenplay = read(`${paragraph('Action', 'One.')}${paragraph('Action', 'Two three four.')}`, notes)
    expect(said(screenplay)).toEqual(['action: One.', 'action: Two three four.', 'note: Slow\nit.'])
    const [first, ...rest] = screenplay.lines
    if (!first) throw new Error('The fixture has a first line.')
    const longer = { ...screenplay, lines: [{ ...first, runs: plain('One and a half.') }, ...rest] }
    expect(writeFdx(screenplay)).toContain(
      '<ScriptNote Color="#123456781234" Name="Re: pace" Type="Pace" WriterName="Ada" ID="1" Range="8,13">',
    )
    expect(writeFdx(longer)).toContain('Range="19,24"')
  })
  it('that are cut text are notes of their own type', () => {
    const screenplay: Screenplay = {
      titlePage: [],
      lines: [
        { type: 'action', runs: plain('A') },
        { type: 'note', runs: plain('Cut.'), boneyard: true },
      ],
    }
    expect(writeFdx(screenplay)).toContain('Type="Boneyard"')
    expect(again(screenplay)).toEqual(screenplay)
  })
})

describe('revisions', () => {
  const sets =
    '<Revisions ActiveSet="2" Location="7.75" RevisionMode="Yes"><Revision Color="#00000000FFFF" ID="1" Mark="*" Name="Blue Rev." PageColor="#C6C6EDEDFEFE"/><Revision ID="2" Mark="+" Name="Pink Rev."/><Revision ID="3" Mark="*" Name="Yellow Rev."/></Revisions>'
  const source = `<Paragraph Type="Action"><Text RevisionID="1">New </Text><Text>and old.</Text></Paragraph>${paragraph('Action', 'Old.')}`
  it('are those that have begun, with the lines that changed in them', () => {
    const screenplay = read(source, sets)
    expect(screenplay.revisions).toEqual([
      { id: '1', name: 'Blue Rev.', colour: 'blue', date: '' },
      { id: '2', name: 'Pink Rev.', colour: 'pink', date: '' },
    ])
    expect(screenplay.production).toEqual({ revision: '2' })
    expect(screenplay.lines.map(line => line.revised)).toEqual(['1', undefined])
    const { foreign: _foreign, ...here } = screenplay
    expect(again(screenplay)).toMatchObject(here)
    const back = writeFdx(screenplay)
    expect(back).toContain('<Text RevisionID="1">New </Text>')
    expect(back).toContain('<Text>and old.</Text>')
    expect(back).toContain('<Revision ID="2" Mark="+" Name="Pink Rev."/>')
    expect(back).toContain('Name="Yellow Rev."')
  })
  it('mark the words that were typed since, and no others', () => {
    const screenplay = read(source, sets)
    const [first, ...rest] = screenplay.lines
    if (!first) throw new Error('The fixture has a first line.')
    const lines = [{ ...first, runs: plain('New and very old.'), revised: '2' }, ...rest]
    const back = writeFdx({ ...screenplay, lines })
    expect(back).toContain('<Text RevisionID="1">New </Text>')
    expect(back).toContain('<Text RevisionID="2">very </Text>')
  })
})

describe('the title page', () => {
  const page = (...rows: [text: string, alignment: string][]): string =>
    `<TitlePage><HeaderAndFooter/><Content>${rows.map(([text, alignment]) => `<Paragraph Alignment="${alignment}"><Text>${text}</Text></Paragraph>`).join('')}</Content></TitlePage>`
  it('by other hands is read by where its words stand', () => {
    const screenplay = read(
      paragraph('Action', 'A'),
      page(
        ['', 'Center'],
        ['THE LIGHTHOUSE', 'Center'],
        ['Written by', 'Center'],
        ['', 'Center'],
        ['Nora Voss', 'Center'],
        ['Based on the novel', 'Center'],
        ['25 November 2026', 'Right'],
        ['nora@example.com', 'Left'],
        ['© 2026', 'Left'],
      ),
    )
    expect(screenplay.titlePage).toEqual([
      { key: 'Title', value: 'THE LIGHTHOUSE' },
      { key: 'Credit', value: 'Written by' },
      { key: 'Author', value: 'Nora Voss' },
      { key: 'Source', value: 'Based on the novel' },
      { key: 'Draft date', value: '25 November 2026' },
      { key: 'Contact', value: 'nora@example.com' },
      { key: 'Copyright', value: '© 2026' },
    ])
    // it stays as it was laid out, until somebody writes on it
    expect(writeFdx(screenplay)).toContain('<Paragraph Alignment="Right">')
    const changed = { ...screenplay, titlePage: [{ key: 'Title', value: 'DARK' }] }
    expect(again(changed).titlePage).toEqual(changed.titlePage)
    expect(writeFdx(changed)).toContain('<HeaderAndFooter/>')
  })
})
