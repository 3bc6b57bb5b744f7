import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeFountain } from '../../shared/core/formats/fountain/write.ts'
import { longScreenplay } from '../../tests/fixtures/longScreenplay.ts'
import { EXIT } from './commandError.ts'
import { convert } from './convert.ts'
import { about, formatOf } from './files.ts'
import { paginate } from './paginate.ts'

let folder = ''
const file = (name: string): string => join(folder, name)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiuteur-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

/** What a command prints on standard output. */
async function printed(command: () => Promise<void>): Promise<string> {
  let out = ''
  const write = (chunk: string | Uint8Array, done: unknown): boolean => {
    out += String(chunk)
    if (typeof done === 'function') done()
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(write)
  await command()
  return out
}

describe('a format', () => {
  it.each([
    ['a.fountain', undefined, 'fountain'],
    ['b/draft.FDX', undefined, 'fdx'],
    ['draft.v2.pdf', undefined, 'pdf'],
    ['draft.json', undefined, 'json'],
    ['draft.txt', undefined, 'txt'],
    ['draft.txt', 'fountain', 'fountain'],
    ['-', 'FDX', 'fdx'],
  ])('of %s asked as %s is %s', (path, asked, name) => {
    expect(formatOf(path, asked, '--from').name).toBe(name)
  })

  it.each([
    ['-', undefined, /^Standard input and output have no name/],
    ['draft', undefined, /^The name draft says no format/],
    ['draft.docx', undefined, /^The name draft.docx says no format/],
    ['draft.txt', 'word', /^--from word: there is no such format. Known are fountain, fdx, pdf, json, txt.$/],
  ])('of %s asked as %s is nobody’s', (path, asked, sentence) => {
    expect(() => formatOf(path, asked, '--from')).toThrow(
      expect.objectContaining({ exit: EXIT.usage, message: expect.stringMatching(sentence) }),
    )
  })
})

describe('a message about a file', () => {
  it('names the file, the line once, and the rest', () => {
    expect(about('a.fountain', 'It is bad. (line 12)', 12)).toBe('a.fountain:12: It is bad.')
    expect(about('a.fdx', 'It is bad. (line 12: a tag is open)', 12)).toBe('a.fdx:12: It is bad. (a tag is open)')
    expect(about('-', 'It is bad.')).toBe('standard input: It is bad.')
  })
})

describe('convert', () => {
  it('ends with its own code when a file is not there, or has no place', async () => {
    await expect(convert(file('no.fountain'), file('a.json'), {})).rejects.toMatchObject({ exit: EXIT.file })
    await writeFile(file('a.fountain'), 'INT. A')
    await expect(convert(file('a.fountain'), file('no/a.json'), {})).rejects.toMatchObject({
      exit: EXIT.file,
      message: `${file('no/a.json')}: there is no such file or folder.`,
    })
  })

  it.each([
    ['bad.fountain', 'INT. A\n\n\0', 3],
    ['bad.json', '{\n  "elements": 7\n}', 2],
    ['bad.fdx', '<?xml version="1.0"?>\n<FinalDraft>\n<Content>\n', undefined],
    ['bad.pdf', '%PDF-1.7\n', undefined],
  ])('names the file that is refused, and the line where there is one: %s', async (name, content, line) => {
    await writeFile(file(name), content)
    const place = line === undefined ? file(name) : `${file(name)}:${line}`
    await expect(convert(file(name), file('out.fountain'), {})).rejects.toMatchObject({
      exit: EXIT.refused,
      message: expect.stringContaining(`${place}:`),
    })
  })

  it.each(['json', 'fdx'])('carries a screenplay through %s and back without a change', async format => {
    const source = writeFountain(longScreenplay({ scenes: 20, lines: 400 }))
    await writeFile(file('a.fountain'), source)
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await convert(file('a.fountain'), file(`a.${format}`), {})
    expect(await printed(() => convert(file(`a.${format}`), '-', { to: 'fountain' }))).toBe(source)
  })
})

describe('paginate', () => {
  it('says which elements stand on which page', async () => {
    const action = (page: number): string => Array.from({ length: 27 }, (_, row) => `Row ${page}.${row}.`).join('\n\n')
    await writeFile(file('a.fountain'), `INT. A\n\n${action(1)}\n\n[[Not printed.]]\n\n${action(2)}`)
    const out = await printed(() => paginate(file('a.fountain'), { json: true }))
    const { titlePage, elements, pages, production } = JSON.parse(out)
    expect([titlePage, elements.length, pages.length, production]).toEqual([{}, 56, 3, { pageSize: 'letter' }])
    expect(elements[28]).toEqual({ type: 'note', text: 'Not printed.' })
    // a row and a gap each: 27 elements to a page of 54 rows; a note is on none
    expect(pages.map(({ number, elements }: { number: number; elements: unknown }) => [number, elements])).toEqual([
      [1, [[0, 26]]],
      [
        2,
        [
          [27, 27],
          [29, 54],
        ],
      ],
      [3, [[55, 55]]],
    ])
  })

  it('lists pages for people, on the paper that is asked for', async () => {
    await writeFile(file('a.fountain'), 'INT. A')
    expect(await printed(() => paginate(file('a.fountain'), { size: 'a4' }))).toBe('1 page of A4\n    1  1 row\n')
    await expect(paginate(file('a.fountain'), { size: 'a5' })).rejects.toMatchObject({ exit: EXIT.usage })
  })
})
