import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { projectDocument } from '../../../jobs/projection/projection.ts'
import { invalidationLog } from '../../../shared/core/api/invalidations.ts'
import { outdatedList } from '../../../shared/core/api/outdated.ts'
import { documentRow, jobRow, sceneRow } from '../../../shared/core/api/schemas.ts'
import { invalidated, scenesUnchanged, timelineHistory, timelineRow } from '../../../shared/core/api/timelines.ts'
import { addAsset, addImageKey, lockImageKey } from '../../../shared/core/assets/write.ts'
import { beatRow, readBeats } from '../../../shared/core/beats/beats.ts'
import { addBeat } from '../../../shared/core/beats/write.ts'
import { sourcesOf } from '../../../shared/core/dependencies/lines.ts'
import { addFrame, approveFrame, readFrames } from '../../../shared/core/frames/frames.ts'
import { chosenOf } from '../../../shared/core/frames/media.ts'
import { readScenes } from '../../../shared/core/script/scenes.ts'
import { addShot } from '../../../shared/core/shots/write.ts'
import { writeWords } from '../../../shared/core/text/writeWords.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import {
  bodyOf,
  createProject,
  eventually,
  signUp,
  startTestServer,
  startTestWorker,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let stopWorker: () => Promise<void>
let ana: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  stopWorker = await startTestWorker(server.platform.config)
  ana = await signUp(server, 'Ana')
  project = await createProject(ana)
})
afterAll(async () => {
  await stopWorker()
  await server.stop()
})

const at = (of: string, timeline = project.timelineId) =>
  `/api/projects/${project.id}${of}${of.includes('?') ? '&' : '?'}timeline=${timeline}`
const documentOf = async (kind: string, timeline = project.timelineId, scene: string | null = null) => {
  const rows = z.array(documentRow).parse(bodyOf(await ana.call('GET', at('/documents', timeline))))
  return rows.find(row => row.kind === kind && row.sceneId === scene)?.id ?? ''
}
const by = () => ({ kind: 'person', id: ana.id, name: 'Ana' }) as const
const scenes = async (timeline = project.timelineId) => {
  const doc = await loadDocument(server.platform.sql, await documentOf('script', timeline))
  const found = readScenes(doc)
    .filter(scene => scene.heading !== '')
    .map(({ id, lines }) => ({ id, text: lines.map(line => line.text).join('\n') }))
  doc.destroy()
  return found
}
/** Waits until a job is done, and until all that it made is in the document, which is a moment later. */
const finished = (jobId: string) =>
  eventually(
    async () => {
      const { state } = jobRow.parse(bodyOf(await ana.call('GET', `/api/jobs/${jobId}`)))
      const waiting = await server.platform.sql`
        select from job_results where job_id = ${jobId} and applied_at is null`
      return [state, waiting.count]
    },
    ([state, waiting]) => state === 'done' && waiting === 0,
    30,
  )
const confirm = () => ana.call('POST', at('/stages/beats/approve'), { message: '' })
const started = z.object({ jobId: z.string() })
const PICTURE = { inputHash: '', model: 'm', credits: 2, at: '' }
const WHY = 'Jon must not forgive her before the ferry leaves.'

describe('a script that is written anew from edited beats', () => {
  test('is written on a branch of its own, keeps what did not change, and leaves the old one whole', async () => {
    const sheet = await documentOf('beats')
    await server.platform.sync.transact(sheet, by(), doc => {
      let after: string | null = null
      for (const [title, body] of [
        ['The letter', 'Mara finds a letter from Jon in the kitchen and burns it.'],
        ['The pier', 'Jon waits for Mara on the pier in the rain.'],
        ['The ferry', 'Mara takes the last ferry and does not look back.'],
      ] as const)
        after = addBeat(doc, after, { title, body })
    })
    expect((await confirm()).status).toBe(200)
    const { jobId } = started.parse(bodyOf(await ana.call('POST', at('/agents/script'), {}), 202))
    await finished(jobId)
    const before = await scenes()
    expect(before).toHaveLength(6)

    for (const { id } of before) {
      // made when the script has come to rest
      const scene = await eventually(() => documentOf('scene', project.timelineId, id), Boolean, 30)
      await server.platform.sync.transact(scene, by(), doc => {
        const shot = addShot(doc, null, { action: 'A shot.' })
        for (const media of ['first', 'second']) addFrame(doc, { ...PICTURE, shot, media, end: 'start' })
        approveFrame(doc, readFrames(doc)[0]?.id ?? '')
      })
      await projectDocument(server.platform.sql, scene)
    }
    const source = async (scene: string | undefined) => {
      const doc = await loadDocument(server.platform.sql, await documentOf('script'))
      return sourcesOf((readScenes(doc).find(({ id }) => id === scene)?.lines ?? []).slice(0, 1))
    }
    const [stays, goes] = [await source(before[0]?.id), await source(before[2]?.id)]
    await server.platform.sync.transact(await documentOf('assets'), by(), doc => {
      for (const [name, lines] of [
        ['Mara', stays],
        ['Jon', goes],
      ] as const) {
        const sources = new Map(lines.map(({ lineId, hash }) => [lineId, hash]))
        const id = addAsset(doc, { kind: 'character', name, description: 'In a coat.', from: '', sources })
        lockImageKey(doc, id, addImageKey(doc, id, { ...PICTURE, media: 'face', guidance: '' }))
      }
    })
    const [locked = { id: '' }] = before
    await server.platform.sync.lock(await documentOf('scene', project.timelineId, locked.id), by(), {
      reason: '',
      root: 'shots',
      approved: false,
    })
    await ana.call('POST', at('/stages/beats/reopen'), {})
    await server.platform.sync.transact(sheet, by(), doc => {
      const body: unknown = beatRow(doc, readBeats(doc)[1]?.id ?? '')?.get('body')
      if (body instanceof Y.Text) writeWords(body, 'Jon has left the pier. A dog waits there.')
    })
    // not before the beat sheet is confirmed again
    const ask = (body: object) => ana.call('POST', at('/script/regenerate'), body)
    expect(await ask({ name: 'Unforgiven', why: WHY })).toMatchObject({ status: 409 })
    await confirm()
    // the commit that came after the agent leads to what it saw; the one before it does not
    const confirmed = timelineHistory.parse(bodyOf(await ana.call('GET', at('/timelines/history')))).commits
    expect(confirmed.map(commit => commit.jobs.map(({ id }) => id))).toEqual([[], [jobId]])
    expect(scenesUnchanged.parse(bodyOf(await ana.call('GET', at('/script/regenerate'))))).toEqual({
      scenes: 6,
      unchanged: 4,
    })
    // over the old one it is not written, by any request
    expect(await ana.call('POST', at('/agents/script'), { instruction: WHY })).toMatchObject({ status: 409 })
    expect(await ask({ name: 'Unforgiven', why: 'short' })).toMatchObject({ status: 400 })
    const timelines = async () => z.array(timelineRow).parse(bodyOf(await ana.call('GET', at('/timelines'))))
    expect(await timelines()).toHaveLength(1)

    const made = z
      .object({ timelineId: z.string(), jobId: z.string() })
      .parse(bodyOf(await ask({ name: 'Unforgiven', why: WHY }), 202))
    await finished(made.jobId)
    const after = await scenes(made.timelineId)
    expect(after).toHaveLength(6)
    // two scenes of each beat: those of the second one are new, in their place
    expect([...after.slice(0, 2), ...after.slice(4)]).toEqual([...before.slice(0, 2), ...before.slice(4)])
    const anew = after.slice(2, 4)
    expect(anew.filter(({ id }) => before.some(scene => scene.id === id))).toEqual([])
    expect(anew.map(({ text }) => text).join()).toContain('dog')
    expect(await scenes()).toEqual(before)
    // what came along is to be approved again there, also what was locked, and kept where its inputs are the same
    const waiting = async (timeline?: string) =>
      invalidated.parse(bodyOf(await ana.call('GET', at('/invalidated', timeline))))
    const { scenes: invalid, assets } = await waiting(made.timelineId)
    expect(assets.map(({ name, same }) => [name, same])).toEqual([
      ['Mara', true],
      ['Jon', false],
    ])
    expect(invalid.map(({ sceneId, same }) => [sceneId, same])).toEqual(
      [...before.slice(0, 2), ...before.slice(4)].map(({ id }) => [id, true]),
    )
    const statuses = async (timeline?: string) =>
      z
        .array(sceneRow)
        .parse(bodyOf(await ana.call('GET', at('/scenes', timeline))))
        .map(({ status }) => status)
    const old = await statuses()
    expect(old).not.toContain('invalidated')
    expect((await statuses(made.timelineId)).filter(status => status === 'invalidated')).toHaveLength(4)
    const [first = '', ...others] = invalid.map(({ sceneId }) => sceneId)
    const again = await documentOf('scene', made.timelineId, first)
    await server.platform.sync.lock(again, by(), { reason: '', root: 'shots', approved: false })
    // nothing is approved there any more, and all of it is listed as outdated; the same frames count
    const framesOf = async (scene: string, timeline = made.timelineId) => {
      const doc = await loadDocument(server.platform.sql, await documentOf('scene', timeline, scene))
      const frames = readFrames(doc)
      doc.destroy()
      return [frames.some(({ approved }) => approved), chosenOf(frames)?.media]
    }
    const standing = () => Promise.all(invalid.map(({ sceneId }) => framesOf(sceneId)))
    expect(await standing()).toEqual(invalid.map(() => [false, 'first']))
    const outdated = outdatedList.parse(bodyOf(await ana.call('GET', at('/outdated', made.timelineId))))
    expect(outdated.assets.map(({ name }) => name)).toEqual(['Mara', 'Jon'])
    // of the scene that is locked again nothing
    const listed = outdated.things.filter(thing => thing.invalidated && thing.because === 'the script was written anew')
    expect(new Set(listed.map(({ sceneId }) => sceneId))).toEqual(new Set(others))
    expect(listed).toHaveLength(others.length * 2)
    const logged = async () => {
      const { events } = invalidationLog.parse(bodyOf(await ana.call('GET', at('/invalidations', made.timelineId))))
      const anew = events.find(({ things }) => things.some(({ because }) => because === 'the script was written anew'))
      return anew && [anew.by, anew.document?.title, anew.count]
    }
    expect(await logged()).toEqual([['Ana'], 'Script', invalid.length * 2 + 2])
    const kept = await ana.call('POST', at('/invalidated/keep', made.timelineId), {
      sceneIds: others.slice(0, 2),
      assetIds: assets.map(({ assetId }) => assetId),
    })
    expect(kept.body).toEqual({ scenes: 2, assets: 1 })
    expect((await waiting(made.timelineId)).assets.map(({ name }) => name)).toEqual(['Jon'])
    expect(await standing()).toEqual([
      [false, 'first'],
      [true, 'first'],
      [true, 'first'],
      [false, 'first'],
    ])
    expect(await framesOf(others[2] ?? '', project.timelineId)).toEqual([true, 'first'])
    expect((await waiting(made.timelineId)).scenes.map(({ sceneId }) => sceneId)).toEqual(others.slice(2))
    expect([await waiting(), await statuses()]).toEqual([{ scenes: [], assets: [] }, old])
    // the result is a commit, with the reason and by whom, when all of it is there
    await eventually(
      async () =>
        timelineHistory
          .parse(bodyOf(await ana.call('GET', at('/timelines/history'))))
          .commits.filter(({ name }) => name === 'Script regenerated')
          .map(({ message, timelineId, by }) => [message, timelineId, by?.name]),
      found => JSON.stringify(found) === JSON.stringify([[WHY, made.timelineId, 'Screenwriter']]),
      30,
    )
    const { commits } = timelineHistory.parse(bodyOf(await ana.call('GET', at('/timelines/history'))))
    expect((await timelines()).map(({ name }) => name)).toEqual(['Main', 'Unforgiven'])
    expect(commits.find(({ name }) => name === 'Unforgiven')).toMatchObject({
      message: WHY,
      timelineId: made.timelineId,
    })
  })

  test('can be written anew as a whole', async () => {
    const ask = { name: 'From the beginning', why: WHY, keep: false }
    const made = z
      .object({ timelineId: z.string(), jobId: z.string() })
      .parse(bodyOf(await ana.call('POST', at('/script/regenerate'), ask), 202))
    await finished(made.jobId)
    const [old, anew] = [await scenes(), await scenes(made.timelineId)]
    expect(anew).toHaveLength(6)
    expect(anew.filter(({ id }) => old.some(scene => scene.id === id))).toEqual([])
  })
})
