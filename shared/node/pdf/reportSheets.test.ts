import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { longScreenplay } from '../../../tests/fixtures/longScreenplay.ts'
import { parseFountain } from '../../core/formats/fountain/parse.ts'
import type { Screenplay } from '../../core/formats/screenplay.ts'
import { paginateScript } from '../../core/pages/scriptPages.ts'
import { figuresOf } from '../../core/reports/figures.ts'
import type { ReportName } from '../../core/reports/names.ts'
import { SAMPLE_FOUNTAIN } from '../../core/sample/sampleScreenplay.ts'
import { readScenes } from '../../core/script/scenes.ts'
import { seedScript } from '../../core/script/seed.ts'
import { sheetsOf } from './readPdf.ts'
import { wrap, writeReportPdf } from './reportSheets.ts'

async function printed(report: ReportName, screenplay: Screenplay): Promise<string[]> {
  const doc = new Y.Doc()
  seedScript(doc, screenplay)
  const options = { project: 'Ten Minutes — Быстрее', size: 'letter', date: new Date('2026-03-12T10:00:00Z') } as const
  const sheets = await sheetsOf(await writeReportPdf(report, figuresOf(readScenes(doc), paginateScript(doc)), options))
  return sheets.map(({ texts }) => texts.map(({ text }) => text).join(' '))
}

describe('a report as a PDF', () => {
  it('says what the screen says, in words that can be searched', async () => {
    const [sheet = ''] = await printed('characters', parseFountain(SAMPLE_FOUNTAIN))
    for (const words of [
      'Characters',
      'Share of',
      'INES',
      'TOMAS',
      '11 scenes',
      'by pages',
      'by words',
      '2026-03-12',
      '1 of 1',
      'Быстрее',
    ])
      expect(sheet).toContain(words)
  })

  it('goes on over as many sheets as it takes, each with the heads of its columns', async () => {
    const sheets = await printed('scenes', longScreenplay({ scenes: 100, lines: 800 }))
    expect(sheets.length).toBeGreaterThan(2)
    for (const sheet of sheets) expect(sheet).toContain('Heading')
    expect(sheets.at(-1)).toContain(`${sheets.length} of ${sheets.length}`)
    const numbers = sheets.join(' ').match(/\b(?:INT|EXT)\. /g)
    expect(numbers).toHaveLength(100)
  })

  it('names everybody beside their bars, and the stretches of the film', async () => {
    const sample = parseFountain(SAMPLE_FOUNTAIN)
    expect((await printed('dialogue', sample))[0]).toMatch(/INES .*words/)
    expect((await printed('pacing', sample))[0]).toMatch(/Dialogue .*Action .*0:00/)
  })

  it('breaks cells at spaces, and words that are too long', () => {
    expect(wrap('the long and winding road', 8)).toEqual(['the long', 'and', 'winding', 'road'])
    expect(wrap('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k'])
    expect(wrap('', 4)).toEqual([''])
  })
})
