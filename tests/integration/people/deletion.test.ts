import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditRow, organisationRow } from '../../../shared/core/api/people.ts'
import {
  addMember,
  bodyOf,
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
let owner: TestPerson
let friend: TestPerson
let project: TestProject
let at: string
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
  friend = await signUp(server, 'Friend')
})
afterAll(() => server.stop())
beforeEach(async () => {
  project = await createProject(owner, 'Night Ferry')
  const made = organisationRow.parse(bodyOf(await owner.call('POST', '/api/organisations', { name: 'Ferry Films' })))
  at = `/api/organisations/${made.id}`
  bodyOf(await owner.call('PATCH', `/api/projects/${project.id}`, { organisationId: made.id }))
})

const give = async (who: TestPerson, role: string) =>
  bodyOf(await owner.call('POST', `${at}/members`, { userId: who.id, role }))
const said = (rows: unknown) =>
  auditRow
    .array()
    .parse(rows)
    .map(({ actor, action, subject }) => [actor, action, subject])

describe('deleting an organisation', () => {
  test('keeps its projects with their own owners and members, and lets out who was in by it alone, within 5 s', async () => {
    const member = await signUp(server, 'Member')
    await addMember(owner, project.id, member, 'viewer')
    await give(friend, 'editor')
    await give(member, 'editor')
    const [out, stays] = [
      await syncClient(server, project.scriptId, friend),
      await syncClient(server, project.scriptId, member),
    ]
    expect((await owner.call('DELETE', at)).status).toBe(204)
    await eventually(
      () => out.closed,
      closed => closed?.code === 4403,
      5,
    )
    expect((await friend.call('GET', `/api/projects/${project.id}`)).status).toBe(404)
    expect(bodyOf(await member.call('GET', `/api/projects/${project.id}`))).toMatchObject({ role: 'viewer' })
    expect(bodyOf(await owner.call('GET', `/api/projects/${project.id}`))).toMatchObject({
      role: 'owner',
      organisationId: null,
    })
    // the reader that stays is told that it may only read now
    await eventually(
      () => stays.provider.authorizedScope,
      scope => scope === 'readonly',
    )
    expect(stays.closed).toBeNull()
    for (const client of [out, stays]) client.stop()
    expect(bodyOf(await owner.call('GET', '/api/organisations'))).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ id: at.split('/').at(-1) })]),
    )
    expect(said(bodyOf(await owner.call('GET', `/api/projects/${project.id}/audit`)))[0]).toEqual([
      'Owner',
      'project.left-organisation',
      'Ferry Films',
    ])
    expect(said(bodyOf(await owner.call('GET', '/api/account/audit')))[0]).toEqual([
      'Owner',
      'organisation.deleted',
      'Ferry Films',
    ])
  })

  test('is an owner’s alone; of two at the same moment one does it', async () => {
    const stranger = await signUp(server, 'Stranger')
    await give(friend, 'admin')
    expect((await friend.call('DELETE', at)).status).toBe(403)
    expect((await stranger.call('DELETE', at)).status).toBe(404)
    expect(bodyOf(await owner.call('GET', `${at}/members`))).toHaveLength(2)
    const both = await Promise.all([owner.call('DELETE', at), owner.call('DELETE', at)])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404])
  })

  test('waits for a project that has no owner of its own', async () => {
    const { sql } = server.platform
    await sql`update project_members set role = 'admin' where project_id = ${project.id}`
    expect(await owner.call('DELETE', at)).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('“Night Ferry”') } },
    })
    expect(bodyOf(await owner.call('GET', `${at}/members`))).toHaveLength(1)
  })
})

describe('the log of an organisation', () => {
  test('tells its admins who came, went and changed, and which projects did', async () => {
    await give(friend, 'editor')
    await give(friend, 'admin')
    bodyOf(await owner.call('DELETE', `${at}/members/${friend.id}`), 204)
    bodyOf(await owner.call('PATCH', `/api/projects/${project.id}`, { organisationId: null }))
    const rows = bodyOf(await owner.call('GET', `${at}/audit`))
    expect(said(rows)).toEqual([
      ['Owner', 'project.left-organisation', 'Ferry Films'],
      ['Owner', 'organisation.member-removed', 'Friend'],
      ['Owner', 'organisation.member-changed', 'Friend'],
      ['Owner', 'organisation.member-added', 'Friend'],
      ['Owner', 'project.joined-organisation', 'Ferry Films'],
      ['Owner', 'organisation.made', 'Owner'],
    ])
    expect(auditRow.array().parse(rows)[0]?.detail).toEqual({ project: 'Night Ferry' })
    expect((await friend.call('GET', `${at}/audit`)).status).toBe(404)
    await give(friend, 'editor')
    expect((await friend.call('GET', `${at}/audit`)).status).toBe(403)
  })
})

describe('the log of one’s own account', () => {
  test('has keys, passwords and sessions, of nobody else', async () => {
    const ada = await signUp(server, 'Ada')
    const key = bodyOf(await ada.call('POST', '/api/account/keys', { name: 'Backup' })) as { apiKey: { id: string } }
    bodyOf(await ada.call('DELETE', `/api/account/keys/${key.apiKey.id}`), 204)
    expect(said(bodyOf(await ada.call('GET', '/api/account/audit')))).toEqual([
      ['Ada', 'key.revoked', 'Backup'],
      ['Ada', 'key.made', 'Backup'],
    ])
    expect(JSON.stringify(bodyOf(await friend.call('GET', '/api/account/audit')))).not.toContain('Backup')
  })
})
