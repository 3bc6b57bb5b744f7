import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  addMember,
  createProject,
  eventually,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let ana: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
  project = await createProject(ana)
})
afterAll(() => server.stop())

it('shows admins what was moved out of a document and who wrote it, and nobody else', async () => {
  const [ed, sam] = [await signUp(server, 'Ed'), await signUp(server, 'Sam')]
  await addMember(ana, project.id, ed, 'editor')
  const { doc, stop } = await syncClient(server, project.scriptId, { cookie: ed.cookie })
  doc.getText('novel').insert(0, 'Once upon a time')
  const path = `/api/documents/${project.scriptId}/strays`
  const { body } = await eventually(
    () => ana.call('GET', path),
    answer => Array.isArray(answer.body) && answer.body.length > 0,
  )
  expect(body).toEqual([
    expect.objectContaining({
      path: ['novel'],
      content: expect.objectContaining({ list: ['Once upon a time'] }),
      userId: ed.id,
    }),
  ])
  await eventually(
    () => doc.getText('novel').length,
    length => length === 0,
  )
  stop()
  expect((await ed.call('GET', path)).status).toBe(403)
  expect((await sam.call('GET', path)).status).toBe(404)
})
