import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  bodyOf,
  createProject,
  eventually,
  fountainForm,
  importFountain,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestServer,
} from '../factories.ts'

const FILM = `Title: The *Kettle*
Author: Ada

INT. KITCHEN - DAY

Ada pours tea. It is **too** hot.

ADA
(quietly)
Not again.

EXT. GARDEN - NIGHT #12A#

> FADE OUT.
`

let server: TestServer
let owner: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
})
afterAll(() => server.stop())

const rowsOf = async (table: 'projects' | 'documents' | 'timelines') => {
  const { sql } = server.platform
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ${sql(table)}`
  return row?.count
}
const everything = () => Promise.all([rowsOf('projects'), rowsOf('documents'), rowsOf('timelines')])
const exported = async (id: string) =>
  String(bodyOf(await owner.call('GET', `/api/projects/${id}/export?format=fountain`)))
const scenes = async (id: string) => bodyOf(await owner.call('GET', `/api/projects/${id}/scenes`))

describe('importing a screenplay', () => {
  test('from JSON; a note that never ends is told with its line', async () => {
    const json = '{"elements": [\n{"type": "scene_heading", "text": "INT. A"},\n{"type": "action", "text": "Rain."}]}'
    const made = bodyOf(await owner.call('POST', '/api/projects/import', fountainForm(json, 'a.json')), 201)
    expect(made).toMatchObject({ scenes: 1, lines: 2, notes: [] })
    const noted = await owner.call('POST', '/api/projects/import', fountainForm('INT. A\n\nHe [[waits.', 'a.fountain'))
    expect(bodyOf(noted, 201)).toMatchObject({ notes: [expect.stringMatching(/^Line 3: A note is opened here/)] })
    const bad = await owner.call('POST', '/api/projects/import', fountainForm('{"elements":\n7}', 'a.json'))
    expect(bodyOf(bad, 400)).toMatchObject({
      error: { code: 'bad-json', message: expect.stringContaining('(line 2)') },
    })
  })

  test('as a new project: named by its title, with its scenes at once', async () => {
    const answer = await owner.call('POST', '/api/projects/import', fountainForm(FILM, 'kettle draft 3.fountain'))
    const made = z
      .object({ id: z.string(), timelineId: z.string(), scenes: z.number(), lines: z.number() })
      .parse(bodyOf(answer, 201))
    expect(made).toMatchObject({ scenes: 2, lines: 7 })
    expect(bodyOf(await owner.call('GET', `/api/projects/${made.id}`))).toMatchObject({ name: 'The Kettle', scenes: 2 })
    expect(await scenes(made.id)).toMatchObject([
      { number: '1', heading: 'INT. KITCHEN - DAY', status: 'draft', characters: ['ADA'] },
      { number: '12A', heading: 'EXT. GARDEN - NIGHT' },
    ])
    const documents = z
      .array(z.object({ kind: z.string() }))
      .parse(bodyOf(await owner.call('GET', `/api/projects/${made.id}/documents`)))
    expect(documents.map(({ kind }) => kind).sort()).toEqual([
      'assets',
      'beats',
      'brief',
      ...Array.from({ length: 7 }, () => 'comments'),
      'scene',
      'scene',
      'script',
      'treatment',
    ])
  })

  test('a name given with the file wins; without title and name the file names the project', async () => {
    const named = await owner.call('POST', '/api/projects/import', fountainForm(FILM, 'x.fountain', { name: 'Mine' }))
    const bare = await owner.call(
      'POST',
      '/api/projects/import',
      fountainForm('INT. A - DAY\n\nB.\n', 'Night Train.fountain'),
    )
    for (const [answer, name] of [
      [named, 'Mine'],
      [bare, 'Night Train'],
    ] as const) {
      const { id } = z.object({ id: z.string() }).parse(bodyOf(answer))
      expect(bodyOf(await owner.call('GET', `/api/projects/${id}`))).toMatchObject({ name })
    }
  })

  test('into an empty project that somebody has open: they see it arrive', async () => {
    const project = await createProject(owner)
    const client = await syncClient(server, project.scriptId, owner)
    const answer = await owner.call('POST', `/api/projects/${project.id}/import`, fountainForm(FILM))
    expect(bodyOf(answer)).toMatchObject({ scenes: 2, lines: 7 })
    await eventually(
      () => client.doc.getXmlFragment('script').length,
      length => length === 7,
    )
    expect(await scenes(project.id)).toHaveLength(2)
    client.stop()
  })

  test('a project that has a script keeps it', async () => {
    const project = await importFountain(owner, FILM)
    const before = await exported(project.id)
    const answer = await owner.call(
      'POST',
      `/api/projects/${project.id}/import`,
      fountainForm('INT. OTHER - DAY\n\nX.'),
    )
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ error: { code: 'script-not-empty' } })
    expect(await exported(project.id)).toBe(before)
  })

  test('two imports at the same moment give one script', async () => {
    const project = await createProject(owner)
    const again = () => owner.call('POST', `/api/projects/${project.id}/import`, fountainForm(FILM))
    const statuses = (await Promise.all([again(), again()])).map(answer => answer.status).sort()
    expect(statuses).toEqual([200, 409])
    expect(await scenes(project.id)).toHaveLength(2)
  })

  const broken: [string, BlobPart, number][] = [
    ['an empty file', '', 400],
    ['only white space', ' \n\n ', 400],
    ['bytes that are not text', new Uint8Array([0xff, 0x00, 0x13, 0x88]), 400],
    ['a PDF', '%PDF-1.7 ...', 400],
    ['a Final Draft file', '<?xml version="1.0"?><FinalDraft/>', 400],
    ['more than 10 MB', 'x'.repeat(11 * 1024 * 1024), 413],
  ]
  test.each(broken)('%s is refused with a sentence, and nothing is left of it', async (_, content, status) => {
    const empty = await createProject(owner)
    const before = await everything()
    for (const path of ['/api/projects/import', `/api/projects/${empty.id}/import`]) {
      const form = new FormData()
      form.set('file', new File([content], 'broken.fountain'))
      const answer = await owner.call('POST', path, form)
      expect(answer.status).toBe(status)
      expect(answer.body).toMatchObject({ error: { message: expect.stringMatching(/Nothing was imported/) } })
    }
    expect(await everything()).toEqual(before)
    expect(await scenes(empty.id)).toEqual([])
  })

  test('a request without a file says what to send', async () => {
    const answer = await owner.call('POST', '/api/projects/import', { file: 'not a file' })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error: { code: 'file-needed' } })
  })
})

describe('exporting', () => {
  test('import, export, import is stable', async () => {
    const first = await exported((await importFountain(owner, FILM)).id)
    const second = await exported((await importFountain(owner, first)).id)
    expect(second).toBe(first)
    expect(first).toContain('EXT. GARDEN - NIGHT #12A#')
  })

  test('is a file named after the project, in any language', async () => {
    const { id } = await createProject(owner, 'Más "luz" / Нощ')
    const { headers, status } = await owner.call('GET', `/api/projects/${id}/export?format=fountain`)
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="M_s _luz_ _ _.fountain"; filename*=UTF-8''${encodeURIComponent('Más "luz" / Нощ.fountain')}`,
    )
    expect((await owner.call('GET', `/api/projects/${id}/export?format=docx`)).status).toBe(400)
  })
})
