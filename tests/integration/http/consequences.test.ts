import { afterAll, beforeAll, expect, test } from 'vitest'
import { consequences, type Operation } from '../../../shared/core/api/consequences.ts'
import { mergePreview } from '../../../shared/core/api/merges.ts'
import { versionRow } from '../../../shared/core/api/versions.ts'
import { addBeat, setBeatText } from '../../../shared/core/beats/write.ts'
import { refer } from '../../../shared/core/dependencies/references.ts'
import { addFrame, approveFrame, readFrames } from '../../../shared/core/frames/frames.ts'
import { addTake, approveTake, readTakes } from '../../../shared/core/frames/takes.ts'
import { findLine } from '../../../shared/core/script/edit.ts'
import { lineText } from '../../../shared/core/script/line.ts'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { writeEndPart } from '../../../shared/core/states/endState.ts'
import { findDocument, loadDocument } from '../../../shared/node/documents.ts'
import { setMadeFrom } from '../../../shared/node/stageFlags.ts'
import { addMember, bodyOf, signUp, startTestServer, type TestPerson, type TestServer } from '../factories.ts'
import { makeFilm } from '../film.ts'

let server: TestServer
let owner: TestPerson
beforeAll(async () => {
  server = await startTestServer({ env: { OPENAI_API_KEY: 'nobody-asks', OPENAI_MODEL: 'gpt-6-astra' } })
  owner = await signUp(server, 'Owner')
})
afterAll(() => server.stop())

const ask = async (id: string, body: Operation, timeline = '') =>
  consequences.parse(bodyOf(await owner.call('POST', `/api/projects/${id}/consequences${timeline}`, body)))
const told = ({ things }: Awaited<ReturnType<typeof ask>>) => things.map(({ name, because }) => [name, because])
const SHOT = [
  ['shot 1A', 'script line 2'],
  ['Ana’s coat at the end of scene 1', 'script line 2'],
]
const WASHING = ['the state of Coat in scene 2', 'the frame prompt of shot 2A', 'the start frame of shot 2A']

test('what an edit of the script would make outdated is told with the way and the price, and only what is not outdated yet', async () => {
  const { id, edit, script, falls } = await makeFilm(server, owner)
  const all = await ask(id, { kind: 'edit', stage: 'script', elements: null })
  expect(told(all)).toEqual(SHOT)
  expect(all).toMatchObject({ counts: { shots: 1, ends: 1, states: 0, frames: 0 }, scenes: 1, documents: [] })
  expect(all.things.find(({ kind }) => kind === 'ends')?.way).toEqual(['shot 1A', 'Ana’s coat at the end of scene 1'])
  expect(all.credits).toBeGreaterThan(0)
  const other = await ask(id, { kind: 'edit', stage: 'script', elements: ['nowhere'] })
  expect(other).toMatchObject({ things: [], credits: 0 })
  await edit(script, doc => {
    const line = findLine(scriptRoots(doc), falls)
    if (line) lineText(line)?.insert(0, 'Suddenly ')
  })
  expect(await ask(id, { kind: 'edit', stage: 'script', elements: null })).toMatchObject({ things: [], credits: 0 })
})

test('moving, omitting, deleting and restoring are tried on a copy: what is told is what would come of it', async () => {
  const { id, falls, kitchen, yard, shot, documentOf, recoat, muddy } = await makeFilm(server, owner)
  const moved = await ask(id, { kind: 'moveScene', sceneId: yard, after: null })
  expect(moved.things.map(({ name }) => name)).toEqual(
    WASHING.map(name => name.replace('2A', '1A').replace('scene 2', 'scene 1')),
  )
  // the frame costs 4, what is put together nothing
  expect(moved).toMatchObject({ counts: { shots: 0, states: 1, prompts: 1, frames: 1 }, credits: 4 })
  expect(moved.things[0]?.because).toBe('Ana’s coat at the end of another scene, which is gone')
  const omitted = await ask(id, { kind: 'omitScene', sceneId: kitchen, omitted: true })
  expect(omitted.counts).toMatchObject({ states: 1, prompts: 1, frames: 1 })
  expect((await ask(id, { kind: 'moveScene', sceneId: kitchen, after: null })).things).toEqual([])
  const deleted = await ask(id, { kind: 'deleteShots', sceneId: kitchen, shotIds: [shot] })
  expect(told(deleted)).toEqual([['Ana’s coat at the end of scene 1', 'a deleted shot, which is gone']])

  const named = await owner.call('POST', `/api/documents/${documentOf('scene', kitchen)}/versions`, { name: 'Muddy' })
  const version = versionRow.parse(bodyOf(named))
  await recoat(muddy('Soaked'))
  expect((await ask(id, { kind: 'edit', stage: 'script', elements: [falls] })).counts.shots).toBe(1)
  expect((await ask(id, { kind: 'restore', versionId: version.id })).things).toEqual([])
})

test('words that are written in shots and assets at once are foreseen with what is made from each', async () => {
  const { id, falls, coat, yard, washing, kitchen, shot } = await makeFilm(server, owner)
  const nothing: Extract<Operation, { kind: 'write' }> = { kind: 'write', stages: [], lines: [], shots: [], assets: [] }
  expect(await ask(id, nothing)).toMatchObject({ things: [], documents: [], credits: 0 })
  const asset = await ask(id, { ...nothing, assets: [coat] })
  expect(told(asset)).toEqual(WASHING.map(name => [name, 'Ana’s coat']))
  const cells = { sceneId: kitchen, shotIds: [shot] }
  // the shot itself is written in, and outdated by nothing
  const cell = await ask(id, { ...nothing, shots: [cells, { sceneId: yard, shotIds: [washing] }] })
  expect(told(cell)).toEqual([['Ana’s coat at the end of scene 1', 'shot 1A']])
  const all = await ask(id, { ...nothing, lines: [falls], shots: [cells], assets: [coat] })
  expect(all.things).toHaveLength(SHOT.length + WASHING.length)
})

test('taking an asset out, and approving another frame or none, are tried on a copy', async () => {
  const { id, edit, coat, yard, washing, dependsOn, documentOf, outdated } = await makeFilm(server, owner)
  const gone = await ask(id, { kind: 'deleteAssets', assetIds: [coat] })
  expect(told(gone)).toEqual(WASHING.map(name => [name, 'an asset, which is gone']))
  const document = documentOf('scene', yard)
  const picture = { shot: washing, inputHash: '', model: 'm', credits: 4, at: '' }
  const [first, second] = await edit(document, doc => {
    const [frame] = readFrames(doc)
    if (frame) approveFrame(doc, frame.id)
    return [frame?.id ?? '', addFrame(doc, { ...picture, media: 'other', end: 'start' })]
  })
  const of = await dependsOn(yard, [refer('startFrame', washing)])
  await edit(document, doc => {
    for (const media of ['clip', 'another clip']) addTake(doc, { ...picture, media, seconds: 8, dependsOn: of })
    approveTake(doc, readTakes(doc)[0]?.id ?? '')
  })
  const ofClip = await dependsOn(yard, [refer('take', washing)])
  await edit(document, doc => writeEndPart(doc, { part: 'frame', media: 'last', dependsOn: ofClip }))
  const before = await outdated()
  expect(before.things).toEqual([])
  const end = 'the final frame at the end of scene 2'
  const clip = [
    ['the take of shot 2A', 'the start frame of shot 2A'],
    [end, 'the start frame of shot 2A'],
  ]
  const frame = { kind: 'approve', sceneId: yard, of: 'frame' } as const
  // the last one counts where none is approved
  expect(told(await ask(id, { ...frame, id: first, approved: false }))).toEqual(clip)
  expect(told(await ask(id, { ...frame, id: second, approved: true }))).toEqual(clip)
  expect(told(await ask(id, { ...frame, id: first, approved: true }))).toEqual([])
  const take = { kind: 'approve', sceneId: yard, of: 'take', approved: false } as const
  const doc = await loadDocument(server.platform.sql, document)
  expect(told(await ask(id, { ...take, id: readTakes(doc)[0]?.id ?? '' }))).toEqual([[end, 'the take of shot 2A']])
  expect(await outdated()).toEqual(before)
})

test('a merge tells what it outdates on the timeline that it goes into', async () => {
  const { id, falls } = await makeFilm(server, owner)
  const forked = bodyOf(await owner.call('POST', `/api/projects/${id}/timelines`, { name: 'Dry' })) as {
    timelineId: string
  }
  const rows = bodyOf(await owner.call('GET', `/api/projects/${id}/documents?timeline=${forked.timelineId}`)) as {
    id: string
    kind: string
  }[]
  const there = rows.find(({ kind }) => kind === 'script')?.id ?? ''
  await server.platform.sync.transact(there, { kind: 'person', id: owner.id, name: 'Owner' }, doc => {
    const line = findLine(scriptRoots(doc), falls)
    if (line) lineText(line)?.insert(0, 'Suddenly ')
  })
  const { timelineId } = bodyOf(await owner.call('GET', `/api/projects/${id}`)) as { timelineId: string }
  const path = `/api/timelines/${timelineId}/merge?from=${forked.timelineId}`
  const { documents } = mergePreview.parse(bodyOf(await owner.call('GET', path)))
  const choices = documents.flatMap(({ key, hunks }) =>
    hunks.map(hunk => ({ document: key, hunk: hunk.id, choice: 'take' as const })),
  )
  const merged = await ask(id, { kind: 'merge', from: forked.timelineId, choices })
  expect(told(merged)).toEqual(SHOT)
  expect(await ask(id, { kind: 'merge', from: forked.timelineId, choices: [] })).toMatchObject({
    things: [],
    credits: 0,
  })
})

test('stages that are in step with another one are told before it is edited, with the price of revising them', async () => {
  const { id, edit, documentOf } = await makeFilm(server, owner)
  const { sql } = server.platform
  const beat = await edit(documentOf('beats'), doc => addBeat(doc, null, { title: 'Mud', body: 'She falls.' }))
  expect((await ask(id, { kind: 'edit', stage: 'beats', elements: null })).documents).toEqual([])
  const document = await findDocument(sql, documentOf('beats'))
  const doc = await loadDocument(sql, documentOf('beats'))
  if (document) await sql.begin(tx => setMadeFrom(tx, document, 'script', 'beats', doc))
  const asked = await ask(id, { kind: 'edit', stage: 'beats', elements: null })
  expect(asked.documents).toMatchObject([
    { stage: 'script', because: 'It is in step with the beat sheet as it is now.' },
  ])
  expect(asked.credits).toBe(asked.documents[0]?.credits)
  await edit(documentOf('beats'), doc => setBeatText(doc, beat, 'body', 'She slips.'))
  expect(await ask(id, { kind: 'edit', stage: 'beats', elements: null })).toMatchObject({ documents: [], credits: 0 })
})

test('whoever reads a project may ask; of what is not there nothing is told', async () => {
  const { id } = await makeFilm(server, owner)
  const path = `/api/projects/${id}/consequences`
  const [reader, stranger] = [await signUp(server, 'Reader'), await signUp(server, 'Stranger')]
  await addMember(owner, id, reader, 'viewer')
  const body: Operation = { kind: 'edit', stage: 'script', elements: null }
  expect((await reader.call('POST', path, body)).status).toBe(200)
  expect((await stranger.call('POST', path, body)).status).toBe(404)
  expect((await owner.call('POST', path, { kind: 'restore', versionId: 'nowhere' })).status).toBe(404)
  expect((await owner.call('POST', path, { kind: 'deleteShots', sceneId: 'nowhere', shotIds: [] })).status).toBe(404)
  expect((await owner.call('POST', path, { kind: 'wish' })).status).toBe(400)
})
