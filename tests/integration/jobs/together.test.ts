import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { draftsName } from '../../../shared/core/documents/kinds.ts'
import { type Draft, readDrafts } from '../../../shared/core/drafts/drafts.ts'
import { readLines, readScenes } from '../../../shared/core/script/scenes.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import { readSuggestions } from '../../../shared/core/suggestions/status.ts'
import {
  bodyOf,
  importFountain,
  signUp,
  startTestServer,
  startTestWorker,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'
import { appendToLine, FOUNTAIN } from './house.ts'

/** Server and worker on one database, as `npm start` runs them. */
let server: TestServer
let stopWorker: () => Promise<void>
let ada: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  stopWorker = await startTestWorker(server.platform.config)
  ada = await signUp(server, 'Ada')
  project = await importFountain(ada, FOUNTAIN)
})
afterAll(async () => {
  await stopWorker()
  await server.stop()
})

const join = (documentId: string) => syncClient(server, documentId, ada)
const asked = z.object({ jobId: z.string() })
const job = z.object({ state: z.string() })
const scenes = z.array(
  z.object({
    id: z.string(),
    documentId: z.string(),
    heading: z.string(),
    status: z.string(),
    shots: z.number(),
    shotsOutdated: z.number(),
  }),
)
const ask = async (agent: string, body: object): Promise<string> =>
  asked.parse(bodyOf(await ada.call('POST', `/api/projects/${project.id}/agents/${agent}`, body), 202)).jobId
const stateOf = async (jobId: string) => job.parse(bodyOf(await ada.call('GET', `/api/jobs/${jobId}`))).state
const hub = async () => scenes.parse(bodyOf(await ada.call('GET', `/api/projects/${project.id}/scenes`)))

describe('an agent among people', () => {
  it('is seen at work, its text arrives for everyone, and it ends as a suggestion that everyone has', async () => {
    const script = await join(project.scriptId)
    const side = await join(draftsName(project.scriptId))
    const shown: Draft[] = []
    side.doc.on('update', () => shown.push(...readDrafts(side.doc)))
    const present = new Set<string>()
    const activities = new Set<string>()
    script.provider.awareness?.on('change', () => {
      for (const state of script.provider.awareness?.getStates().values() ?? []) {
        if (state.user?.agent) present.add(state.user.name)
        if (state.activity) activities.add(JSON.stringify(state.activity))
      }
    })
    const line = readLines(script.doc).find(({ text }) => text.startsWith('Rain hammers'))
    const jobId = await ask('rewrite', {
      documentId: project.scriptId,
      lineIds: [line?.id],
      instruction: 'more visual',
    })

    await expect.poll(() => readSuggestions(script.doc).length, { timeout: 10_000 }).toBe(1)
    expect(readSuggestions(script.doc)[0]).toMatchObject({ status: 'pending', suggestion: { jobId } })
    expect(await stateOf(jobId)).toBe('done')
    expect(present).toContain('Writer')
    expect([...activities].join()).toContain(jobId)

    expect(shown[0]).toMatchObject({
      jobId,
      agent: 'rewrite',
      name: 'Writer',
      askedBy: { id: ada.id, name: 'Ada' },
      instruction: 'more visual',
      target: { lineIds: [line?.id] },
    })
    const lengths = [...new Set(shown.map(draft => draft.text.length))]
    expect(lengths.length, 'the text arrives bit by bit').toBeGreaterThan(3)
    expect([...lengths].sort((a, b) => a - b)).toEqual(lengths)
    expect(shown.at(-1)?.text).toMatch(/^Rain hammers the tin roof/)
    await expect.poll(() => readDrafts(side.doc)).toEqual([])
    script.stop()
    side.stop()
  })

  it('fills the shot table of a scene, and editing a line marks the covering shots in the hub without a reload', {
    timeout: 30_000,
  }, async () => {
    const [boathouse] = await hub()
    const table = await join(boathouse?.documentId ?? '')
    const script = await join(project.scriptId)
    await ask('breakdown', { sceneId: boathouse?.id })
    await expect.poll(() => readShots(table.doc).length, { timeout: 10_000 }).toBeGreaterThan(3)
    await expect.poll(async () => (await hub())[0]?.status, { timeout: 15_000 }).toBe('broken-down')
    expect((await hub())[0]).toMatchObject({ shots: readShots(table.doc).length, shotsOutdated: 0 })
    expect(readScenes(script.doc)[0]?.id).toBe(boathouse?.id)
    appendToLine(script.doc, 1, ' Thunder.')
    await expect
      .poll(async () => (await hub())[0], { timeout: 15_000 })
      .toMatchObject({ status: 'outdated', shotsOutdated: 1 })
    table.stop()
    script.stop()
  })
})
