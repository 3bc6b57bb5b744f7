import { execFile } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { restore as restoreAccount, suspend as suspendAccount } from '../../../server/people/suspension.ts'
import {
  auditRow,
  madeApiKey,
  madeInvitation,
  madeShareLink,
  organisationRow,
} from '../../../shared/core/api/people.ts'
import { memberRow } from '../../../shared/core/api/schemas.ts'
import { can } from '../../../shared/node/access.ts'
import {
  addMember,
  bodyOf,
  cookieFrom,
  createProject,
  eventually,
  personWith,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

const REASON = 'Too many borrowed umbrellas'
const SUSPENDED = { error: { code: 'account-suspended', message: expect.stringContaining(REASON) } }

let server: TestServer
let owner: TestPerson
let eve: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
})
afterAll(() => server.stop())
beforeEach(async () => {
  eve = await signUp(server, 'Eve')
  project = await createProject(owner)
  await addMember(owner, project.id, eve, 'admin')
})

const suspend = (who = eve) => suspendAccount(server.platform.sql, who.email, REASON)
const restore = (who = eve) => restoreAccount(server.platform.sql, who.email)

const signIn = () =>
  personWith(server, '').call('POST', '/api/auth/sign-in/email', { email: eve.email, password: 'correct horse' })

describe('the command', () => {
  /** What whoever runs the server types, beside the server that runs. */
  const account = (...words: string[]): Promise<{ said: string; failed: boolean }> =>
    new Promise(resolve => {
      const env = { ...process.env, DATABASE_URL: server.databaseUrl }
      execFile(process.execPath, ['server/account.ts', ...words], { env }, (error, stdout, stderr) =>
        resolve({ said: (stdout + stderr).trim(), failed: error !== null }),
      )
    })

  test('suspends, restores and lists, and says when there is nothing to change', async () => {
    const address = eve.email.toUpperCase()
    expect((await account('suspend', address, ...REASON.split(' '))).said).toBe(`${address} is suspended now.`)
    expect(await account('suspend', eve.id)).toEqual({
      said: `${eve.id} was suspended already. Nothing was changed.`,
      failed: false,
    })
    expect((await account('list')).said).toMatch(new RegExp(`^${eve.email}  Eve .*${REASON}$`, 'm'))
    expect((await account('restore', eve.email)).said).toBe(`${eve.email} is not suspended now.`)
    for (const words of [['suspend', 'nobody@example.com'], ['restore', eve.email, 'why'], []])
      expect(await account(...words)).toMatchObject({ failed: true, said: expect.stringMatching(/suspend|no account/) })
    bodyOf(await eve.call('GET', '/api/projects'))
  })
})

describe('a suspended account', () => {
  test('gets in by no session, key or password, reads why, and has everything back afterwards', async () => {
    const { key } = madeApiKey.parse(bodyOf(await eve.call('POST', '/api/account/keys', { name: 'Backup' })))
    const byKey = { ...personWith(server, '') }
    const asProgram = () => byKey.call('GET', '/api/projects', undefined, { authorization: `Bearer ${key}` })
    await suspend()
    for (const [method, path, body] of [
      ['GET', '/api/projects'],
      ['GET', `/api/projects/${project.id}`],
      ['GET', '/api/account/sessions'],
      ['POST', '/api/auth/update-user', { name: 'Mallory' }],
      ['POST', '/api/sync/token', {}],
      ['POST', '/api/projects', { name: 'New', type: 'narrative' }],
    ] as const)
      expect(await eve.call(method, path, body)).toMatchObject({ status: 403, body: SUSPENDED })
    expect(await asProgram()).toMatchObject({ status: 403, body: SUSPENDED })
    expect(bodyOf(await eve.call('GET', '/api/session'))).toMatchObject({
      user: null,
      suspended: expect.stringContaining(REASON),
    })
    const refused = await signIn()
    expect(refused).toMatchObject({ status: 403, body: { message: expect.stringContaining(REASON) } })
    expect(refused.headers.getSetCookie()).toEqual([])
    const wrong = { email: eve.email, password: 'a guess' }
    expect(
      JSON.stringify((await personWith(server, '').call('POST', '/api/auth/sign-in/email', wrong)).body),
    ).not.toMatch(/suspended/i)

    await restore()
    expect(bodyOf(await eve.call('GET', `/api/projects/${project.id}`))).toMatchObject({ role: 'admin' })
    bodyOf(await asProgram())
    const back = await signIn()
    expect(bodyOf(await personWith(server, cookieFrom(back.headers)).call('GET', '/api/session'))).toMatchObject({
      user: { id: eve.id, name: 'Eve' },
    })
  })

  test('loses its open sockets within 5 s by a code that says why, and comes back in none', async () => {
    const { token } = bodyOf(await eve.call('POST', '/api/sync/token', {})) as { token: string }
    const [byCookie, byToken] = [
      await syncClient(server, project.scriptId, eve),
      await syncClient(server, project.scriptId, { token }),
    ]
    await suspend()
    for (const client of [byCookie, byToken])
      await eventually(
        () => client.closed,
        closed => closed?.code === 4410 && closed.reason === 'account-suspended',
        5,
      )
    for (const client of [byCookie, byToken]) client.stop()
    for (const credentials of [eve, { token }])
      await expect(syncClient(server, project.scriptId, credentials)).rejects.toThrow('account-suspended')
    await restore()
    ;(await syncClient(server, project.scriptId, eve)).stop()
  })

  test('has its event streams ended', async () => {
    const stream = await fetch(`${server.url}/api/projects/${project.id}/events`, { headers: { cookie: eve.cookie } })
    const over = stream.text()
    await suspend()
    expect(await over).toContain(': here')
  })

  test('has no role in projects and organisations, and asks for no agent', async () => {
    const { id } = bodyOf(await eve.call('POST', '/api/organisations', { name: 'Umbrellas' })) as { id: string }
    const { sql } = server.platform
    expect(await can(sql, eve.id, 'agent.run', { project: project.id })).toBe(true)
    await suspend()
    expect(await can(sql, eve.id, 'agent.run', { project: project.id })).toBe(false)
    expect(await can(sql, eve.id, 'organisation.read', { organisation: id })).toBe(false)
    const members = bodyOf(await owner.call('GET', `/api/projects/${project.id}/members`))
    expect(members).toContainEqual(expect.objectContaining({ userId: eve.id }))
    await restore()
    expect(await can(sql, eve.id, 'organisation.read', { organisation: id })).toBe(true)
  })

  test('is marked in the lists of members until it is restored, for members and nobody else', async () => {
    const organisation = bodyOf(await owner.call('POST', '/api/organisations', { name: 'Umbrellas' })) as { id: string }
    const lists = [`/api/projects/${project.id}/members`, `/api/organisations/${organisation.id}/members`] as const
    bodyOf(await owner.call('POST', lists[1], { email: eve.email, role: 'viewer' }))
    const marks = async (reader: TestPerson, list: string) =>
      memberRow
        .array()
        .parse(bodyOf(await reader.call('GET', list)))
        .filter(({ userId }) => userId === eve.id || userId === owner.id)
        .map(({ name, suspended }) => [name, suspended])
    const marked = (suspended: boolean) => [
      ['Owner', false],
      ['Eve', suspended],
    ]
    for (const list of lists) expect(await marks(owner, list)).toEqual(marked(false))
    const link = madeShareLink.parse(
      bodyOf(await owner.call('POST', `/api/projects/${project.id}/links`, { role: 'viewer' })),
    )
    const guest = await signUp(server, 'Guest')
    bodyOf(await guest.call('POST', '/api/links/enter', { secret: link.link.split('#')[1] }))
    const stranger = await signUp(server, 'Stranger')

    await suspend()
    for (const list of lists) {
      expect(await marks(owner, list)).toEqual(marked(true))
      const refused = await stranger.call('GET', list)
      expect(refused.status).toBe(404)
      expect(JSON.stringify(refused.body)).not.toMatch(/suspended/i)
    }
    expect(await marks(guest, lists[0])).toEqual(marked(false))
    await restore()
    for (const list of lists) expect(await marks(owner, list)).toEqual(marked(false))
  })

  test('opens nothing to others: its links and invitations are dead until it is restored', async () => {
    const at = `/api/projects/${project.id}`
    const link = madeShareLink.parse(bodyOf(await eve.call('POST', `${at}/links`, { role: 'viewer' })))
    const invitation = madeInvitation.parse(bodyOf(await eve.call('POST', `${at}/invitations`, { role: 'editor' })))
    const secret = link.link.split('#')[1]
    const guest = await signUp(server, 'Guest')
    bodyOf(await guest.call('POST', '/api/links/enter', { secret }))
    const client = await syncClient(server, project.scriptId, guest)
    await suspend()
    await eventually(
      () => client.closed,
      closed => closed?.code === 4403,
      5,
    )
    client.stop()
    expect((await guest.call('GET', at)).status).toBe(404)
    const late = await signUp(server, 'Late')
    const invited = invitation.link?.split('#')[1]
    for (const [path, given] of [
      ['links', secret],
      ['invitations', invited],
    ] as const)
      for (const act of ['look', 'enter'])
        expect((await late.call('POST', `/api/${path}/${act}`, { secret: given })).status).toBe(404)
    await restore()
    expect(bodyOf(await guest.call('GET', at))).toMatchObject({ role: 'viewer' })
    expect(bodyOf(await late.call('POST', '/api/invitations/enter', { secret: invited }))).toMatchObject({
      role: 'editor',
    })
  })

  test('finds in its own log afterwards who did it and why', async () => {
    await suspend()
    await restore()
    const rows = auditRow.array().parse(bodyOf(await eve.call('GET', '/api/account/audit')))
    expect(rows).toMatchObject([
      { actor: 'Whoever runs this server', action: 'account.restored', subject: 'Eve' },
      { actor: 'Whoever runs this server', action: 'account.suspended', subject: 'Eve', detail: { reason: REASON } },
    ])
  })
})

describe('an owner', () => {
  test('who alone can act stays: neither leaves to somebody suspended nor hands over to them', async () => {
    const base = `/api/projects/${project.id}`
    bodyOf(await owner.call('POST', `${base}/members`, { userId: eve.id, role: 'owner' }))
    await suspend()
    expect((await owner.call('DELETE', `${base}/members/${owner.id}`)).body).toMatchObject({
      error: { code: 'last-owner' },
    })
    bodyOf(await owner.call('POST', `${base}/members`, { userId: eve.id, role: 'admin' }))
    for (const [path, body] of [
      [`${base}/transfer`, { userId: eve.id }],
      [`${base}/members`, { userId: eve.id, role: 'owner' }],
    ] as const)
      expect((await owner.call('POST', path, body)).body).toMatchObject({ error: { code: 'owner-suspended' } })
    await restore()
    bodyOf(await owner.call('POST', `${base}/transfer`, { userId: eve.id }))
  })

  test('of an organisation, too', async () => {
    const made = await owner.call('POST', '/api/organisations', { name: 'Umbrellas' })
    const { id } = organisationRow.parse(bodyOf(made))
    const give = (role: string) => owner.call('POST', `/api/organisations/${id}/members`, { userId: eve.id, role })
    bodyOf(await give('owner'))
    await suspend()
    expect((await owner.call('DELETE', `/api/organisations/${id}/members/${owner.id}`)).body).toMatchObject({
      error: { code: 'last-owner' },
    })
    bodyOf(await give('editor'))
    expect((await give('owner')).body).toMatchObject({ error: { code: 'owner-suspended' } })
  })
})
