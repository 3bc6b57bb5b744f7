import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { parseFountain } from '../../core/formats/fountain/parse.ts'
import type { Sheet } from '../../core/formats/pdf/sheet.ts'
import type { Screenplay, ScreenplayLine } from '../../core/formats/screenplay.ts'
import { sheetsOf } from './readPdf.ts'
import { type PdfOptions, writePdf } from './writePdf.ts'

const OPTIONS: PdfOptions = {
  title: 'Kettle',
  sceneNumbers: true,
  watermark: '',
  date: new Date('2026-03-12T10:00:00Z'),
}
const write = async (screenplay: Screenplay, options: Partial<PdfOptions> = {}) =>
  (await writePdf(screenplay, { ...OPTIONS, ...options })).bytes
const sheets = async (screenplay: Screenplay, options: Partial<PdfOptions> = {}): Promise<Sheet[]> =>
  sheetsOf(await write(screenplay, options))
/** Texts of a sheet with their places: inches from the left, and the row. */
const placed = ({ texts }: Sheet): [text: string, inches: number, row: number][] =>
  texts.map(({ text, x, y }) => [text, Math.round((x / 72) * 100) / 100, Math.round((y - 81) / 12)])
const textsOf = (sheet: Sheet | undefined): string[] => sheet?.texts.map(({ text }) => text) ?? []

const speech = Array.from({ length: 30 }, (_, i) => `This is sentence number ${i} of a long speech.`).join(' ')
const rows = (count: number): string => Array.from({ length: count }, (_, i) => `Line ${i}.`).join('\n\n')

describe('a page of a PDF', () => {
  it('has every element at its indent and the page number at the upper right', async () => {
    const source = `INT. KITCHEN - DAY #12A#\n\nAda pours tea.\n\nADA\n(quietly)\nNot again.\n\nCUT TO:\n\n===\n\nRain.\n`
    const [first, second] = (await sheets(parseFountain(source))).map(placed)
    expect(first).toEqual([
      ['12A', 0.75, 0],
      ['INT. KITCHEN - DAY', 1.5, 0],
      ['12A', 7.6, 0],
      ['Ada pours tea.', 1.5, 2],
      ['ADA', 3.5, 4],
      ['(quietly)', 2.9, 5],
      ['Not again.', 2.5, 6],
      ['CUT TO:', 6.4, 8],
    ])
    // half an inch from the top, an inch from the right
    expect(second).toEqual([
      ['2.', 7.3, -3],
      ['Rain.', 1.5, 0],
    ])
  })
})

describe('what production needs', () => {
  const scene = (text: string): string => `INT. HALL - DAY\n\nADA\n${text}\n`

  it('(MORE) and (CONT’D) stand where a speech goes over the page', async () => {
    const [first, second] = await sheets(parseFountain(`${rows(22)}\n\n${scene(speech)}`))
    expect(textsOf(first).at(-1)).toBe('(MORE)')
    expect(textsOf(second).slice(0, 2)).toEqual(['2.', "ADA (CONT'D)"])
  })

  it('locked pages keep their numbers, and what is too much for one goes to an A-page', async () => {
    const lines = parseFountain(rows(60)).lines
    const production = {
      pages: [
        { label: '1', line: 0, offset: 0 },
        { label: '2', line: 5, offset: 0 },
        { label: '3', line: 55, offset: 0 },
      ],
    }
    const pages = await sheets({ titlePage: [], lines, production })
    expect(pages.map(sheet => textsOf(sheet)[0])).toEqual(['Line 0.', '2.', '2A.', '3.'])
    expect(textsOf(pages[2]).at(-1)).toBe('Line 54.')
    expect(textsOf(pages[3]).slice(1)).toEqual(['Line 55.', 'Line 56.', 'Line 57.', 'Line 58.', 'Line 59.'])
  })

  it('a revision has asterisks beside its rows, and its name on every page', async () => {
    const lines: ScreenplayLine[] = parseFountain(`${rows(1)}\n\nNew ${'words '.repeat(20)}\n\n===\n\nOld.`).lines
    const [, changed] = lines
    if (changed) changed.revised = 'b'
    const revisions = [
      { id: 'w', name: 'White', colour: 'white', date: '1/2/26' },
      { id: 'b', name: "Director's Pass", colour: 'blue', date: '3/12/26' },
    ]
    const [first, second] = (await sheets({ titlePage: [], lines, revisions, production: { revision: 'b' } })).map(
      placed,
    )
    expect(first?.filter(([text]) => text === '*')).toEqual([
      ['*', 7.95, 2],
      ['*', 7.95, 3],
      ['*', 7.95, 4],
    ])
    expect(first?.[0]).toEqual(["Director's Pass (Blue) 3/12/26", 1.5, -3])
    expect(second?.slice(0, 2).map(([text]) => text)).toEqual(["Director's Pass (Blue) 3/12/26", '2.'])
    const white = await sheets({ titlePage: [], lines, revisions, production: {} })
    expect(white.flatMap(textsOf).join()).not.toMatch(/\*|Pass/)
  })

  it('dual dialogue is read one speaker after the other', async () => {
    const source = `ADA\nYou never, ever listened to me when it mattered.\n\nJON ^\nI always did.\n\nRain.\n`
    const [page] = await sheets(parseFountain(source))
    expect(page && placed(page)).toEqual([
      ['ADA', 2.3, 0],
      ['You never, ever listened to', 1.5, 1],
      ['me when it mattered.', 1.5, 2],
      ['JON', 5.4, 0],
      ['I always did.', 4.6, 1],
      ['Rain.', 1.5, 4],
    ])
  })

  it('an omitted scene is its number and the word, and none of its lines', async () => {
    const [page] = await sheets(parseFountain('INT. A - DAY [[omitted]] #4#\n\nGone.\n\nINT. B - DAY #5#\n\nHere.\n'))
    expect(textsOf(page)).toEqual(['4', 'OMITTED', '4', '5', 'INT. B - DAY', '5', 'Here.'])
  })

  it('scene numbers can be left out, and the paper can be another', async () => {
    const [page] = await sheets(parseFountain(scene('Hello.')), { sceneNumbers: false, size: 'a4' })
    expect(textsOf(page)).toEqual(['INT. HALL - DAY', 'ADA', 'Hello.'])
    expect([page?.width, page?.height]).toEqual([595, 842])
  })
})

describe('the file', () => {
  const FILM =
    'Title: The *Kettle*\nCredit: written by\nAuthor: Ada\nContact:\n    Ada Ltd.\n    ada@example.org\nDraft date: 12 March 2026\n\nINT. KITCHEN - DAY\n\nAda **pours** _tea_.\n\nEXT. GARDEN - NIGHT\n\nŻółć, Привет, Γειά.\n'
  const open = async (bytes: Uint8Array) => getDocument({ data: bytes, verbosity: 0 }).promise

  it('begins with the title page, without a number', async () => {
    const [title, first] = await sheets(parseFountain(FILM))
    expect(title && placed(title).map(([text, , row]) => [text, row])).toEqual([
      ['The', 18],
      ['Kettle', 18],
      ['written by', 22],
      ['Ada', 24],
      ['Ada Ltd.', 52],
      ['ada@example.org', 53],
      ['12 March 2026', 53],
    ])
    expect(textsOf(first)[0]).toBe('1')
  })

  it('names itself, and has an outline of its scenes that leads to them', async () => {
    const document = await open(await write(parseFountain(FILM)))
    expect((await document.getMetadata()).info).toMatchObject({
      Title: 'The Kettle',
      Author: 'Ada',
      Creator: 'Aiuteur',
    })
    const outline = await document.getOutline()
    expect(outline.map(({ title }) => title)).toEqual(['1  INT. KITCHEN - DAY', '2  EXT. GARDEN - NIGHT'])
    const [target] = (outline[1]?.dest ?? []) as { num: number; gen: number }[]
    expect(target && (await document.getPageIndex(target))).toBe(1)
    await document.destroy()
  })

  it('embeds every font that it uses, in part', async () => {
    const bytes = await write(parseFountain(FILM))
    const names = Buffer.from(bytes)
      .toString('latin1')
      .match(/(?<=\/FontName \/[A-Z]{6}\+)\S+/g)
    expect([...new Set(names)].sort()).toEqual(
      ['Cousine-Regular', 'CourierPrime-Bold', 'CourierPrime-BoldItalic', 'CourierPrime-Regular'].sort(),
    )
    expect(bytes.length).toBeLessThan(120_000)
  })

  it('lists the letters that no font has, and prints a mark as wide for each', async () => {
    const { bytes, lacking } = await writePdf(parseFountain('夜 a 👩‍🚀 b.'), OPTIONS)
    expect(lacking).toEqual(['夜', '👩', '🚀'])
    const [page] = await sheetsOf(bytes)
    expect(page?.texts.map(({ text }) => text).join('')).toBe('?a ?b.')
  })

  it('is the same for the same script and date', async () => {
    const screenplay = parseFountain(FILM)
    const same = await Promise.all([write(screenplay), write(screenplay)])
    expect(Buffer.compare(...(same as [Uint8Array, Uint8Array]))).toBe(0)
    const later = await write(screenplay, { date: new Date('2027-01-01T00:00:00Z') })
    expect(Buffer.compare(later, same[0])).not.toBe(0)
  })

  it('has its reader’s name across every page, drawn before the text and no part of it', async () => {
    const bytes = await write(parseFountain(FILM), { watermark: 'Łukasz\n Example' })
    const document = await open(new Uint8Array(bytes))
    for (const number of [1, 2]) {
      const { items } = await (await document.getPage(number)).getTextContent({ includeMarkedContent: true })
      const texts = items.flatMap(item => ('str' in item && item.str.trim() !== '' ? [item] : []))
      const leaning = texts.filter(({ transform }) => Math.abs(Number(transform[1])) > 1)
      expect(
        leaning
          .map(({ str }) => str)
          .join('')
          .replace(/\s/g, ''),
      ).toBe('ŁukaszExample')
      expect(
        texts.indexOf(
          leaning.at(-1) ??
            texts[0] ?? { str: '', dir: '', transform: [], width: 0, height: 0, fontName: '', hasEOL: false },
        ),
      ).toBe(leaning.length - 1)
      expect(items.some(item => 'tag' in item && item.tag === 'Artifact')).toBe(true)
    }
    await document.destroy()
    expect((await sheetsOf(bytes)).flatMap(textsOf).join()).not.toContain('ukasz')
  })

  it('is one empty page for an empty script', async () => {
    expect((await sheets({ titlePage: [], lines: [] })).map(textsOf)).toEqual([[]])
  })
})
