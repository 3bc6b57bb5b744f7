import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { projectCard } from '../../../shared/core/api/schemas.ts'
import { bodyOf, createProject, signUp, startTestServer, type TestPerson, type TestServer } from '../factories.ts'

let server: TestServer
let owner: TestPerson
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  owner = await signUp(server, 'Owner')
})

const cards = async (person: TestPerson) =>
  z.array(projectCard).parse(bodyOf(await person.call('GET', '/api/projects')))

describe('the dashboard', () => {
  test('a new project has a timeline and an empty script, and its card counts nothing', async () => {
    const { id, timelineId, scriptId } = await createProject(owner, 'Night Train')
    const [card] = (await cards(owner)).filter(each => each.id === id)
    expect(card).toMatchObject({
      timelineId,
      name: 'Night Train',
      type: 'narrative',
      role: 'owner',
      sample: false,
      archived: false,
      scenes: 0,
      shots: 0,
      members: [{ id: owner.id, name: 'Owner' }],
    })
    expect(bodyOf(await owner.call('GET', `/api/projects/${id}/documents`))).toEqual([
      { id: scriptId, kind: 'script', timelineId, sceneId: null, targetDocumentId: null },
      ...['assets', 'beats', 'brief', 'treatment'].map(kind => ({
        id: expect.any(String),
        kind,
        timelineId,
        sceneId: null,
        targetDocumentId: null,
      })),
      ...Array.from({ length: 5 }, () => ({
        id: expect.any(String),
        kind: 'comments',
        timelineId,
        sceneId: null,
        targetDocumentId: expect.any(String),
      })),
    ])
    expect(bodyOf(await owner.call('GET', `/api/projects/${id}/scenes`))).toEqual([])
  })

  test('the type of a project may be named as people say it', async () => {
    for (const [said, type] of [
      ['narrative short film', 'narrative'],
      ['Short', 'narrative'],
      ['trailer', 'narrative'],
      ['ad', 'commercial'],
      ['podcast', 'audio'],
      [undefined, 'narrative'],
    ] as const) {
      const { id } = z
        .object({ id: z.string() })
        .parse(bodyOf(await owner.call('POST', '/api/projects', { name: 'P', type: said })))
      expect(bodyOf(await owner.call('GET', `/api/projects/${id}`))).toMatchObject({ type })
    }
    const unknown = await owner.call('POST', '/api/projects', { name: 'P', type: 'opera' })
    expect(unknown.status).toBe(400)
    expect(unknown.body).toMatchObject({
      error: { message: expect.stringContaining('Choose narrative, commercial, audio') },
    })
  })

  test('a project without a name is refused and not made', async () => {
    const before = (await cards(owner)).length
    for (const name of ['', '   ', 'x'.repeat(201), 7, undefined])
      expect((await owner.call('POST', '/api/projects', { name })).status).toBe(400)
    expect(await cards(owner)).toHaveLength(before)
  })

  test('renaming and archiving show on the card, and archiving can be undone', async () => {
    const { id } = await createProject(owner)
    const patch = async (body: unknown) => bodyOf(await owner.call('PATCH', `/api/projects/${id}`, body))
    expect(await patch({ name: '  Other name ' })).toMatchObject({ name: 'Other name', archived: false })
    expect(await patch({ archived: true })).toMatchObject({ name: 'Other name', archived: true })
    expect(await patch({ archived: false })).toMatchObject({ archived: false })
  })
})
