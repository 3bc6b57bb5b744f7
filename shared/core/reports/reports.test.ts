import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { parseFountain } from '../formats/fountain/parse.ts'
import type { Page } from '../pages/page.ts'
import { paginate } from '../pages/paginate.ts'
import { printedLines } from '../pages/scriptPages.ts'
import { SAMPLE_FOUNTAIN } from '../sample/sampleScreenplay.ts'
import { setLineText } from '../script/edit.ts'
import { plain } from '../script/line.ts'
import { readScenes } from '../script/scenes.ts'
import { seedScript } from '../script/seed.ts'
import { balanceOf } from './balance.ts'
import { characterFigures } from './characters.ts'
import { writeCsv } from './csv.ts'
import { figuresOf, rememberCounts } from './figures.ts'
import { locationFigures } from './locations.ts'
import { REPORTS } from './names.ts'
import { rememberLines } from './rememberLines.ts'
import { dialogueSeconds, reportTable } from './table.ts'

const scenesOf = (fountain: string) => {
  const doc = new Y.Doc()
  seedScript(doc, parseFountain(fountain))
  return readScenes(doc)
}
type Scenes = ReturnType<typeof scenesOf>
const counted = (scenes: Scenes) => figuresOf(scenes, paginate(printedLines(scenes)))
const countedOf = (fountain: string) => counted(scenesOf(fountain))

const FILM = `FADE IN:

INT. KITCHEN - NIGHT

Mara waits at the sink.

MARA (V.O.)
Nine, you said. Not ten.

JON
(quietly)
I know.

MARA (CONT'D)
You know?

EXT. KITCHEN YARD - DAY

Rain falls on the yard.

INT. KITCHEN - DAY

JON
It rained all night.

MARA ^
All night.
`

describe('scenes', () => {
  it('know their heading, length, words and who speaks, in order of appearance', () => {
    const { scenes, seconds, eighths, words } = countedOf(FILM)
    expect(scenes.map(({ number, setting, location, time }) => [number, setting, location, time])).toEqual([
      ['1', 'INT', 'KITCHEN', 'NIGHT'],
      ['2', 'EXT', 'KITCHEN YARD', 'DAY'],
      ['3', 'INT', 'KITCHEN', 'DAY'],
    ])
    expect(scenes.map(scene => scene.characters)).toEqual([['MARA', 'JON'], [], ['JON', 'MARA']])
    // INT KITCHEN NIGHT, 5 of action, MARA V.O, 5, JON, quietly, 2, MARA CONT'D, 2: by hand
    expect(scenes[0]?.words).toBe(3 + 5 + 2 + 5 + 1 + 1 + 2 + 2 + 2)
    expect(scenes[1]?.words).toBe(4 + 5)
    expect(words).toBe(5 + 2 + 2 + 4 + 2)
    expect(eighths).toBe(scenes.reduce((sum, scene) => sum + scene.eighths, 0))
    // 9 words at 2.5 a second, and two rows of action (the empty one above it, too) at a minute a page
    expect(scenes[0]?.seconds).toBeCloseTo(9 / 2.5 + (2 * 60) / 54)
    // who speak at once take the longer of both
    expect(scenes[2]?.seconds).toBeCloseTo(4 / 2.5)
    expect(scenes[2]?.start).toBeCloseTo(
      (scenes[0]?.seconds ?? 0) + (scenes[1]?.seconds ?? 0) + seconds - total(scenes),
    )
  })

  it('that are omitted are listed, and count for nothing', () => {
    const scenes = scenesOf(FILM)
    const figures = counted(scenes.map((scene, i) => (i === 1 ? { ...scene, omitted: true } : scene)))
    expect(figures.scenes[0]).toMatchObject({ omitted: true, eighths: 0, seconds: 0, words: 0, characters: [] })
    expect(characterFigures(figures).map(({ name, words }) => [name, words])).toEqual([
      ['JON', 4],
      ['MARA', 2],
    ])
    expect(locationFigures(figures).find(({ location }) => location === 'KITCHEN')?.scenes).toBe(1)
  })

  it('have their stretches of dialogue and action, which make up their length', () => {
    const [first, second] = countedOf(FILM).scenes
    expect(first?.stretches.map(({ kind }) => kind)).toEqual(['action', 'dialogue'])
    expect(second?.stretches.map(({ kind }) => kind)).toEqual(['action'])
    expect(first && dialogueSeconds(first)).toBeCloseTo(9 / 2.5)
  })
})

const total = (scenes: readonly { seconds: number }[]): number => scenes.reduce((sum, { seconds }) => sum + seconds, 0)

describe('characters', () => {
  it('are one whatever their extensions, with words, speeches, scenes, first, last and share', () => {
    expect(characterFigures(countedOf(FILM))).toMatchObject([
      { name: 'MARA', words: 9, speeches: 3, scenes: 2, first: { scene: '1' }, last: { scene: '3' }, share: 9 / 15 },
      { name: 'JON', words: 6, speeches: 2, scenes: 2, first: { scene: '1' }, last: { scene: '3' }, share: 6 / 15 },
    ])
  })

  it('lose the floor to action, and keep it through notes', () => {
    const figures = countedOf('INT. A - DAY\n\nMARA\nOne.\n\n[[a note]]\n\nRain.\n\n@jon\nTwo words.\n')
    expect(characterFigures(figures).map(({ name, words }) => [name, words])).toEqual([
      ['JON', 2],
      ['MARA', 1],
    ])
  })

  it('speak in a script without a heading, too', () => {
    const figures = countedOf('MARA\nHello there.\n')
    expect(figures.scenes).toEqual([])
    expect(characterFigures(figures)).toMatchObject([{ name: 'MARA', words: 2, first: { scene: '' } }])
  })
})

it('locations take inside and outside together and count what is shot there', () => {
  expect(locationFigures(countedOf(`${FILM}\nEXT. KITCHEN - DAWN\n\nLight.\n`))).toMatchObject([
    { location: 'KITCHEN', settings: ['INT', 'EXT'], times: ['NIGHT', 'DAY', 'DAWN'], scenes: 3, first: '1' },
    { location: 'KITCHEN YARD', settings: ['EXT'], times: ['DAY'], scenes: 1, first: '2' },
  ])
})

describe('the dialogue balance', () => {
  it('says who says how much in every scene', () => {
    const { steps, voices, most } = balanceOf(countedOf(FILM), 'scene')
    expect(steps.map(({ label }) => label)).toEqual(['1', '2', '3'])
    expect(voices.map(({ name, along }) => [name, along.slice(-3)])).toEqual([
      ['MARA', [7, 0, 2]],
      ['JON', [2, 0, 4]],
    ])
    expect(most).toBe(7)
  })

  it('and on every page, by the words that are printed on it', () => {
    const scenes = scenesOf('INT. A - DAY\n\nMARA\nOne two three four.\n')
    const said = scenes[0]?.lines.at(-1)
    const row = (from: number, to: number): Page['rows'][number] => ({
      kind: 'text',
      line: said?.id ?? '',
      type: 'dialogue',
      row: 0,
      column: 25,
      from,
      to,
      runs: plain('One two three four.'.slice(from, to)),
      width: to - from,
    })
    const page = (label: string, from: number, to: number): Page => ({
      label,
      header: '',
      start: { line: said?.id ?? '', offset: from },
      rows: [row(from, to)],
    })
    const pages = [page('1', 0, 7), page('1A', 8, 19)]
    const figures = figuresOf(scenes, { ...paginate(printedLines(scenes)), pages })
    const { steps, voices } = balanceOf(figures, 'page')
    expect(steps.map(({ label }) => label)).toEqual(['1', '1A'])
    expect(voices).toMatchObject([{ name: 'MARA', along: [2, 2] }])
  })
})

describe('a report as a file', () => {
  it('has a column for every cell, in every report, of the sample', () => {
    const figures = countedOf(SAMPLE_FOUNTAIN)
    for (const report of REPORTS) {
      const { columns, rows } = reportTable(report, figures)
      expect(rows.length, report).toBeGreaterThan(1)
      for (const cells of rows) expect(cells).toHaveLength(columns.length)
    }
    expect(characterFigures(figures).map(({ name }) => name)).toEqual(['INES', 'TOMAS'])
    expect(
      reportTable('locations', figures)
        .rows.map(([location, , , scenes]) => [location, scenes])
        .sort(),
    ).toEqual([
      ['BEDROOM', 4],
      ['KITCHEN', 4],
      ['WORKSHOP', 3],
    ])
  })

  it('is CSV as RFC 4180 says, in which nothing that people wrote is calculated', () => {
    const columns = [
      { title: 'A, "B"', weight: 1, numeric: false, unit: null },
      { title: 'Length', weight: 1, numeric: true, unit: 'seconds' as const },
    ]
    const rows = [
      ['=HYPERLINK("http://x")', 1],
      ['+1 555', -2],
      ['-12', 0.5],
      ['@jon', 0],
      [' =1+1', 0],
      ['two\nlines', 0],
      ['plain', 0],
    ]
    expect(writeCsv({ columns, rows })).toBe(
      [
        '\ufeff"A, ""B""",Length (seconds)',
        '"\'=HYPERLINK(""http://x"")",1',
        "'+1 555,-2",
        '-12,0.5',
        "'@jon,0",
        "' =1+1,0",
        '"two\nlines",0',
        'plain,0',
        '',
      ].join('\r\n'),
    )
  })
})

describe('counting again', () => {
  it('reads the lines that changed and counts their scenes, and finds what counting anew finds', () => {
    const doc = new Y.Doc()
    seedScript(doc, parseFountain(FILM))
    const memory = rememberLines(doc)
    const count = rememberCounts()
    const before = readScenes(doc, memory.read)
    figuresOf(before, paginate(printedLines(before)), count)
    const cue = before[1]?.lines.find(({ text }) => text === 'JON')
    setLineText(doc, cue?.id ?? '', 'MARA')
    const after = readScenes(doc, memory.read)
    const lines = (scenes: typeof after) => scenes.flatMap(scene => scene.lines)
    expect(lines(after).filter((line, i) => line !== lines(before)[i])).toHaveLength(1)
    expect(figuresOf(after, paginate(printedLines(after)), count)).toEqual(counted(readScenes(doc)))
    memory.destroy()
  })
})
