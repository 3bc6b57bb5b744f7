import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { stageRow } from '../../../shared/core/api/stages.ts'
import { versionRow } from '../../../shared/core/api/versions.ts'
import { BRIEF_TEXTS, briefText, readBrief, setGenre, setLength, setRating } from '../../../shared/core/brief/brief.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import {
  addMember,
  bodyOf,
  eventually,
  importFountain,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let ana: TestPerson
let ben: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
  ben = await signUp(server, 'Ben')
  project = await importFountain(ana, 'INT. KITCHEN - DAY\n\nAda pours tea.\n')
  await addMember(ana, project.id, ben, 'editor')
})
afterAll(() => server.stop())

const path = (of = '') => `/api/projects/${project.id}/stages${of}`
const stages = async (person = ana) => z.array(stageRow).parse(bodyOf(await person.call('GET', path())))
const stage = async (id: string) => (await stages()).find(row => row.id === id)

test('a project from before briefs gets one, with its shared texts and its comments', async () => {
  const { sql } = server.platform
  const other = await importFountain(ana, 'INT. SHED - DAY\n\nRain.\n')
  await sql`delete from documents where kind = 'brief' and project_id = ${other.id}`
  const migration = await readFile('migrations/0013_stages.sql', 'utf8')
  await sql.begin(async tx => {
    // as in the database of an earlier version: this project alone has none yet
    await tx`create temporary table old on commit drop as select * from timelines where project_id = ${other.id}`
    const [, made = ''] = migration.split('-- A brief')
    await tx.unsafe(
      `-- A brief${made}`
        .replace('from timelines', 'from old')
        .replaceAll("kind = 'brief'", `kind = 'brief' and project_id = '${other.id}'`),
    )
  })
  const rows = z
    .array(z.object({ id: z.string(), kind: z.string(), targetDocumentId: z.string().nullable() }))
    .parse(bodyOf(await ana.call('GET', `/api/projects/${other.id}/documents`)))
  const brief = rows.find(({ kind }) => kind === 'brief')
  expect(rows.filter(({ targetDocumentId }) => targetDocumentId === brief?.id)).toHaveLength(1)
  const { doc, provider, stop } = await syncClient(server, brief?.id ?? '', { cookie: ana.cookie })
  for (const name of BRIEF_TEXTS) briefText(doc, name)?.insert(0, `Of ${name}.`)
  setGenre(doc, 'drama', true)
  await eventually(
    () => provider.unsyncedChanges,
    unsynced => unsynced === 0,
  )
  stop()
  const stored = await loadDocument(sql, brief?.id ?? '')
  expect(readBrief(stored)).toMatchObject({ tone: 'Of tone.', idea: 'Of idea.', genres: ['drama'] })
})

describe('a stage', () => {
  it('is a draft until somebody approves it, and not before nothing is missing', async () => {
    expect(await stages(ben)).toMatchObject([
      { id: 'brief', number: 1, status: 'draft', by: null },
      { id: 'treatment', number: 2, status: 'draft' },
      { id: 'beats', number: 3, status: 'draft' },
      { id: 'script', number: 4, status: 'draft', documentId: project.scriptId },
    ])
    const { documentId = '' } = (await stage('brief')) ?? {}
    expect(await ana.call('POST', path('/brief/approve'))).toMatchObject({
      status: 409,
      body: {
        error: { code: 'not-ready', message: expect.stringMatching(/how long.*shown to.*genre.*Nothing was locked/) },
      },
    })

    const { doc, provider, stop } = await syncClient(server, documentId, { cookie: ben.cookie })
    setLength(doc, 'least', 5)
    setLength(doc, 'most', 10)
    setRating(doc, 'PG')
    setGenre(doc, 'drama', true)
    briefText(doc, 'tone')?.insert(0, 'Warm, and a little sad.')
    briefText(doc, 'idea')?.insert(0, 'A ferry.')
    await eventually(
      () => provider.unsyncedChanges,
      unsynced => unsynced === 0,
    )

    // two people at the same moment: one approval, one commit
    const both = await Promise.all(
      [ana, ben].map(person => person.call('POST', path('/brief/approve'), { message: 'Go' })),
    )
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await stage('brief')).toMatchObject({ status: 'locked', by: expect.stringMatching(/^(Ana|Ben)$/) })
    const versions = z
      .array(versionRow)
      .parse(bodyOf(await ana.call('GET', `/api/documents/${documentId}/versions`)))
      .filter(({ kind }) => kind === 'commit')
    expect(versions).toMatchObject([{ name: 'Brief locked', message: 'Go' }])

    // the lock is the socket's, too: nothing that Ben writes now arrives
    setRating(doc, 'M')
    const late = await syncClient(server, documentId, { cookie: ana.cookie })
    expect(readBrief(late.doc).rating).toBe('PG')
    expect(await ana.call('DELETE', `/api/documents/${documentId}/lock`)).toMatchObject({
      status: 409,
      body: { error: { code: 'approved', message: expect.stringContaining('Edit anyway') } },
    })
    late.stop()
    stop()

    expect(await ben.call('POST', path('/brief/reopen'))).toMatchObject({ status: 200 })
    expect(await stage('brief')).toMatchObject({ status: 'draft', by: null })
    expect(await ben.call('POST', path('/brief/reopen'))).toMatchObject({ status: 200 })
    const view = await ana.call('GET', `/api/versions/${versions[0]?.id}/diff?against=now`)
    expect(bodyOf(view)).toMatchObject({ view: { kind: 'brief' } })
  })

  it('is approved and reopened by editors; others are told so, and strangers nothing', async () => {
    const viewer = await signUp(server, 'Viewer')
    const commenter = await signUp(server, 'Commenter')
    const stranger = await signUp(server, 'Stranger')
    await addMember(ana, project.id, viewer, 'viewer')
    await addMember(ana, project.id, commenter, 'commenter')
    for (const act of ['approve', 'reopen']) {
      for (const person of [viewer, commenter])
        expect(await person.call('POST', path(`/script/${act}`))).toMatchObject({ status: 403 })
      expect(await stranger.call('POST', path(`/script/${act}`))).toMatchObject({ status: 404 })
    }
    expect((await stranger.call('GET', path())).status).toBe(404)
    expect((await ana.call('POST', path('/nonsense/approve'))).status).toBe(404)
    expect(await stages(viewer)).toHaveLength(4)
    expect(await stage('script')).toMatchObject({ status: 'draft' })
  })

  it('that the owner locked by hand is not approved over that', async () => {
    const lock = `/api/documents/${project.scriptId}/lock`
    bodyOf(await ana.call('POST', lock, { reason: 'Reading' }))
    expect(await ben.call('POST', path('/script/approve'))).toMatchObject({ status: 409 })
    expect((await ana.call('DELETE', lock)).status).toBe(204)
    expect(await ben.call('POST', path('/script/approve'))).toMatchObject({ status: 200 })
    expect(await stage('script')).toMatchObject({ status: 'locked', by: 'Ben' })
  })
})
