import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { z } from 'zod'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import { documentRow, jobRow, sceneRow } from '../../../shared/core/api/schemas.ts'
import {
  type Artifact,
  artifactDetail,
  artifactTags,
  vaultContents,
  vaultPage,
} from '../../../shared/core/api/vault.ts'
import { addAsset } from '../../../shared/core/assets/write.ts'
import { briefText, setLength } from '../../../shared/core/brief/brief.ts'
import { addFrame } from '../../../shared/core/frames/frames.ts'
import { addPrompt } from '../../../shared/core/prompts/prompts.ts'
import { addShot } from '../../../shared/core/shots/write.ts'
import { chooseVariant, readVariants } from '../../../shared/core/treatment/variants.ts'
import { TAG_LIMITS } from '../../../shared/core/vault/tags.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import {
  addMember,
  bodyOf,
  eventually,
  importFountain,
  signUp,
  startTestServer,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

const FILM = 'INT. KITCHEN - DAY\n\nAda pours tea into a chipped cup.\n\nEXT. PIER - NIGHT\n\nRain on the boats.\n'

let server: TestServer
let ana: TestPerson
let ben: TestPerson
let vera: TestPerson
let project: TestProject
let kitchen: z.infer<typeof sceneRow>
beforeAll(async () => {
  server = await startTestServer({ worker: true })
  ana = await signUp(server, 'Ana')
  ben = await signUp(server, 'Ben')
  vera = await signUp(server, 'Vera')
  project = await importFountain(ana, FILM)
  await addMember(ana, project.id, ben, 'editor')
  await addMember(ana, project.id, vera, 'viewer')
  const scenes = z.array(sceneRow).parse(bodyOf(await ana.call('GET', at('/scenes'))))
  kitchen = scenes[0] ?? expect.fail('no scene')
})
afterAll(() => server.stop())

const at = (of = '') => `/api/projects/${project.id}${of}`
const read = async (search: Record<string, string> = {}, person = ben) =>
  vaultPage.parse(bodyOf(await person.call('GET', at(`/vault?${new URLSearchParams(search)}`))))
const list = async (search: Record<string, string> = {}) => (await read(search)).artifacts
const contents = async () => vaultContents.parse(bodyOf(await ben.call('GET', at('/vault/contents'))))
const one = (id: string) => at(`/vault/artifacts/${encodeURIComponent(id)}`)
const detail = async (id: string) => artifactDetail.parse(bodyOf(await ben.call('GET', one(id))))
const titles = (artifacts: readonly Artifact[]) => artifacts.map(({ title }) => title)

const documentOf = async (kind: string, timeline = project.timelineId, sceneId: string | null = null) =>
  z
    .array(documentRow)
    .parse(bodyOf(await ana.call('GET', at(`/documents?timeline=${timeline}`))))
    .find(document => document.kind === kind && document.sceneId === sceneId)?.id ?? expect.fail(`no ${kind}`)
/** Writes in a document, and has it projected as it is when it settles. */
async function edit<T>(documentId: string, change: (doc: Y.Doc) => T): Promise<T> {
  const result = await server.platform.sync.transact(documentId, { kind: 'person', id: ana.id, name: 'Ana' }, change)
  await projectDocument(server.platform.sql, documentId)
  return result
}
/** Asks an agent and waits for its answer. */
async function ask(agent: string, body: object = {}): Promise<string> {
  const asked = await ana.call('POST', at(`/agents/${agent}`), body)
  const { jobId } = z.object({ jobId: z.string() }).parse(bodyOf(asked, 202))
  const over = async () => jobRow.parse(bodyOf(await ana.call('GET', `/api/jobs/${jobId}`)))
  const { state, error } = await eventually(over, job => job.state !== 'queued' && job.state !== 'running')
  expect({ state, error }).toEqual({ state: 'done', error: null })
  return jobId
}
const fork = async (name: string) =>
  z.object({ timelineId: z.string() }).parse(bodyOf(await ana.call('POST', at('/timelines'), { name }), 201)).timelineId
const picture = (media: string, moment = new Date()) => ({
  shot: 'shot',
  media,
  inputHash: 'inputs',
  model: 'painter-1',
  credits: 4,
  at: moment.toISOString(),
  end: 'start' as const,
})

test('an empty vault says so, and has no timeline but those that are there', async () => {
  expect(await read()).toEqual({ artifacts: [], total: 0, next: null })
  expect(await contents()).toMatchObject({ total: 0, credits: 0, timelines: [{ name: 'Main', main: true, count: 0 }] })
})

describe('what an agent answered', () => {
  test('is there with its scene, its model, its inputs and who asked, and with all of its words', async () => {
    const jobId = await ask('breakdown', { sceneId: kitchen.id, instruction: 'Stay on her hands' })
    const [shots] = await list({ kind: 'shot-list' })
    expect(shots).toMatchObject({
      stage: 7,
      title: expect.stringMatching(/shot/),
      timeline: { id: project.timelineId, name: 'Main', main: true, deleted: false },
      scene: { id: kitchen.id, number: '1', heading: 'INT. KITCHEN - DAY' },
      model: 'offline',
      credits: 0,
      inputHash: expect.stringMatching(/^[0-9a-f]{32}$/),
      jobId,
      agent: 'breakdown',
      askedBy: { id: ana.id, name: 'Ana' },
      tags: [],
    })
    const words = await detail(shots?.id ?? '')
    expect(words.instruction).toBe('Stay on her hands')
    expect(words.rows[0]?.cells).toContainEqual({ name: 'Action', text: expect.stringContaining('Ada pours tea') })
  })

  test('knows which variant it became, and a stage that is locked is kept as it was then', async () => {
    await edit(await documentOf('brief'), doc => {
      briefText(doc, 'idea')?.insert(0, 'A ferry woman finds a letter under the jetty and rows after its writer.')
      setLength(doc, 'least', 2)
      setLength(doc, 'most', 4)
    })
    const lock = async (kind: string) => server.platform.sql`
      insert into locks (document_id, locked_by, locked_by_name, seq, approved)
      values (${await documentOf(kind)}, ${ana.id}, 'Ana', 0, true)`
    await lock('brief')
    await ask('treatment')
    const treatments = await list({ kind: 'treatment' })
    expect(treatments).toHaveLength(3)
    const document = await documentOf('treatment')
    const { sql } = server.platform
    const variants = await eventually(
      async () => readVariants(await loadDocument(sql, document)),
      all => all.length === 3,
    )
    expect(new Set(treatments.map(({ elementId }) => elementId))).toEqual(new Set(variants.map(({ id }) => id)))
    expect(new Set(titles(treatments))).toEqual(new Set(variants.map(({ title }) => title)))

    await edit(document, doc => chooseVariant(doc, variants[0]?.id ?? ''))
    bodyOf(await ana.call('POST', at('/stages/treatment/approve'), { message: 'The quiet one' }))
    const [locked] = await list({ kind: 'locked' })
    expect(locked).toMatchObject({ stage: 2, title: 'Treatment locked', askedBy: { name: 'Ana' } })
    expect(await detail(locked?.id ?? '')).toMatchObject({
      instruction: 'The quiet one',
      lines: expect.arrayContaining([expect.objectContaining({ type: 'general' })]),
    })
  })
})

describe('what stands as a row in a document', () => {
  test('is there with those that another took the place of, and a fork does not make it twice', async () => {
    const scene = await documentOf('scene', project.timelineId, kitchen.id)
    await edit(scene, doc => {
      const shot = addShot(doc, null, { action: 'The cup.' })
      addFrame(doc, { ...picture('m1'), shot })
      addFrame(doc, { ...picture('m2'), end: 'end' })
      addPrompt(doc, { shot: 'shot', part: 'frame', text: 'A chipped cup in first light.' })
    })
    await edit(await documentOf('assets'), doc =>
      addAsset(doc, { kind: 'prop', name: 'The cup', description: 'Chipped, blue.', from: '' }),
    )
    expect((await list({ kind: 'frame' })).map(({ media }) => media).sort()).toEqual(['m1', 'm2'])
    const frames = await list({ kind: 'frame' })
    expect(frames.sort((a, b) => (a.title < b.title ? -1 : 1))).toEqual([
      expect.objectContaining({ title: 'End frame', shot: null, picture: null }),
      expect.objectContaining({ title: 'Start frame', shot: '1A', credits: 4, model: 'painter-1' }),
    ])
    expect(await list({ kind: 'frame-prompt' })).toMatchObject([{ excerpt: 'A chipped cup in first light.' }])
    expect(await list({ kind: 'asset' })).toMatchObject([{ title: 'The cup', stage: 5, assetId: expect.any(String) }])

    const before = await read()
    const branch = await fork('A darker end')
    await projectDocument(server.platform.sql, await documentOf('scene', branch, kitchen.id))
    await projectDocument(server.platform.sql, await documentOf('assets', branch))
    expect((await read()).total).toBe(before.total)
    expect(await list({ from: branch })).toEqual([])

    // made on the branch: it is of the branch, also after the first timeline has it by a merge
    await edit(await documentOf('scene', branch, kitchen.id), doc => addFrame(doc, picture('m3')))
    await edit(scene, doc => addFrame(doc, { ...picture('m4') }))
    expect(await list({ from: branch })).toMatchObject([{ media: 'm3', timeline: { name: 'A darker end' } }])
    expect((await contents()).timelines).toMatchObject([
      { name: 'Main', count: before.total + 1 },
      { name: 'A darker end', count: 1 },
    ])

    bodyOf(await ana.call('DELETE', `/api/timelines/${branch}`), 204)
    expect(await list({ from: branch })).toMatchObject([{ media: 'm3', timeline: { deleted: true } }])
  })

  test('that is older than its timeline came along when that was forked, whichever is read first', async () => {
    const scene = await documentOf('scene', project.timelineId, kitchen.id)
    const author = { kind: 'person', id: ana.id, name: 'Ana' } as const
    await server.platform.sync.transact(scene, author, doc => {
      addFrame(doc, picture('early'))
    })
    const branch = await fork('Read first')
    await projectDocument(server.platform.sql, await documentOf('scene', branch, kitchen.id))
    expect(await list({ from: branch })).toEqual([])
    expect(await list({ kind: 'frame', from: project.timelineId })).toContainEqual(
      expect.objectContaining({ media: 'early' }),
    )
  })
})

describe('finding', () => {
  test('goes by words of the text, of tags and of people, all of them, each from its beginning', async () => {
    expect(titles(await list({ q: 'chip cup' }))).toEqual(expect.arrayContaining(['The cup', 'Frame prompt']))
    expect(await list({ q: 'chip walrus' })).toEqual([])
    expect(await list({ q: 'scene_heading' })).toEqual([])
    expect(await list({ q: '!!' })).toEqual([])
    const asked = (await list()).filter(({ askedBy }) => askedBy?.name === 'Ana')
    expect(await list({ q: 'ana' })).toEqual(asked)
    expect(new Set(asked.map(({ kind }) => kind))).toEqual(new Set(['treatment', 'locked', 'shot-list']))
    const dark = await list({ q: 'tea', stage: '7', model: 'offline' })
    expect(dark).toMatchObject([{ kind: 'shot-list' }])
  })

  test('reads page by page, each thing once, by timeline, stage and scene', async () => {
    const { artifacts, total } = await read()
    expect(artifacts).toHaveLength(total)
    const paged: Artifact[] = []
    let after: string | null = null
    do {
      const page: z.infer<typeof vaultPage> = await read({ limit: '4', ...(after === null ? {} : { after }) })
      expect(page.total).toBe(total)
      paged.push(...page.artifacts)
      after = page.next
    } while (after !== null)
    expect(paged).toEqual(artifacts)
    const stages = artifacts.filter(({ timeline }) => timeline.main).map(({ stage }) => stage)
    expect(stages).toEqual([...stages].sort((a, b) => a - b))
    for (const after of ['nonsense', JSON.stringify([2 ** 40, 1, 1, 1, 'a'])])
      expect(await ben.call('GET', at(`/vault?${new URLSearchParams({ after })}`))).toMatchObject({ status: 400 })
  })
})

describe('a tag', () => {
  test('is the project’s: one spelling, found by everybody, put on and taken off by editors', async () => {
    const [cup] = await list({ kind: 'asset' })
    const path = `${one(cup?.id ?? '')}/tags`
    const tag = async (person: TestPerson, word: string) => person.call('POST', path, { tag: word })
    expect(artifactTags.parse(bodyOf(await tag(ana, '  Hero   prop ')))).toEqual({ tags: ['Hero prop'] })
    expect(artifactTags.parse(bodyOf(await tag(ben, 'hero PROP')))).toEqual({ tags: ['Hero prop'] })
    expect(await list({ tag: 'hero prop' })).toMatchObject([{ title: 'The cup', tags: ['Hero prop'] }])
    expect(await list({ q: 'hero chipped' })).toMatchObject([{ title: 'The cup' }])
    expect((await contents()).tags).toEqual([{ tag: 'Hero prop', count: 1 }])
    expect(await tag(vera, 'mine')).toMatchObject({ status: 403 })
    expect(await tag(ben, ' \n ')).toMatchObject({ status: 400 })
    expect(await tag(ben, 'x'.repeat(TAG_LIMITS.length + 1))).toMatchObject({ status: 400 })
    expect(await ben.call('DELETE', `${path}/${encodeURIComponent('HERO prop')}`)).toMatchObject({ body: { tags: [] } })
    for (let n = 0; n < TAG_LIMITS.each; n++) bodyOf(await tag(ben, `Tag ${n}`))
    expect(await tag(ben, 'One more')).toMatchObject({ status: 409, body: { error: { code: 'too-many-tags' } } })
  })

  test('is on nothing of another project', async () => {
    const other = await importFountain(ana, FILM)
    const [cup] = await list({ kind: 'asset' })
    const path = `/api/projects/${other.id}/vault/artifacts/${encodeURIComponent(cup?.id ?? '')}`
    expect(await ana.call('GET', path)).toMatchObject({ status: 404 })
    expect(await ana.call('POST', `${path}/tags`, { tag: 'Mine' })).toMatchObject({ status: 404 })
  })
})
