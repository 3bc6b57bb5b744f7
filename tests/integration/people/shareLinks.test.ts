import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { madeShareLink } from '../../../shared/core/api/people.ts'
import {
  bodyOf,
  createProject,
  eventually,
  personWith,
  type SyncClient,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let other: TestServer
let owner: TestPerson
let guest: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  other = await startTestServer({ databaseUrl: server.databaseUrl })
  owner = await signUp(server, 'Owner')
  guest = await signUp(server, 'Guest')
})
afterAll(async () => {
  await other.stop()
  await server.stop()
})
beforeEach(async () => {
  project = await createProject(owner)
})

async function share(body: unknown = { role: 'viewer' }) {
  const made = madeShareLink.parse(bodyOf(await owner.call('POST', `/api/projects/${project.id}/links`, body)))
  return { id: made.shareLink.id, secret: made.link.split('#')[1] ?? '' }
}
const open = (by: TestPerson, secret: string) => by.call('POST', '/api/links/enter', { secret })
const closedWithin5s = (client: SyncClient) =>
  eventually(
    () => client.closed,
    closed => closed !== null,
    5,
  )

describe('a share link', () => {
  test('opens the project to any number of people, with its role, and is nothing to look at for strangers', async () => {
    const { secret } = await share({ role: 'commenter', name: 'For the producers' })
    expect(bodyOf(await personWith(server, '').call('POST', '/api/links/look', { secret }))).toMatchObject({
      role: 'commenter',
      from: 'Owner',
    })
    expect((await open(personWith(server, ''), secret)).status).toBe(401)
    for (const person of [guest, await signUp(server, 'Second')]) {
      expect(bodyOf(await open(person, secret))).toEqual({ projectId: project.id, role: 'commenter' })
      expect(bodyOf(await person.call('GET', `/api/projects/${project.id}`))).toMatchObject({ role: 'commenter' })
    }
    expect(bodyOf(await owner.call('GET', `/api/projects/${project.id}/links`))).toMatchObject([
      { name: 'For the producers', people: 2, state: 'open' },
    ])
  })

  test('shows whoever came by it no e-mail address but their own', async () => {
    await open(guest, (await share()).secret)
    const seen = JSON.stringify(bodyOf(await guest.call('GET', `/api/projects/${project.id}/members`)))
    expect(seen).toContain(guest.email)
    expect(seen).not.toContain(owner.email)
  })

  test('cannot give the right to give rights', async () => {
    for (const role of ['admin', 'owner'])
      expect((await owner.call('POST', `/api/projects/${project.id}/links`, { role })).status).toBe(400)
  })

  test('closes the open sockets of its people within 5 s when it is revoked, also on another server', async () => {
    const { id, secret } = await share({ role: 'editor' })
    bodyOf(await open(guest, secret))
    const clients = [
      await syncClient(server, project.scriptId, guest),
      await syncClient(other, project.scriptId, guest),
    ]
    expect((await owner.call('DELETE', `/api/projects/${project.id}/links/${id}`)).status).toBe(204)
    for (const client of clients) {
      expect(await closedWithin5s(client)).toMatchObject({ code: 4403 })
      client.stop()
    }
    expect((await guest.call('GET', `/api/projects/${project.id}`)).status).toBe(404)
    expect((await open(guest, secret)).body).toMatchObject({ error: { code: 'link-gone' } })
  })

  test('ends by the clock: the open socket is closed within 5 s', async () => {
    const { id, secret } = await share({ role: 'viewer', days: 1 })
    bodyOf(await open(guest, secret))
    const client = await syncClient(server, project.scriptId, guest)
    const { sql } = server.platform
    // without the trigger that a revocation would fire: only the clock tells
    await sql.begin(async tx => {
      await tx`alter table share_links disable trigger share_link_changed`
      await tx`update share_links set expires_at = now() + interval '300 milliseconds' where id = ${id}`
      await tx`alter table share_links enable trigger share_link_changed`
    })
    expect(await closedWithin5s(client)).toMatchObject({ code: 4403 })
    client.stop()
    expect((await guest.call('GET', `/api/projects/${project.id}`)).status).toBe(404)
  })

  test('leaves those alone who have the project by other means', async () => {
    const { id, secret } = await share({ role: 'viewer' })
    expect(bodyOf(await open(owner, secret))).toEqual({ projectId: project.id, role: 'owner' })
    const client = await syncClient(server, project.scriptId, owner)
    bodyOf(await owner.call('DELETE', `/api/projects/${project.id}/links/${id}`), 204)
    await owner.call('GET', `/api/projects/${project.id}`)
    expect(client.closed).toBeNull()
    client.stop()
  })

  test('whoever came by it can be removed, and can leave', async () => {
    const { secret } = await share()
    for (const by of [owner, guest]) {
      bodyOf(await open(guest, secret))
      expect((await by.call('DELETE', `/api/projects/${project.id}/members/${guest.id}`)).status).toBe(204)
      expect((await guest.call('GET', `/api/projects/${project.id}`)).status).toBe(404)
    }
  })
})
