import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditRow, madeInvitation, madeShareLink } from '../../../shared/core/api/people.ts'
import {
  addMember,
  bodyOf,
  createProject,
  signUp,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let owner: TestPerson
let friend: TestPerson
let projectId: string
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
  friend = await signUp(server, 'Friend')
})
afterAll(() => server.stop())
beforeEach(async () => {
  projectId = (await createProject(owner)).id
})

const audit = async (by = owner, query = '') =>
  auditRow.array().parse(bodyOf(await by.call('GET', `/api/projects/${projectId}/audit${query}`)))

describe('the log of who changed rights', () => {
  test('has every change, newest first, with who did it and to whom', async () => {
    const at = `/api/projects/${projectId}`
    await addMember(owner, projectId, friend, 'viewer')
    await addMember(owner, projectId, friend, 'admin')
    await addMember(owner, projectId, friend, 'admin')
    const invitation = madeInvitation.parse(bodyOf(await friend.call('POST', `${at}/invitations`, { role: 'editor' })))
    const guest = await signUp(server, 'Guest')
    bodyOf(await guest.call('POST', '/api/invitations/enter', { secret: invitation.link?.split('#')[1] }))
    const other = madeInvitation.parse(bodyOf(await friend.call('POST', `${at}/invitations`, { role: 'viewer' })))
    bodyOf(await friend.call('DELETE', `${at}/invitations/${other.invitation.id}`), 204)
    const link = madeShareLink.parse(bodyOf(await owner.call('POST', `${at}/links`, { role: 'viewer', name: 'Press' })))
    const reader = await signUp(server, 'Reader')
    bodyOf(await reader.call('POST', '/api/links/enter', { secret: link.link.split('#')[1] }))
    bodyOf(await owner.call('DELETE', `${at}/links/${link.shareLink.id}`), 204)
    bodyOf(await friend.call('DELETE', `${at}/members/${guest.id}`), 204)
    bodyOf(await owner.call('POST', `${at}/transfer`, { userId: friend.id }))
    bodyOf(await owner.call('DELETE', `${at}/members/${owner.id}`), 204)
    const rows = await audit(friend)
    expect(
      rows.map(({ actor, action, subject, detail }) => [actor, action, subject, detail.before, detail.role]),
    ).toEqual([
      ['Owner', 'member.left', 'Owner', 'admin', undefined],
      ['Owner', 'project.transferred', 'Friend', 'admin', 'owner'],
      ['Friend', 'member.removed', 'Guest', 'editor', undefined],
      ['Owner', 'link.revoked', 'Press', undefined, undefined],
      ['Reader', 'link.opened', 'Press', undefined, 'viewer'],
      ['Owner', 'link.made', 'Press', undefined, 'viewer'],
      ['Friend', 'invitation.revoked', 'by link', undefined, undefined],
      ['Friend', 'invitation.made', 'by link', undefined, 'viewer'],
      ['Guest', 'invitation.accepted', 'by link', undefined, 'editor'],
      ['Friend', 'invitation.made', 'by link', undefined, 'editor'],
      ['Owner', 'member.changed', 'Friend', 'viewer', 'admin'],
      ['Owner', 'member.added', 'Friend', undefined, 'viewer'],
      ['Owner', 'project.made', 'Owner', undefined, 'owner'],
    ])
  })

  test('has nothing of a change that was refused', async () => {
    await addMember(owner, projectId, friend, 'admin')
    const before = await audit()
    await friend.call('POST', `/api/projects/${projectId}/members`, { userId: owner.id, role: 'viewer' })
    await owner.call('DELETE', `/api/projects/${projectId}/members/${owner.id}`)
    expect(await audit()).toEqual(before)
  })

  test('can be neither changed nor shortened, not even in the database', async () => {
    const { sql } = server.platform
    await expect(sql`update audit_log set actor_name = 'Nobody'`).rejects.toThrow('append-only')
    await expect(sql`delete from audit_log`).rejects.toThrow('append-only')
    await expect(sql`truncate audit_log`).rejects.toThrow('append-only')
  })

  test('is read page by page', async () => {
    for (let i = 0; i < 101; i++) await addMember(owner, projectId, friend, i % 2 === 0 ? 'viewer' : 'editor')
    const first = await audit()
    expect(first).toHaveLength(100)
    const rest = await audit(owner, `?before=${first.at(-1)?.id}`)
    expect(rest).toHaveLength(2)
    expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(102)
  })
})
