import { describe, expect, it } from 'vitest'
import { paginate } from './paginate.ts'
import { action, filler, line, rowsOn, speech, words } from './testScript.ts'

const heading = (text = 'INT. ROOM - DAY') => line('scene_heading', text)
const cue = (text = 'Mara', more = {}) => line('character', text, more)
const pagesOf = (...args: Parameters<typeof paginate>) => paginate(...args).pages

describe('a page', () => {
  it('has 54 rows on Letter and 58 on A4', () => {
    expect(pagesOf(filler(53)).map(page => page.rows.at(-1)?.row)).toEqual([52])
    expect(pagesOf([line('action', 'a'), ...filler(53)])).toHaveLength(2)
    const long = line('action', Array(120).fill('row').join('\n'))
    expect(pagesOf([long]).map(page => page.rows.length)).toEqual([54, 54, 12])
    expect(pagesOf([long], { size: 'a4' }).map(page => page.rows.length)).toEqual([58, 58, 4])
  })
  it('stands empty for an empty script', () => {
    expect(pagesOf([])).toEqual([{ label: '1', header: '', start: null, rows: [] }])
    expect(pagesOf([line('action', ''), line('note', 'later')])[0]?.rows).toEqual([])
  })
  it('has its number at the upper right, but for the first', () =>
    expect(pagesOf(filler(111)).map(({ label, header }) => [label, header])).toEqual([
      ['1', ''],
      ['2', '2.'],
      ['3', '3.'],
    ]))
  it('sets every element by its indent, with its empty rows above, and none at the top', () => {
    const [page] = pagesOf([
      heading(),
      line('action', 'It is dark.'),
      cue(),
      line('parenthetical', '(whispering into the telephone)'),
      line('dialogue', 'Hello?'),
      line('transition', 'Cut to:'),
      line('shot', 'Close on the phone'),
      line('centered', 'THE END'),
      line('general', 'Later.'),
    ])
    expect(page?.rows.map(row => [row.row, row.column, words(row)])).toEqual([
      [0, 15, 'INT. ROOM - DAY'],
      [2, 15, 'It is dark.'],
      [4, 35, 'MARA'],
      [5, 29, '(whispering into the'],
      [6, 30, 'telephone)'],
      [7, 25, 'Hello?'],
      [9, 64, 'CUT TO:'],
      [11, 15, 'CLOSE ON THE PHONE'],
      [13, 41.5, 'THE END'],
      [14, 15, 'Later.'],
    ])
  })
  it('prints no notes, sections, synopses and boneyards, and knows where the words come from', () => {
    const spoken = line('action', 'He [[she?]]goes /* far */home.')
    const [page] = pagesOf([line('section', 'Act'), line('synopsis', 'What'), line('note', 'Why'), spoken])
    expect(rowsOn(page)).toEqual(['He goes home.'])
    expect(page?.rows[0]).toMatchObject({ from: 0, to: 30, row: 0 })
    const spaced = line('action', 'He [[she?]] [[they?]] goes [[where?]] /* far */ home [[now?]]')
    expect(pagesOf([spaced])[0]?.rows.map(row => [words(row), row.from, row.to])).toEqual([['He goes home', 0, 52]])
  })
  it('keeps emphasis, in capitals that may be longer too', () => {
    const bold = line('scene_heading', 'int. straße', {
      runs: [
        { text: 'int. ', marks: [] },
        { text: 'straße', marks: ['bold'] },
      ],
    })
    expect(pagesOf([bold])[0]?.rows[0]?.runs).toEqual([
      { text: 'INT. ', marks: [] },
      { text: 'STRASSE', marks: ['bold'] },
    ])
  })
  it('carries scene numbers on the first row of a heading, and asterisks on every row of a revised line', () => {
    const revised = { ...action(3), revised: 'blue' }
    const [page] = pagesOf([line('scene_heading', 'INT. A', { sceneNumber: '7' }), revised], { revision: 'blue' })
    expect(page?.rows.map(row => [row.sceneNumber, row.asterisk])).toEqual([
      ['7', undefined],
      ...Array(3).fill([undefined, true]),
    ])
    expect(pagesOf([revised], { revision: 'pink' })[0]?.rows.some(row => row.asterisk)).toBe(false)
  })
  it('prints of an omitted scene its number and OMITTED', () => {
    const omitted = { omitted: true, sceneNumber: '7' }
    const [page] = pagesOf([line('scene_heading', 'INT. A', omitted), line('action', 'Gone.', { omitted: true })])
    expect(page?.rows.map(row => [row.kind, row.sceneNumber, words(row)])).toEqual([['omitted', '7', 'OMITTED']])
  })
  it('ends at a forced break, which makes no empty page', () => {
    const broken = [line('page_break', ''), line('action', 'a'), line('page_break', ''), line('page_break', '')]
    expect(pagesOf([...broken, line('action', 'b'), line('page_break', '')]).map(rowsOn)).toEqual([['a'], ['b']])
  })
})

describe('where a page ends', () => {
  it('leaves two rows of a paragraph on either page', () => {
    // row 51 is the empty one, two are left
    expect(pagesOf([...filler(51), action(4)])[1]?.rows).toHaveLength(2)
    expect(pagesOf([...filler(51), action(3)])[1]?.rows).toHaveLength(3)
    expect(pagesOf([...filler(49), action(5)])[1]?.rows).toHaveLength(2)
    expect(pagesOf([...filler(49), action(4)])).toHaveLength(1)
  })
  it('is at the end of a sentence in action too, where there is one', () => {
    const sentence = `${'word '.repeat(26).trim()}.`
    const paragraph = line('action', Array(3).fill(sentence).join(' '))
    const [first, second] = pagesOf([...filler(47), paragraph])
    expect(rowsOn(first).at(-1)).toMatch(/word\.$/)
    expect(second?.start?.offset).toBe(2 * (sentence.length + 1))
  })
  it('never follows a heading, nor a heading with a single row', () => {
    expect(rowsOn(pagesOf([...filler(51), heading(), action(9)])[1])[0]).toBe('INT. ROOM - DAY')
    expect(rowsOn(pagesOf([...filler(49), heading(), line('action', 'One.'), action(9)])[1])[0]).toBe('INT. ROOM - DAY')
    expect(rowsOn(pagesOf([...filler(47), heading(), action(9)])[0]).slice(-4)[0]).toBe('INT. ROOM - DAY')
    expect(rowsOn(pagesOf([...filler(51), line('shot', 'On him'), action(9)])[1])[0]).toBe('ON HIM')
  })
  it('never follows a cue', () => {
    const pages = pagesOf([...filler(51), cue(), speech(9)])
    expect(rowsOn(pages[1])[0]).toBe('MARA')
  })
  it('parts a speech at the end of a sentence, with (MORE) and the name again', () => {
    const [first, second] = pagesOf([...filler(47), cue('Mara (V.O.)'), line('parenthetical', '(beat)'), speech(9)])
    expect(first?.rows.at(-1)).toMatchObject({ kind: 'more', row: 53, column: 35 })
    expect(rowsOn(first).slice(-3)).toEqual(['Sentence number 1 fills itl.', 'Sentence number 2 fills it.', '(MORE)'])
    expect(second?.rows[0]).toMatchObject({ kind: 'continued', row: 0, column: 35 })
    expect(rowsOn(second).slice(0, 2)).toEqual(["MARA (V.O.) (CONT'D)", 'Sentence number 3 fills itl.'])
  })
  it('says (CONT’D) once', () => {
    const pages = pagesOf([...filler(47), cue("Mara (CONT'D)"), speech(12)])
    expect(rowsOn(pages[1])[0]).toBe("MARA (CONT'D)")
  })
  it('sets the words behind the sentence anew, at the left', () => {
    const text = 'This sentence goes on into the second row of it. Then another one begins and goes on for a while yet.'
    const [first, second] = pagesOf([...filler(49), cue(), line('dialogue', `${text} ${text}`)])
    expect(rowsOn(first).at(-2)).toBe('second row of it.')
    expect(rowsOn(second)[1]).toBe('Then another one begins and goes on')
    expect(second?.start?.offset).toBe(text.indexOf('Then'))
  })
  it('moves a speech of one sentence as a whole', () => {
    const long = line('dialogue', Array(40).fill('word').join(' '))
    const [first, second] = pagesOf([...filler(47), cue(), long])
    expect(rowsOn(first)).toHaveLength(24)
    expect(rowsOn(second)[0]).toBe('MARA')
  })
  it('parts even one sentence where it is longer than a page', () => {
    const pages = pagesOf([cue(), line('dialogue', Array(500).fill('word').join(' '))])
    expect(pages.map(({ rows }) => rows.length)).toEqual([54, 21])
    expect(rowsOn(pages[0]).at(-1)).toBe('(MORE)')
    expect(rowsOn(pages[1])[0]).toBe("MARA (CONT'D)")
  })
  it('may stand before a parenthetical, never behind it', () => {
    const body = [cue(), speech(2), line('parenthetical', '(beat)'), speech(2)]
    const pages = pagesOf([...filler(49), ...body])
    expect(rowsOn(pages[0]).at(-1)).toBe('(MORE)')
    expect(rowsOn(pages[1]).slice(0, 2)).toEqual(["MARA (CONT'D)", '(beat)'])
  })
  it('keeps dual dialogue together, side by side', () => {
    const dual = [cue('Ann'), speech(3), cue('Bob', { dual: true }), line('dialogue', 'No.')]
    const [first, second] = pagesOf([...filler(51), ...dual])
    expect(first?.rows.at(-1)?.row).toBe(50)
    expect(second?.rows.map(row => [row.row, row.column, words(row)]).slice(0, 4)).toEqual([
      [0, 23, 'ANN'],
      [0, 54, 'BOB'],
      [1, 15, 'Sentence number 0 fills it.'],
      [1, 46, 'No.'],
    ])
  })
  it('parts dual dialogue that is longer than a page, and loses nothing', () => {
    const verses = line('dialogue', Array.from({ length: 70 }, (_, i) => `v${i}`).join('\n'))
    const pages = pagesOf([cue('Ann'), verses, cue('Bob', { dual: true }), line('dialogue', 'No.')])
    expect(pages.map(({ rows }) => rows.filter(row => row.line === verses.id).length)).toEqual([53, 17])
  })
})
