import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '../../../shared/core/access.ts'
import { organisationRow } from '../../../shared/core/api/people.ts'
import { can } from '../../../shared/node/access.ts'
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
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
  friend = await signUp(server, 'Friend')
})
afterAll(() => server.stop())
beforeEach(async () => {
  project = await createProject(owner)
})

const roleOf = async (person: TestPerson): Promise<unknown> => {
  const answer = await person.call('GET', `/api/projects/${project.id}`)
  return answer.status === 404 ? null : (bodyOf(answer) as { role: Role }).role
}

describe('the one question', () => {
  test('is answered alike for a project, its documents and its jobs, and no for what does not exist', async () => {
    const { sql } = server.platform
    await addMember(owner, project.id, friend, 'editor')
    await sql`
      insert into jobs (id, project_id, timeline_id, document_id, agent, key, state, input)
      values (${`job ${project.id}`}, ${project.id}, ${project.timelineId}, ${project.scriptId}, 'rewrite', 'k', 'done', '{}')`
    for (const resource of [{ project: project.id }, { document: project.scriptId }, { job: `job ${project.id}` }]) {
      expect(await can(sql, friend.id, 'document.write', resource)).toBe(true)
      expect(await can(sql, friend.id, 'members.write', resource)).toBe(false)
      expect(await can(sql, 'nobody', 'project.read', resource)).toBe(false)
    }
    for (const resource of [{ project: 'x' }, { document: 'x' }, { job: 'x' }, { organisation: 'x' }])
      expect(await can(sql, owner.id, 'project.read', resource)).toBe(false)
  })
})

describe('handing a project over', () => {
  const hand = (by: TestPerson, to: TestPerson) =>
    by.call('POST', `/api/projects/${project.id}/transfer`, { userId: to.id })

  test('makes a member the owner and the owner an admin, who may then leave', async () => {
    await addMember(owner, project.id, friend, 'viewer')
    bodyOf(await hand(owner, friend))
    expect([await roleOf(owner), await roleOf(friend)]).toEqual(['admin', 'owner'])
    expect((await owner.call('DELETE', `/api/projects/${project.id}/members/${owner.id}`)).status).toBe(204)
    expect(await roleOf(owner)).toBeNull()
  })

  test('is the owner’s alone, to a member alone', async () => {
    await addMember(owner, project.id, friend, 'admin')
    expect((await hand(friend, friend)).status).toBe(403)
    expect((await hand(owner, await signUp(server, 'Stranger'))).body).toMatchObject({ error: { code: 'no-member' } })
    expect((await hand(owner, owner)).status).toBe(409)
    expect([await roleOf(owner), await roleOf(friend)]).toEqual(['owner', 'admin'])
  })
})

describe('a commenter', () => {
  test('reads a document live and changes nothing in it', async () => {
    await addMember(owner, project.id, friend, 'commenter')
    const [writer, reader] = [
      await syncClient(server, project.scriptId, owner),
      await syncClient(server, project.scriptId, friend),
    ]
    reader.doc.getMap('titlePage').set('Title', 'Mine')
    writer.doc.getMap('titlePage').set('Author', 'Owner')
    await eventually(
      () => reader.doc.getMap('titlePage').get('Author'),
      value => value === 'Owner',
    )
    expect(writer.doc.getMap('titlePage').get('Title')).toBeUndefined()
    for (const client of [writer, reader]) client.stop()
  })
})

describe('an organisation', () => {
  let organisation: string
  beforeEach(async () => {
    const made = await owner.call('POST', '/api/organisations', { name: 'Ferry Films' })
    organisation = organisationRow.parse(bodyOf(made)).id
  })
  const setRole = (by: TestPerson, who: TestPerson, role: Role) =>
    by.call('POST', `/api/organisations/${organisation}/members`, { userId: who.id, role })
  const remove = (by: TestPerson, who: TestPerson) =>
    by.call('DELETE', `/api/organisations/${organisation}/members/${who.id}`)
  const move = (by: TestPerson, to: string | null) =>
    by.call('PATCH', `/api/projects/${project.id}`, { organisationId: to })

  test('gives its members their role in its projects; the stronger of both counts', async () => {
    bodyOf(await setRole(owner, friend, 'editor'))
    expect(await roleOf(friend)).toBeNull()
    expect(bodyOf(await move(owner, organisation))).toMatchObject({ organisationId: organisation })
    expect(await roleOf(friend)).toBe('editor')
    await addMember(owner, project.id, friend, 'viewer')
    expect(await roleOf(friend)).toBe('editor')
    await addMember(owner, project.id, friend, 'admin')
    expect(await roleOf(friend)).toBe('admin')
    expect(bodyOf(await friend.call('GET', '/api/projects'))).toContainEqual(
      expect.objectContaining({ id: project.id, role: 'admin', organisationId: organisation }),
    )
  })

  test('takes access away with membership: the open socket closes within 5 s', async () => {
    bodyOf(await setRole(owner, friend, 'editor'))
    bodyOf(await move(owner, organisation))
    const client = await syncClient(server, project.scriptId, friend)
    expect((await remove(owner, friend)).status).toBe(204)
    const closed = await eventually(
      () => client.closed,
      value => value !== null,
      5,
    )
    expect(closed?.code).toBe(4403)
    client.stop()
    expect(await roleOf(friend)).toBeNull()
  })

  test('and so does taking the project out of it', async () => {
    bodyOf(await setRole(owner, friend, 'viewer'))
    bodyOf(await move(owner, organisation))
    const client = await syncClient(server, project.scriptId, friend)
    bodyOf(await move(owner, null))
    await eventually(
      () => client.closed,
      value => value?.code === 4403,
      5,
    )
    client.stop()
    expect(await roleOf(friend)).toBeNull()
  })

  test('is joined by a project only when its owner may add projects there', async () => {
    const stranger = await signUp(server, 'Stranger')
    await addMember(owner, project.id, friend, 'admin')
    expect((await move(friend, organisation)).status).toBe(403)
    const theirs = organisationRow.parse(
      bodyOf(await stranger.call('POST', '/api/organisations', { name: 'Theirs' })),
    ).id
    expect((await move(owner, theirs)).status).toBe(404)
    bodyOf(await stranger.call('POST', `/api/organisations/${theirs}/members`, { userId: owner.id, role: 'editor' }))
    expect((await move(owner, theirs)).status).toBe(403)
    expect(await roleOf(stranger)).toBeNull()
  })

  test('access that comes from it is not taken in the project, and the project keeps an owner of its own', async () => {
    bodyOf(await setRole(owner, friend, 'owner'))
    bodyOf(await move(owner, organisation))
    const at = `/api/projects/${project.id}/members`
    expect((await owner.call('DELETE', `${at}/${friend.id}`)).body).toMatchObject({
      error: { code: 'through-organisation' },
    })
    expect((await friend.call('DELETE', `${at}/${owner.id}`)).body).toMatchObject({ error: { code: 'last-owner' } })
  })

  test('keeps an owner, also when two leave at the same moment', async () => {
    expect((await remove(owner, owner)).body).toMatchObject({ error: { code: 'last-owner' } })
    bodyOf(await setRole(owner, friend, 'owner'))
    const answers = await Promise.all([remove(owner, owner), remove(friend, friend)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
  })

  test.each([
    ['viewer', 200, 403, 403],
    ['editor', 200, 403, 403],
    ['admin', 200, 200, 403],
    [null, 404, 404, 404],
  ] as const)('%s: reads members %i, renames %i, makes owners %i', async (role, reads, renames, makesOwners) => {
    const person = await signUp(server, 'Person')
    if (role) bodyOf(await setRole(owner, person, role))
    const at = `/api/organisations/${organisation}`
    expect((await person.call('GET', `${at}/members`)).status).toBe(reads)
    expect((await person.call('PATCH', at, { name: 'Renamed' })).status).toBe(renames)
    expect((await setRole(person, friend, 'owner')).status).toBe(makesOwners)
  })
})
