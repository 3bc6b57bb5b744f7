import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../../tests/fixtures/longScreenplay.ts'
import { parseFountain } from '../../core/formats/fountain/parse.ts'
import { PdfError } from '../../core/formats/pdf/errors.ts'
import { readPdf } from './readPdf.ts'
import { writePdf } from './writePdf.ts'

/** A PDF that `draw` makes. */
function drawn(
  draw: (document: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> {
  const document = new PDFDocument({ size: 'LETTER', margin: 0, ...options })
  const { promise, resolve } = Promise.withResolvers<Uint8Array>()
  const chunks: Uint8Array[] = []
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  document.on('end', () => resolve(Buffer.concat(chunks)))
  draw(document)
  document.end()
  return promise
}
const exported = async (): Promise<Uint8Array> => {
  const screenplay = parseFountain('Title: A\n\nINT. KITCHEN - DAY\n\nAda **pours** _tea_.\n\nADA\nNo.\n')
  return (await writePdf(screenplay, { title: 'A', sceneNumbers: true, watermark: 'Ben', date: new Date(0) })).bytes
}
const codeOf = (bytes: Uint8Array): Promise<string> =>
  readPdf(bytes).then(
    () => 'read',
    error => {
      if (!(error instanceof PdfError)) throw error
      expect(error.message).toContain('Nothing was imported.')
      return error.code
    },
  )

describe('a PDF that is no screenplay with text', () => {
  it('is refused with a sentence: locked, a picture, damaged, too large, too long', async () => {
    const text = (document: PDFKit.PDFDocument) => void document.font('Courier').text('INT. A - DAY', 108, 72)
    expect(await codeOf(await drawn(text))).toBe('read')
    expect(await codeOf(await drawn(text, { userPassword: 'secret' }))).toBe('encrypted')
    expect(await codeOf(await drawn(text, { ownerPassword: 'secret' }))).toBe('read')
    expect(await codeOf(await drawn(document => void document.rect(50, 50, 400, 600).fill('grey')))).toBe('no-text')
    expect(await codeOf(Buffer.from('%PDF-1.7\nnothing'))).toBe('broken')
    expect(await codeOf(new Uint8Array(10 * 1024 * 1024 + 1))).toBe('too-large')
    const many = await drawn(document => {
      for (let page = 1; page <= 500; page++) document.addPage()
    })
    expect(await codeOf(many)).toBe('too-many-pages')
  })

  it('never crashes the reader: damaged bytes are read or refused', async () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    const random = randomFrom(seed)
    const below = (limit: number): number => Math.floor(random() * limit)
    const whole = await exported()
    for (let run = 0; run < Number(process.env.FUZZ_RUNS ?? 12); run++) {
      let bytes = new Uint8Array(whole)
      for (let change = 0; change <= below(20); change++) bytes[below(bytes.length)] = below(256)
      if (random() < 0.3) bytes = bytes.slice(0, below(bytes.length))
      const code = await codeOf(bytes).catch((error: unknown) => `${error}`)
      expect(['read', 'broken', 'no-text', 'encrypted', 'too-long'], `seed ${seed}, run ${run}`).toContain(code)
    }
  })
})

describe('what a page shows besides its words', () => {
  it('is emphasis by font and stroke, and nothing of a watermark', async () => {
    const { screenplay } = await readPdf(await exported())
    expect(screenplay.lines[1]?.runs).toEqual([
      { text: 'Ada ', marks: [] },
      { text: 'pours', marks: ['bold'] },
      { text: ' ', marks: [] },
      { text: 'tea', marks: ['underline'] },
      { text: '.', marks: [] },
    ])
    expect(screenplay.lines).toHaveLength(4)
  })
})
