import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { documentRow, projectCard, sceneRow } from '../../../shared/core/api/schemas.ts'
import { stageRow } from '../../../shared/core/api/stages.ts'
import { timelineHistory, timelineRow } from '../../../shared/core/api/timelines.ts'
import { insertLines } from '../../../shared/core/script/edit.ts'
import { plain } from '../../../shared/core/script/line.ts'
import { readLines } from '../../../shared/core/script/scenes.ts'
import { addShot } from '../../../shared/core/shots/write.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import { lockTimeline } from '../../../shared/node/sceneDocuments.ts'
import {
  addMember,
  bodyOf,
  eventually,
  importFountain,
  signUp,
  startTestServer,
  startTestWorker,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

const FILM = 'INT. KITCHEN - DAY\n\nAda pours tea.\n\nEXT. PIER - NIGHT\n\nRain on the boats.\n'

let server: TestServer
let stopWorker: () => Promise<void>
let ana: TestPerson
let ben: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  stopWorker = await startTestWorker(server.platform.config)
  ana = await signUp(server, 'Ana')
  ben = await signUp(server, 'Ben')
  project = await importFountain(ana, FILM)
  await addMember(ana, project.id, ben, 'editor')
})
afterAll(async () => {
  await stopWorker()
  await server.stop()
})

const at = (of = '') => `/api/projects/${project.id}${of}`
const graph = async () => ({
  timelines: z.array(timelineRow).parse(bodyOf(await ana.call('GET', at('/timelines')))),
  ...timelineHistory.parse(bodyOf(await ana.call('GET', at('/timelines/history')))),
})
const made = z.object({ projectId: z.string(), timelineId: z.string() })
const fork = async (name: string, commitId?: string, timeline?: string) =>
  made.parse(
    bodyOf(await ana.call('POST', at(`/timelines${timeline ? `?timeline=${timeline}` : ''}`), { name, commitId })),
  ).timelineId
const documents = async (timeline: string) =>
  z.array(documentRow).parse(bodyOf(await ana.call('GET', at(`/documents?timeline=${timeline}`))))
const scriptIn = async (timeline: string) =>
  (await documents(timeline)).find(document => document.kind === 'script')?.id ?? ''
const scenes = async (timeline: string) =>
  z.array(sceneRow).parse(bodyOf(await ana.call('GET', at(`/scenes?timeline=${timeline}`))))
const words = async (documentId: string) => {
  const doc = await loadDocument(server.platform.sql, documentId)
  const lines = readLines(doc).map(line => line.text)
  doc.destroy()
  return lines
}
const write = (documentId: string, text: string) =>
  server.platform.sync.transact(documentId, { kind: 'person', id: ana.id, name: 'Ana' }, doc => {
    insertLines(doc, readLines(doc).at(-1)?.id ?? null, [{ type: 'action', runs: plain(text) }])
  })

describe('a fork', () => {
  test('of now has the words, scenes, shots and authors of now, and goes its own way', async () => {
    const script = await scriptIn(project.timelineId)
    const [scene] = await scenes(project.timelineId)
    await server.platform.sync.transact(scene?.documentId ?? '', { kind: 'person', id: ana.id, name: 'Ana' }, doc => {
      addShot(doc, null, { action: 'Steam.' })
    })
    await eventually(
      async () => (await scenes(project.timelineId))[0]?.shots,
      shots => shots === 1,
    )
    const { sql } = server.platform
    await sql`update timelines set written_style = 'spare' where id = ${project.timelineId}`
    const branch = await fork('A darker end')
    // who deletes a style is told of every timeline that has it
    expect(await sql`select written_style as style from timelines where id = ${branch}`).toEqual([{ style: 'spare' }])
    expect((await scenes(branch)).map(({ id, heading, shots }) => [id, heading, shots])).toEqual(
      (await scenes(project.timelineId)).map(({ id, heading, shots }) => [id, heading, shots]),
    )
    const other = await scriptIn(branch)
    expect(other).not.toBe(script)
    expect(await words(other)).toEqual(await words(script))
    const authors = await Promise.all(
      [script, other].map(async id => bodyOf(await ana.call('GET', `/api/documents/${id}/authors`))),
    )
    expect(authors[1]).toEqual(authors[0])
    await write(other, ' It is cold.')
    expect((await words(other)).join()).toContain('It is cold.')
    expect((await words(script)).join()).not.toContain('It is cold.')
    const { timelines, commits } = await graph()
    expect(timelines.map(({ name, main, parentId }) => [name, main, parentId])).toEqual([
      ['Main', true, null],
      ['A darker end', false, project.timelineId],
    ])
    expect(commits.map(({ kind, name, timelineId, parentId }) => [kind, name, timelineId, parentId])).toEqual([
      ['fork', 'Before “A darker end”', project.timelineId, null],
      ['fork', 'A darker end', branch, commits[0]?.id],
    ])
    // what was forked is stored once
    const [stored] = await server.platform.sql<{ own: number }[]>`
      select count(s.state)::int as own from document_snapshots s join documents d on d.id = s.document_id
      where d.timeline_id = ${branch} and d.kind <> 'comments'`
    expect(stored?.own).toBe(0)
    expect(projectCard.parse(bodyOf(await ben.call('GET', at(`?timeline=${branch}`))))).toMatchObject({
      timelineId: branch,
      timelineName: 'A darker end',
    })
  })

  test('keeps what an agent makes on it, whatever is opened meanwhile: a job writes where it was asked', async () => {
    const branch = await fork('Broken down here')
    const yard = (await scenes(branch))[1]
    const asked = await ana.call('POST', at(`/agents/breakdown?timeline=${branch}`), { sceneId: yard?.id })
    const { jobId } = z.object({ jobId: z.string() }).parse(bodyOf(asked, 202))
    // she goes back to the first timeline, and on to a third, and asks for nothing there
    const elsewhere = [project.timelineId, await fork('A third')]
    for (const timeline of elsewhere) expect(await scenes(timeline)).toHaveLength(2)
    const shots = async (timeline: string) => (await scenes(timeline)).map(scene => scene.shots)
    await eventually(
      () => shots(branch),
      counts => (counts[1] ?? 0) > 0,
      30,
    )
    for (const timeline of elsewhere) expect(await shots(timeline)).toEqual([1, 0])
    const { commits } = await graph()
    const locked = await ana.call('POST', at(`/stages/script/approve?timeline=${branch}`), { message: '' })
    expect(locked.status).toBe(200)
    // and it is in the history of that timeline alone
    const jobs = (await graph()).commits.slice(commits.length).map(commit => [commit.timelineId, commit.jobs[0]?.id])
    expect(jobs).toEqual([[branch, jobId]])
  })

  test('costs what differs; what the project stores is told, what timelines share once', async () => {
    const before = await graph()
    const branch = await fork('Light')
    const { bytes, storage } = await graph()
    const whole = storage.documents
    expect(whole).toBeGreaterThan(2_000)
    // its comments alone, which are empty
    const empty = bytes[branch] ?? 0
    expect(empty).toBeLessThan(whole / 8)
    // the commit that it leaves from may be new
    expect(whole - before.storage.documents).toBeLessThan(whole / 4)
    await write(await scriptIn(branch), 'Words of the branch alone. '.repeat(20))
    const after = await graph()
    expect((after.bytes[branch] ?? 0) - empty).toBeGreaterThan(500)
    expect(after.bytes[project.timelineId]).toBe(bytes[project.timelineId])
    expect(after.storage.documents - whole).toBe((after.bytes[branch] ?? 0) - empty)
    // the job of the test before
    expect(after.storage).toMatchObject({ pictures: 0, files: 0, agents: expect.any(Number) })
    expect(after.storage.agents).toBeGreaterThan(1_000)
  })

  test('of an earlier commit says what was said then; of a head that nobody changed it makes no other commit', async () => {
    const before = (await graph()).commits[0]?.id
    const script = await scriptIn(project.timelineId)
    const said = await words(script)
    await write(script, ' Later words.')
    const early = await fork('From before', before)
    expect(await words(await scriptIn(early))).toEqual(said)
    await eventually(
      async () => (await scenes(early)).map(scene => scene.heading),
      headings => headings.length === 2,
    )
    const count = (await graph()).commits.length
    await fork('Twin', undefined, early)
    // one for the twin, none for the head that it began at
    expect((await graph()).commits.length).toBe(count + 1)
  })

  test('takes over what is approved, and a lock of one timeline holds on that one alone', async () => {
    const approve = (timeline: string) =>
      ana.call('POST', at(`/stages/script/approve?timeline=${timeline}`), { message: 'Good.' })
    const standing = async (timeline: string) =>
      z
        .array(stageRow)
        .parse(bodyOf(await ana.call('GET', at(`/stages?timeline=${timeline}`))))
        .find(stage => stage.id === 'script')
    const branch = await fork('Approved here')
    expect((await approve(branch)).status).toBe(200)
    expect((await standing(project.timelineId))?.status).toBe('draft')
    const next = await fork('After approval', undefined, branch)
    expect(await standing(next)).toMatchObject({ status: 'locked', by: 'Ana' })
    await expect(write(await scriptIn(next), '!')).rejects.toThrow('approved')
    await write(await scriptIn(project.timelineId), '!')
  })

  test('needs a name of its own, and two who choose one name get one timeline', async () => {
    const answers = await Promise.all([ana, ben].map(person => person.call('POST', at('/timelines'), { name: 'Same' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await ana.call('POST', at('/timelines'), { name: '  ' })).status).toBe(400)
    expect((await ana.call('POST', at('/timelines'), { name: 'x', commitId: 'nobody-has-this' })).status).toBe(404)
    const foreign = await importFountain(ben, FILM)
    expect((await ben.call('GET', `/api/projects/${foreign.id}/scenes?timeline=${project.timelineId}`)).status).toBe(
      404,
    )
  })

  test('is put away and brought back by an admin, and whoever has it open is told', async () => {
    const branch = await fork('For a while')
    const script = await scriptIn(branch)
    const client = await syncClient(server, script, { cookie: ben.cookie })
    expect((await ben.call('DELETE', `/api/timelines/${branch}`)).status).toBe(403)
    expect((await ana.call('DELETE', `/api/timelines/${branch}`)).status).toBe(204)
    await eventually(
      () => client.closed,
      closed => closed !== null,
    )
    client.stop()
    expect((await ana.call('GET', at(`/scenes?timeline=${branch}`))).status).toBe(404)
    expect((await ana.call('GET', `/api/documents/${script}`)).status).toBe(404)
    expect((await ana.call('DELETE', `/api/timelines/${project.timelineId}`)).status).toBe(409)
    await ana.call('PATCH', `/api/timelines/${project.timelineId}`, { name: 'The film' })
    expect((await ana.call('POST', `/api/timelines/${branch}/restore`)).status).toBe(204)
    expect(await words(script)).not.toEqual([])
    expect((await graph()).timelines.map(({ name, deletedAt }) => [name, deletedAt])).toEqual(
      expect.arrayContaining([
        ['The film', null],
        ['For a while', null],
      ]),
    )
  })

  test('reads by itself what was typed a moment ago and is in no list yet', async () => {
    const { sql } = server.platform
    const script = await scriptIn(project.timelineId)
    let other = ''
    await sql.begin(async tx => {
      await lockTimeline(tx, project.timelineId) // no worker gets at it
      await write(script, 'Somebody is in a hurry.')
      await eventually(
        () => sql`select from document_settled where document_id = ${script} and not projected`,
        waiting => waiting.length === 1,
      )
      other = await fork('In a hurry')
    })
    const { stop } = await syncClient(server, await scriptIn(other), { cookie: ana.cookie })
    await eventually(
      () => scenes(other),
      rows => rows.some(({ opening }) => opening.includes('in a hurry')),
    )
    stop()
  })
})
