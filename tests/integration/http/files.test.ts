import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readStagedFile } from '../../../server/files/readFile.ts'
import { fileRow } from '../../../shared/core/api/files.ts'
import { FILE_LIMITS } from '../../../shared/core/brief/files.ts'
import { filesTold } from '../../../shared/node/stagedFiles.ts'
import {
  addMember,
  bodyOf,
  createProject,
  eventually,
  signUp,
  startTestServer,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'
import { docx, epub, FDX, lyingZip, pdf, SRT, VTT } from './stagedFiles.ts'

let server: TestServer
let ana: TestPerson
let ben: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer({ stillLimits: true })
  ana = await signUp(server, 'Ana')
  ben = await signUp(server, 'Ben')
})
afterAll(() => server.stop())

const at = (id = project.id) => `/api/projects/${id}/files`
const rowsOf = async (id: string) => z.array(fileRow).parse(bodyOf(await ana.call('GET', at(id))))
const settled = (id: string) =>
  eventually(
    () => rowsOf(id),
    rows => rows.every(({ state }) => state !== 'reading'),
    30,
  )
const textOf = async (id: string) => {
  const [row] = await server.platform.sql<{ text: string }[]>`select text from project_files where id = ${id}`
  return row?.text
}
type Content = string | Uint8Array
async function add(id: string, name: string, content: Content, who = ana) {
  const form = new FormData()
  form.set('file', new File([typeof content === 'string' ? content : new Uint8Array(content)], name))
  return who.call('POST', at(id), form)
}
const added = async (id: string, name: string, content: Content) =>
  fileRow.parse(bodyOf(await add(id, name, content), 201))
/** The project with these files in it, all of them read. */
async function staged(files: Record<string, Content>) {
  const made = await createProject(ana)
  for (const [name, content] of Object.entries(files)) await added(made.id, name, content)
  const rows = await settled(made.id)
  return { ...made, rows, named: (name: string) => rows.find(row => row.name === name) }
}

const WORD = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>The river</w:t></w:r></w:p>'
const CHANGED =
  '<w:p><w:r><w:t>Marek </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>waits.</w:t></w:r></w:p>'
const PROSE =
  'Tomasz, a ferryman who never learnt to swim, takes the wedding of his daughter Ewa over the river, and halfway across the motor dies.'

describe('staged files', () => {
  test('of every kind are read into words; the first one is Primary, and everybody sees the list', async () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from('Żółw i rzeka', 'utf16le')])
    const { timelineId, rows, named } = await staged({
      'a.txt': utf16,
      'b.md': '\ufeff# Notes\r\n\r\n\r\n\r\nEwa is nine.',
      'c.fountain': 'INT. FERRY - DAY\n\nRain.',
      'd.fdx': FDX,
      'e.PDF': await pdf([PROSE, 'He turns back.']),
      'f.docx': docx(WORD + CHANGED),
      'g.epub': epub({
        'b ü.xhtml':
          '<html><head><title>x</title></head><body><h2>One</h2><p>Ewa &amp; Marek&nbsp;row.<br/>On.</p></body></html>',
        'a.xhtml': '<p>Two &#x2014; and <i>last</i></p><script>no()</script>',
      }),
      'h.srt': SRT,
      'i.vtt': VTT,
    })
    expect(rows.map(({ name, problem }) => ({ name, problem }))).toEqual(
      rows.map(({ name }) => ({ name, problem: null })),
    )
    const texts = await Promise.all(rows.map(({ id }) => textOf(id)))
    expect(texts).toEqual([
      'Żółw i rzeka',
      '# Notes\n\nEwa is nine.',
      'INT. FERRY - DAY\n\nRain.',
      'INT. FERRY - DAY\n\nTomasz ties the rope.',
      `${PROSE}\n\nHe turns back.`,
      '# The river\n\nMarek waits.',
      '## One\n\nEwa & Marek row.\nOn.\n\nTwo — and last',
      '[00:00:01] The river is high.\n[00:01:02] We wait.',
      '[00:00:05] It is late.',
    ])
    expect(named('a.txt')).toMatchObject({ role: 'primary', words: 3, kind: 'txt', uploadedBy: 'Ana', tag: 'other' })
    expect(rows.filter(({ role }) => role === 'primary')).toHaveLength(1)
    // what a model would be told of them is reckoned before it is asked, for each of three treatments
    const characters = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0)
    expect(await filesTold(server.platform.sql, timelineId, 'any')).toEqual({ told: 3 * characters, read: 0 })
  })

  test('that cannot be read say why on their row, and break nothing', async () => {
    const bomb = docx(`<w:p><w:r><w:t>${' '.repeat(6_000_000)}</w:t></w:r></w:p>`)
    const { id, rows, named } = await staged({
      'scan.pdf': await pdf([]),
      'locked.pdf': await pdf(['Secret.'], { userPassword: 'x', pdfVersion: '1.7' }),
      'cut.pdf': (await pdf(['Half.'])).subarray(0, 400),
      'bomb.docx': bomb,
      'liar.docx': lyingZip(200),
      'old.docx': new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      'cut.docx': docx(WORD).subarray(0, 120),
      'sheet.docx': epub({ 'a.xhtml': '<p>A</p>' }),
      'bought.epub': epub({ 'a.xhtml': 'xx' }, { 'META-INF/encryption.xml': '<CipherReference URI="OEBPS/a.xhtml"/>' }),
      'really.txt': await pdf(['A PDF.']),
      'notes.pdf': 'Only words.',
      'noise.txt': new Uint8Array([1, 2, 3, 0, 5]),
      'latin.txt': new Uint8Array([0x63, 0x61, 0x66, 0xe9]),
      'empty.md': ' \n ',
      'talk.srt': 'No times here.',
      'song.mp3': 'ID3',
      'no ending': 'Words.',
      'good.txt': 'Ewa rows.',
    })
    const problems = Object.fromEntries(rows.map(({ name, problem }) => [name, problem]))
    const says = (name: string, sentence: RegExp) =>
      expect({ name, problem: problems[name] }).toEqual({ name, problem: expect.stringMatching(sentence) })
    says('scan.pdf', /pictures of pages, but no text.*OCR/)
    says('locked.pdf', /protected with a password/)
    says('cut.pdf', /damaged/)
    says('bomb.docx', /unpack into far more/)
    says('liar.docx', /damaged/)
    says('old.docx', /protected/)
    says('cut.docx', /damaged/)
    says('sheet.docx', /no Word document/)
    says('bought.epub', /protected/)
    says('really.txt', /It is a PDF: rename it to .pdf/)
    says('notes.pdf', /plain text: rename it to .txt/)
    says('noise.txt', /not text/)
    says('latin.txt', /encoding UTF-8/)
    says('empty.md', /no words/)
    says('talk.srt', /no times/)
    says('song.mp3', /not read/)
    says('no ending', /not read/)
    expect(named('good.txt')).toMatchObject({ state: 'ready', role: 'primary', problem: null })
    expect(rows.filter(({ state }) => state === 'failed')).toHaveLength(17)
    expect((await ana.call('GET', `/api/projects/${id}`)).status).toBe(200)
  })

  test('too large, too long or too slow: refused with a sentence', async () => {
    project = await createProject(ana)
    const large = await add(project.id, 'large.txt', 'x'.repeat(FILE_LIMITS.bytes + 1))
    expect(bodyOf(large, 413)).toMatchObject({
      error: { code: 'too-large', message: expect.stringMatching(/at most 25 MB/) },
    })
    const form = new FormData()
    form.set('name', 'no file')
    expect((await ana.call('POST', at(), form)).status).toBe(400)
    expect(await rowsOf(project.id)).toEqual([])
    const bytes = new TextEncoder().encode('word '.repeat(FILE_LIMITS.text / 4))
    expect(await readStagedFile({ kind: 'txt', bytes })).toEqual({ problem: expect.stringMatching(/4 million/) })
    expect(await readStagedFile({ kind: 'txt', bytes }, 0)).toEqual({ problem: expect.stringMatching(/too long/) })
  })

  test('are changed by editors and read by viewers; two who choose a Primary at once choose one', async () => {
    const { id, rows } = await staged({ 'a.txt': 'One.', 'b.txt': 'Two.', 'c.txt': 'Three.', 'd.pdf': 'no' })
    const [a, b, c, d] = rows
    await addMember(ana, id, ben, 'viewer')
    expect((await ben.call('GET', at(id))).status).toBe(200)
    expect(bodyOf(await ben.call('PATCH', `${at(id)}/${b?.id}`, { role: 'primary' }), 403)).toMatchObject({
      error: { message: expect.stringMatching(/Only editors/) },
    })
    expect((await add(id, 'e.txt', 'Four.', ben)).status).toBe(403)
    await addMember(ana, id, ben, 'editor')

    const answers = await Promise.all(
      [ana, ben, ana, ben].map((who, i) =>
        who.call('PATCH', `${at(id)}/${(i % 2 ? b : c)?.id}`, { role: 'primary', tag: 'world' }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const now = await rowsOf(id)
    expect(now.filter(({ role }) => role === 'primary')).toHaveLength(1)
    expect(now.map(({ tag }) => tag)).toEqual(['other', 'world', 'world', 'other'])
    expect((await ana.call('PATCH', `${at(id)}/${d?.id}`, { role: 'primary' })).status).toBe(409)
    expect((await ana.call('PATCH', `${at(id)}/${a?.id}`, {})).status).toBe(400)

    const primary = now.find(({ role }) => role === 'primary')
    expect((await ben.call('DELETE', `${at(id)}/${primary?.id}`)).status).toBe(204)
    expect((await ben.call('DELETE', `${at(id)}/${primary?.id}`)).status).toBe(404)
    // another project's file is nobody's here
    const other = await createProject(ana)
    expect((await ana.call('DELETE', `${at(other.id)}/${a?.id}`)).status).toBe(404)
    expect((await rowsOf(id)).map(({ role }) => role)).toEqual(['context', 'context', 'context'])
  })

  test('which are a screenplay become the script of a project that has none', async () => {
    const { id, rows } = await staged({ 'a.fdx': FDX, 'b.docx': docx(WORD) })
    const [fdx, word] = rows
    expect(bodyOf(await ana.call('POST', `${at(id)}/${word?.id}/script`), 409)).toMatchObject({
      error: { code: 'no-screenplay' },
    })
    expect(bodyOf(await ana.call('POST', `${at(id)}/${fdx?.id}/script`))).toMatchObject({ scenes: 1, lines: 2 })
    expect(bodyOf(await ana.call('GET', `/api/projects/${id}/scenes`))).toMatchObject([{ heading: 'INT. FERRY - DAY' }])
    expect(bodyOf(await ana.call('POST', `${at(id)}/${fdx?.id}/script`), 409)).toMatchObject({
      error: { message: expect.stringMatching(/has a script already; it is unchanged/) },
    })
  })

  test('stay as they are while the brief is locked', async () => {
    const { id, rows } = await staged({ 'a.txt': 'One.' })
    const { sql } = server.platform
    await sql`
      insert into locks (document_id, locked_by, locked_by_name, seq, approved)
      select id, ${ana.id}, 'Ana', 0, true from documents where project_id = ${id} and kind = 'brief'`
    const path = `${at(id)}/${rows[0]?.id}`
    const refused = [
      await add(id, 'b.txt', 'Two.'),
      await ana.call('PATCH', path, { role: 'context' }),
      await ana.call('DELETE', path),
    ]
    for (const answer of refused)
      expect(bodyOf(answer, 409)).toMatchObject({ error: { code: 'brief-locked', message: expect.any(String) } })
    expect(await rowsOf(id)).toEqual(rows)
  })

  test('that a server left half read say so', async () => {
    const { id } = await staged({ 'a.txt': 'One.' })
    await server.platform.sql`
      update project_files set state = 'reading', created_at = now() - interval '1 hour' where project_id = ${id}`
    expect(await rowsOf(id)).toMatchObject([{ state: 'failed', problem: expect.stringMatching(/interrupted/) }])
  })
})
