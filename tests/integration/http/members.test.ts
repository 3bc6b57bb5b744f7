import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '../../../shared/core/access.ts'
import { EDITOR_VERSION } from '../../../shared/core/editorVersion.ts'
import {
  addMember,
  bodyOf,
  createProject,
  eventually,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let owner: TestPerson
let friend: TestPerson
let projectId: string
let scriptId: string
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
  friend = await signUp(server, 'Friend')
})
afterAll(() => server.stop())
beforeEach(async () => {
  const project = await createProject(owner)
  projectId = project.id
  scriptId = project.scriptId
})

const set = (by: TestPerson, who: Partial<TestPerson>, role: Role) =>
  by.call('POST', `/api/projects/${projectId}/members`, { email: who.email, userId: who.id, role })
const remove = (by: TestPerson, who: TestPerson) => by.call('DELETE', `/api/projects/${projectId}/members/${who.id}`)

describe('members of a project', () => {
  test('the owner adds an account by e-mail, in any case, and it sees the project', async () => {
    expect((await friend.call('GET', `/api/projects/${projectId}`)).status).toBe(404)
    const answer = await set(owner, { email: friend.email.toUpperCase() }, 'viewer')
    expect(answer.body).toContainEqual({
      userId: friend.id,
      name: 'Friend',
      email: friend.email,
      role: 'viewer',
      through: 'member',
      suspended: false,
    })
    expect(bodyOf(await friend.call('GET', `/api/projects/${projectId}`))).toMatchObject({ role: 'viewer' })
  })

  test('adding again changes the role; removing takes the project away', async () => {
    await addMember(owner, projectId, friend, 'viewer')
    await addMember(owner, projectId, friend, 'editor')
    expect(bodyOf(await friend.call('GET', `/api/projects/${projectId}`))).toMatchObject({ role: 'editor' })
    expect((await remove(owner, friend)).status).toBe(204)
    expect((await friend.call('GET', `/api/projects/${projectId}`)).status).toBe(404)
  })

  test('the last owner can neither leave nor step down, two owners can', async () => {
    expect((await remove(owner, owner)).body).toMatchObject({ error: { code: 'last-owner' } })
    expect((await set(owner, owner, 'editor')).body).toMatchObject({ error: { code: 'last-owner' } })
    await addMember(owner, projectId, friend, 'owner')
    expect((await remove(owner, owner)).status).toBe(204)
    expect((await remove(friend, friend)).body).toMatchObject({ error: { code: 'last-owner' } })
  })

  test('two owners who leave at the same moment do not leave the project without one', async () => {
    await addMember(owner, projectId, friend, 'owner')
    const answers = await Promise.all([remove(owner, owner), remove(friend, friend)])
    expect(answers.map(answer => answer.status).sort()).toEqual([204, 409])
  })

  test('an admin manages members but neither makes nor unmakes owners', async () => {
    const third = await signUp(server, 'Third')
    await addMember(owner, projectId, friend, 'admin')
    expect((await set(friend, third, 'editor')).status).toBe(201)
    expect((await set(friend, third, 'owner')).status).toBe(403)
    expect((await set(friend, owner, 'viewer')).status).toBe(403)
    expect((await remove(friend, owner)).status).toBe(403)
    expect((await remove(friend, third)).status).toBe(204)
  })

  test('anybody may leave', async () => {
    await addMember(owner, projectId, friend, 'viewer')
    expect((await remove(friend, friend)).status).toBe(204)
  })

  test('an unknown role or nobody named is refused', async () => {
    expect(
      (await owner.call('POST', `/api/projects/${projectId}/members`, { userId: friend.id, role: 'king' })).status,
    ).toBe(400)
    expect((await owner.call('POST', `/api/projects/${projectId}/members`, { role: 'viewer' })).status).toBe(400)
  })

  test('a removed member loses the open socket with a named code', async () => {
    await addMember(owner, projectId, friend, 'editor')
    const client = await syncClient(server, scriptId, friend)
    expect((await remove(owner, friend)).status).toBe(204)
    const closed = await eventually(
      () => client.closed,
      value => value !== null,
    )
    expect(closed?.code).toBe(4403)
    client.stop()
    await expect(syncClient(server, scriptId, friend)).rejects.toThrow(/refused|closed/)
  })

  test('a token opens the document without a cookie', async () => {
    const answer = await owner.call('POST', '/api/sync/token', { documentId: scriptId })
    const { token } = answer.body as { token: string }
    const client = await syncClient(server, scriptId, { token })
    expect(client.doc.getMap('meta').get('schema')).toBe(EDITOR_VERSION)
    client.stop()
  })
})
