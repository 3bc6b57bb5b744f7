import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '../../../shared/core/access.ts'
import {
  addMember,
  createProject,
  fountainForm,
  importFountain,
  personWith,
  signUp,
  startTestServer,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

type Who = Role | 'stranger' | 'nobody'

let server: TestServer
let project: TestProject
let jobId: string
const people = new Map<Who, TestPerson>()

beforeAll(async () => {
  server = await startTestServer()
  const owner = await signUp(server, 'Owner')
  project = await importFountain(owner, 'INT. KITCHEN - DAY\n\nAda pours tea.\n')
  people.set('owner', owner)
  for (const role of ROLES.filter(name => name !== 'owner')) {
    const person = await signUp(server, role)
    await addMember(owner, project.id, person, role)
    people.set(role, person)
  }
  people.set('stranger', await signUp(server, 'Stranger'))
  people.set('nobody', personWith(server, ''))
  const { sql } = server.platform
  jobId = 'job-of-the-project'
  await sql`
    insert into jobs (id, project_id, timeline_id, document_id, agent, key, state, input)
    values (${jobId}, ${project.id}, ${project.timelineId}, ${project.scriptId}, 'breakdown', 'k', 'done', '{}')`
})
afterAll(() => server.stop())

interface Route {
  method: string
  path: string
  /** The least role that gets through; what it answers then. */
  least: Role
  status: number
  body?: () => unknown
}

/** Every route that is about one project, with the least role that may use it. */
const routes = (): Route[] => [
  { method: 'GET', path: `/api/projects/${project.id}`, least: 'viewer', status: 200 },
  { method: 'GET', path: `/api/projects/${project.id}/documents`, least: 'viewer', status: 200 },
  { method: 'GET', path: `/api/projects/${project.id}/scenes`, least: 'viewer', status: 200 },
  { method: 'GET', path: `/api/projects/${project.id}/members`, least: 'viewer', status: 200 },
  { method: 'GET', path: `/api/projects/${project.id}/agents`, least: 'viewer', status: 200 },
  { method: 'GET', path: `/api/projects/${project.id}/jobs`, least: 'viewer', status: 200 },
  { method: 'GET', path: `/api/projects/${project.id}/export?format=fountain`, least: 'viewer', status: 200 },
  { method: 'GET', path: `/api/documents/${project.scriptId}`, least: 'viewer', status: 200 },
  { method: 'GET', path: `/api/documents/${project.scriptId}/authors`, least: 'viewer', status: 200 },
  { method: 'GET', path: `/api/jobs/${jobId}`, least: 'viewer', status: 200 },
  {
    method: 'POST',
    path: '/api/sync/token',
    least: 'viewer',
    status: 200,
    body: () => ({ documentId: project.scriptId }),
  },
  {
    method: 'GET',
    path: `/api/projects/${project.id}/invitations`,
    least: 'admin',
    status: 200,
  },
  {
    method: 'POST',
    path: `/api/projects/${project.id}/invitations`,
    least: 'admin',
    status: 201,
    body: () => ({ role: 'viewer' }),
  },
  { method: 'DELETE', path: `/api/projects/${project.id}/invitations/none`, least: 'admin', status: 404 },
  { method: 'GET', path: `/api/projects/${project.id}/links`, least: 'admin', status: 200 },
  {
    method: 'POST',
    path: `/api/projects/${project.id}/links`,
    least: 'admin',
    status: 201,
    body: () => ({ role: 'viewer' }),
  },
  { method: 'DELETE', path: `/api/projects/${project.id}/links/none`, least: 'admin', status: 404 },
  { method: 'GET', path: `/api/projects/${project.id}/audit`, least: 'admin', status: 200 },
  {
    method: 'POST',
    path: `/api/projects/${project.id}/transfer`,
    least: 'owner',
    status: 404,
    body: () => ({ userId: 'nobody-at-all' }),
  },
  { method: 'POST', path: `/api/jobs/${jobId}/retry`, least: 'editor', status: 409 },
  { method: 'POST', path: `/api/jobs/${jobId}/cancel`, least: 'editor', status: 200 },
  { method: 'POST', path: `/api/projects/${project.id}/agents/nonsense`, least: 'editor', status: 404 },
  {
    method: 'POST',
    path: `/api/projects/${project.id}/import`,
    least: 'editor',
    status: 409,
    body: () => fountainForm('INT. A - DAY\n\nB.'),
  },
  {
    method: 'PATCH',
    path: `/api/projects/${project.id}`,
    least: 'admin',
    status: 200,
    body: () => ({ name: 'Renamed' }),
  },
  {
    method: 'POST',
    path: `/api/projects/${project.id}/members`,
    least: 'admin',
    status: 404,
    body: () => ({ email: 'none@example.com', role: 'viewer' }),
  },
  { method: 'DELETE', path: `/api/projects/${project.id}/members/nobody-at-all`, least: 'admin', status: 404 },
  {
    method: 'PATCH',
    path: `/api/projects/${project.id}`,
    least: 'owner',
    status: 200,
    body: () => ({ archived: false }),
  },
]

const everybody: Who[] = [...ROLES, 'stranger', 'nobody']

describe('who may do what', () => {
  test.each(everybody)('%s, on every route', async who => {
    const person = people.get(who)
    if (!person) throw new Error(`no ${who}`)
    for (const { method, path, least, status, body } of routes()) {
      const answer = await person.call(method, path, body?.())
      const role = ROLES.find(name => name === who)
      const expected =
        who === 'nobody' ? 401 : role === undefined ? 404 : ROLES.indexOf(role) < ROLES.indexOf(least) ? 403 : status
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: expected })
      if (answer.status >= 400) expect(answer.body).toMatchObject({ error: { message: expect.stringMatching(/\.$/) } })
    }
  })

  test('a stranger cannot tell a project that exists from one that does not', async () => {
    const stranger = people.get('stranger')
    for (const { method, path, body } of routes()) {
      const real = await stranger?.call(method, path, body?.())
      const unreal = await stranger?.call(
        method,
        path.replaceAll(project.id, 'no-such').replaceAll(project.scriptId, 'no-such').replaceAll(jobId, 'no-such'),
        body?.(),
      )
      if (path !== '/api/sync/token') expect(unreal?.body).toEqual(real?.body)
    }
  })

  test('nobody sees the projects of others in their list', async () => {
    const stranger = people.get('stranger')
    const answer = await stranger?.call('GET', '/api/projects')
    expect(JSON.stringify(answer?.body)).not.toContain(project.id)
  })

  test('only admins of a project learn whether an e-mail has an account', async () => {
    const owner = people.get('owner')
    const stranger = people.get('stranger')
    const other = await createProject(await signUp(server, 'Other'))
    for (const email of [owner?.email, 'none@example.com'])
      expect(
        (await stranger?.call('POST', `/api/projects/${other.id}/members`, { email, role: 'viewer' }))?.status,
      ).toBe(404)
    const asked = await owner?.call('POST', `/api/projects/${project.id}/members`, {
      email: 'none@example.com',
      role: 'viewer',
    })
    expect(asked?.body).toMatchObject({
      error: { code: 'no-account', message: expect.stringContaining('none@example.com') },
    })
  })
})
