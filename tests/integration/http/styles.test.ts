import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import { prepareStyles } from '../../../jobs/styles/styleWorker.ts'
import { listStyles } from '../../../server/styles/styles.ts'
import { organisationRow } from '../../../shared/core/api/people.ts'
import { documentRow } from '../../../shared/core/api/schemas.ts'
import {
  chunkPage,
  foundChunk,
  type StyleDetail,
  sampleRow,
  styleChoice,
  styleDetail,
  styleRow,
} from '../../../shared/core/api/styles.ts'
import { setStyle } from '../../../shared/core/brief/brief.ts'
import { STYLE_LIMITS } from '../../../shared/core/styles/limits.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import { createLog } from '../../../shared/node/log.ts'
import { localEmbedder } from '../../../shared/node/styles/localEmbedder.ts'
import { packUpdates } from '../../../shared/node/updates.ts'
import {
  bodyOf,
  createProject,
  eventually,
  signUp,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../factories.ts'
import { docx, epub, lyingZip, pdf } from './stagedFiles.ts'

let server: TestServer
let ana: TestPerson
let ben: TestPerson
let organisationId: string
beforeAll(async () => {
  server = await startTestServer({ stillLimits: true, worker: true })
  ana = await signUp(server, 'Ana')
  ben = await signUp(server, 'Ben')
  organisationId = organisationRow.parse(
    bodyOf(await ana.call('POST', '/api/organisations', { name: 'Ferry Films' })),
  ).id
  await prepareStyles({ ...server.platform, log: createLog('test', 'silent'), embedder: localEmbedder })
})
afterAll(() => server.stop())

const make = async (body: object, who = ana): Promise<StyleDetail> =>
  styleDetail.parse(bodyOf(await who.call('POST', '/api/styles', body), 201))
const read = async (id: string, who = ana): Promise<StyleDetail> =>
  styleDetail.parse(bodyOf(await who.call('GET', `/api/styles/${id}`)))
const listed = async (who: TestPerson) =>
  z
    .array(styleRow)
    .parse(bodyOf(await who.call('GET', '/api/styles')))
    .map(({ name }) => name)
async function add(id: string, name: string, content: string | Uint8Array, who = ana) {
  const form = new FormData()
  form.set('file', new File([typeof content === 'string' ? content : new Uint8Array(content)], name))
  return who.call('POST', `/api/styles/${id}/samples`, form)
}
/** The style when none of its samples is being read any more. */
const settled = (id: string) =>
  eventually(
    () => read(id),
    ({ sampleRows }) => sampleRows.every(({ state }) => state === 'ready' || state === 'failed'),
    30,
  )
const codeOf = ({ status, body }: { status: number; body: unknown }) => ({
  status,
  code: z.object({ error: z.object({ code: z.string() }) }).parse(body).error.code,
})
/** Lets the brief of a project name a style, as somebody who writes in it would. */
async function nameIn(projectId: string, id: string): Promise<void> {
  const { sql } = server.platform
  const rows = z.array(documentRow).parse(bodyOf(await ana.call('GET', `/api/projects/${projectId}/documents`)))
  const brief = rows.find(({ kind }) => kind === 'brief')?.id ?? ''
  const doc = await loadDocument(sql, brief)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  setStyle(doc, { id, name: 'Chosen' })
  await sql`insert into document_updates (document_id, payload) values (${brief}, ${packUpdates(updates)})`
  await projectDocument(sql, brief)
}

describe('a written style', () => {
  test('of a person is seen and changed by nobody else; one of an organisation by its people', async () => {
    const own = await make({ name: ' Mine\n', description: 'Short.' })
    expect(own).toMatchObject({ name: 'Mine', scope: 'person', role: 'owner', samples: 0 })
    const house = await make({ name: 'House', organisationId })
    for (const { id } of [own, house]) expect((await ben.call('GET', `/api/styles/${id}`)).status).toBe(404)
    expect(await listed(ben)).toEqual(['Comic', 'Documentary', 'Hard-boiled', 'Lyrical', 'Spare'])
    expect((await ben.call('POST', '/api/styles', { name: 'No', organisationId })).status).toBe(404)
    await ana.call('POST', `/api/organisations/${organisationId}/members`, { userId: ben.id, role: 'viewer' })
    expect((await read(house.id, ben)).role).toBe('viewer')
    expect((await ben.call('PATCH', `/api/styles/${house.id}`, { name: 'Ours' })).status).toBe(403)
    expect((await ben.call('POST', '/api/styles', { name: 'No', organisationId })).status).toBe(403)
    expect((await ben.call('GET', `/api/styles/${own.id}`)).status).toBe(404)
  })

  test('that ships is there for everybody, and nobody changes it', async () => {
    const [shipped] = z
      .array(styleRow)
      .parse(bodyOf(await ana.call('GET', '/api/styles')))
      .filter(({ scope }) => scope === 'shipped')
    const at = `/api/styles/${shipped?.id}`
    expect((await ana.call('PATCH', at, { name: 'Other' })).status).toBe(403)
    expect((await ana.call('DELETE', at)).status).toBe(403)
    expect((await add(shipped?.id ?? '', 'a.txt', 'Words.')).status).toBe(403)
  })

  test('has a name that can be read, and a bound to each of its words', async () => {
    for (const body of [{ name: ' \n' }, { name: 'x'.repeat(101) }, { name: 'A', description: 'x'.repeat(501) }, {}])
      expect((await ana.call('POST', '/api/styles', body)).status).toBe(400)
    const { id } = await make({ name: 'Before' })
    expect(styleDetail.parse(bodyOf(await ana.call('PATCH', `/api/styles/${id}`, { name: 'After' }))).name).toBe(
      'After',
    )
    expect((await ana.call('POST', `/api/styles/${id}/search`, { query: 'x'.repeat(501) })).status).toBe(400)
  })
})

describe('samples', () => {
  test('of every kind are read, cut and found by what they are about; a bad one says why and harms nothing', async () => {
    const { id } = await make({ name: 'Many' })
    const word = '<w:p><w:r><w:t>The harbour lay still, and the boats with it.</w:t></w:r></w:p>'
    const files: Record<string, string | Uint8Array> = {
      'a.txt': 'She baked the bread and set it on the kitchen table.',
      'b.fountain': 'INT. COURT - DAY\n\nThe judge reads the verdict.\n',
      'c.docx': docx(word),
      'd.epub': epub({ 'one.xhtml': '<html><body><p>Snow fell on the soldiers all night.</p></body></html>' }),
      'e.pdf': await pdf(['The doctor washed his hands before the operation.']),
      'bad.pdf': 'no PDF',
      'bomb.docx': lyingZip(3_000_000_000),
      'x.exe': 'MZ',
    }
    for (const [name, content] of Object.entries(files)) expect((await add(id, name, content)).status).toBe(201)
    const { sampleRows, chunks } = await settled(id)
    expect(sampleRows.filter(({ state }) => state === 'ready').map(({ name }) => name)).toEqual([
      'a.txt',
      'b.fountain',
      'c.docx',
      'd.epub',
      'e.pdf',
    ])
    expect(chunks).toBe(5)
    const problems = Object.fromEntries(
      sampleRows.flatMap(({ name, problem }) => (problem === null ? [] : [[name, problem]])),
    )
    expect(problems).toEqual({
      'bad.pdf': expect.stringContaining('rename it to .txt'),
      'bomb.docx': expect.stringContaining('unpack into far more'),
      'x.exe': expect.stringContaining('This kind of file is not read'),
    })
    const search = async (query: string) =>
      z.array(foundChunk).parse(bodyOf(await ana.call('POST', `/api/styles/${id}/search`, { query })))
    expect((await search('a loaf from the oven'))[0]?.sample).toBe('a.txt')
    expect((await search('ships in a port'))[0]?.sample).toBe('c.docx')
    expect((await search('surgery in a hospital'))[0]?.sample).toBe('e.pdf')
    expect(await search('surgery in a hospital')).toEqual(await search('surgery in a hospital'))
    const page = chunkPage.parse(bodyOf(await ana.call('GET', `/api/styles/${id}/chunks?skip=3`)))
    expect(page).toMatchObject({ total: 5, chunks: [{ sample: 'd.epub' }, { sample: 'e.pdf' }] })
  })

  test('that are removed are found no more', async () => {
    const { id } = await make({ name: 'Fewer' })
    const { id: sampleId } = sampleRow.parse(bodyOf(await add(id, 'a.txt', 'The harbour lay still.'), 201))
    expect((await settled(id)).chunks).toBe(1)
    expect((await ana.call('DELETE', `/api/styles/${id}/samples/${sampleId}`)).status).toBe(204)
    expect((await ana.call('DELETE', `/api/styles/${id}/samples/${sampleId}`)).status).toBe(404)
    expect(bodyOf(await ana.call('POST', `/api/styles/${id}/search`, { query: 'harbour' }))).toEqual([])
    expect(await read(id)).toMatchObject({ samples: 0, chunks: 0 })
  })

  test('of another style are not reached through this one', async () => {
    const [mine, other] = [await make({ name: 'Mine too' }), await make({ name: 'Another' })]
    const { id: sampleId } = sampleRow.parse(bodyOf(await add(other.id, 'a.txt', 'Words.'), 201))
    expect((await ana.call('DELETE', `/api/styles/${mine.id}/samples/${sampleId}`)).status).toBe(404)
    expect((await ana.call('POST', `/api/styles/${mine.id}/samples/${sampleId}/retry`)).status).toBe(404)
  })

  test('are tried again where their text was read, and only there', async () => {
    const { id } = await make({ name: 'Again' })
    const { id: sampleId } = sampleRow.parse(bodyOf(await add(id, 'a.txt', 'The harbour lay still.'), 201))
    const again = () => ana.call('POST', `/api/styles/${id}/samples/${sampleId}/retry`)
    await settled(id)
    expect(codeOf(await again())).toEqual({ status: 409, code: 'nothing-to-retry' })
    await server.platform.sql`update style_samples set state = 'failed', problem = 'No.' where id = ${sampleId}`
    expect((await again()).status).toBe(202)
    expect((await settled(id)).sampleRows).toMatchObject([{ state: 'ready', problem: null, chunks: 1 }])
    const bad = sampleRow.parse(bodyOf(await add(id, 'x.exe', 'MZ'), 201))
    expect((await ana.call('POST', `/api/styles/${id}/samples/${bad.id}/retry`)).status).toBe(409)
  })

  test('are so many and no more', async () => {
    const { id } = await make({ name: 'Full' })
    await server.platform.sql`
      insert into style_samples (id, style_id, name, kind, bytes, state, uploaded_by_name)
      select 'full-' || n, ${id}, 'a.txt', 'txt', 1, 'ready', 'Ana' from generate_series(1, ${STYLE_LIMITS.samples}) n`
    expect(codeOf(await add(id, 'b.txt', 'Words.'))).toEqual({ status: 409, code: 'too-many-samples' })
    const { id: long } = await make({ name: 'Long' })
    await server.platform.sql`
      insert into style_samples (id, style_id, name, kind, bytes, state, chunks, uploaded_by_name)
      values ('long', ${long}, 'a.txt', 'txt', 1, 'ready', ${STYLE_LIMITS.chunks}, 'Ana')`
    await add(long, 'b.txt', 'One more.')
    expect((await settled(long)).sampleRows[1]?.problem).toContain('more than 20,000 passages')
    await server.platform.sql`
      insert into styles (id, user_id, name, made_by_name)
      select 'many-' || n, ${ben.id}, 'S', 'Ben' from generate_series(1, ${STYLE_LIMITS.styles}) n`
    expect(codeOf(await ben.call('POST', '/api/styles', { name: 'One more' }))).toEqual({
      status: 409,
      code: 'too-many-styles',
    })
  })
})

describe('a style that a brief names', () => {
  test('says where before it goes, by name to who may read it, and goes when it is told to', async () => {
    const { id } = await make({ name: 'Used', organisationId })
    const project = await createProject(ana, 'Night Ferry')
    await nameIn(project.id, id)
    expect((await read(id)).usedIn).toEqual({ projects: [{ id: project.id, name: 'Night Ferry' }], others: 0 })
    // somebody in the organisation who is not in the project
    expect((await read(id, ben)).usedIn).toEqual({ projects: [], others: 1 })
    const refused = await ana.call('DELETE', `/api/styles/${id}`)
    expect(codeOf(refused)).toEqual({ status: 409, code: 'style-in-use' })
    expect(JSON.stringify(refused.body)).toContain('“Night Ferry”')
    expect((await ana.call('DELETE', `/api/styles/${id}?anyway`)).status).toBe(204)
    expect((await ana.call('GET', `/api/styles/${id}`)).status).toBe(404)
  })

  test('is one that ships, of its organisation, or of somebody who owns it', async () => {
    const [own, house] = [await make({ name: 'Anas' }), await make({ name: 'Ferrys', organisationId })]
    const project = await createProject(ana)
    const choices = async (who: TestPerson) =>
      z
        .array(styleChoice)
        .parse(bodyOf(await who.call('GET', `/api/projects/${project.id}/styles`)))
        .map(({ id }) => id)
    expect(await choices(ana)).toContain(own.id)
    expect(await choices(ana)).not.toContain(house.id)
    bodyOf(await ana.call('PATCH', `/api/projects/${project.id}`, { organisationId }))
    expect(await choices(ben)).toEqual(expect.arrayContaining([own.id, house.id, 'style-spare']))
    // who only works in a project brings nothing into it
    const { id: bens } = styleRow.parse(
      (await listStyles(server.platform.sql, ben.id)).find(({ scope }) => scope === 'person'),
    )
    expect(await choices(ana)).not.toContain(bens)
  })
})
