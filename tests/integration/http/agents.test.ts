import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { jobRow, sceneRow } from '../../../shared/core/api/schemas.ts'
import {
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

const FILM = `INT. KITCHEN - DAY

Ada pours tea.

ADA
Not again.

EXT. GARDEN - NIGHT

Bo waits by the gate.
`

let server: TestServer
let owner: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer({ worker: true })
  owner = await signUp(server, 'Owner')
  project = await importFountain(owner, FILM)
})
afterAll(() => server.stop())

const scenes = async () =>
  z.array(sceneRow).parse(bodyOf(await owner.call('GET', `/api/projects/${project.id}/scenes`)))
const job = async (id: string) => jobRow.parse(bodyOf(await owner.call('GET', `/api/jobs/${id}`)))
const ask = (agent: string, body: unknown) => owner.call('POST', `/api/projects/${project.id}/agents/${agent}`, body)

describe('asking an agent over HTTP', () => {
  test('its card says where it answers and what that costs', async () => {
    expect(bodyOf(await owner.call('GET', `/api/projects/${project.id}/agents`))).toContainEqual(
      expect.objectContaining({ name: 'breakdown', provider: 'offline', credits: 0 }),
    )
  })

  test('a breakdown puts shots into the scene, which the list of scenes then counts', async () => {
    const [scene] = await scenes()
    const { jobId } = z.object({ jobId: z.string() }).parse(bodyOf(await ask('breakdown', { sceneId: scene?.id }), 202))
    await eventually(
      () => job(jobId),
      ({ state }) => state === 'done',
    )
    const [after] = await eventually(scenes, ([first]) => (first?.shots ?? 0) > 0)
    expect(after).toMatchObject({ status: 'broken-down', shotsOutdated: 0, linesUncovered: 0 })
    const client = await syncClient(server, after?.documentId ?? '', owner)
    expect(client.doc.getMap('shots').size).toBe(after?.shots)
    client.stop()
    const jobs = z.array(jobRow).parse(bodyOf(await owner.call('GET', `/api/projects/${project.id}/jobs`)))
    expect(jobs[0]).toMatchObject({ id: jobId, askedBy: { id: owner.id, name: 'Owner' } })
    const authors = bodyOf(await owner.call('GET', `/api/documents/${after?.documentId}/authors`))
    expect(Object.values(z.record(z.string(), z.unknown()).parse(authors))).toContainEqual(
      expect.objectContaining({ kind: 'agent', agent: 'breakdown', jobId }),
    )
  })

  test('a request that names no scene, or an unknown agent, says so', async () => {
    expect((await ask('breakdown', {})).body).toMatchObject({ error: { code: 'scene-needed' } })
    expect((await ask('breakdown', { sceneId: 'gone' })).status).toBe(404)
    expect((await ask('magician', {})).body).toMatchObject({ error: { code: 'unknown-agent' } })
  })

  test('a job that is done cannot be retried or stopped', async () => {
    const [, scene] = await scenes()
    const { jobId } = z.object({ jobId: z.string() }).parse(bodyOf(await ask('breakdown', { sceneId: scene?.id }), 202))
    await eventually(
      () => job(jobId),
      ({ state }) => state === 'done',
    )
    expect(bodyOf(await owner.call('POST', `/api/jobs/${jobId}/cancel`))).toEqual({ cancelled: false })
    expect((await owner.call('POST', `/api/jobs/${jobId}/retry`)).status).toBe(409)
  })
})
