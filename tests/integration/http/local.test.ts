import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { projectCard } from '../../../shared/core/api/schemas.ts'
import { connect } from '../../../shared/node/database.ts'
import {
  bodyOf,
  cookieFrom,
  createProject,
  LOCAL_KEY,
  personWith,
  signUp,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../factories.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer({ local: true })
})
afterEach(() => server.stop())

const asked = (name: string, key = LOCAL_KEY, headers: Record<string, string> = {}) =>
  personWith(server, '').call('POST', '/api/local/join', { key, name }, headers)
async function join(name: string): Promise<TestPerson> {
  const answer = await asked(name)
  const { user } = z
    .object({ user: z.object({ id: z.string(), name: z.string(), email: z.string() }) })
    .parse(bodyOf(answer))
  return personWith(server, cookieFrom(answer.headers), user)
}
const cards = async (person: TestPerson) =>
  z.array(projectCard).parse(bodyOf(await person.call('GET', '/api/projects')))

/** fetch sets Host itself; a rebound name needs the plain client. */
function joinUnderHost(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ key: LOCAL_KEY, name: 'Eve' })
    const asking = request(
      {
        port: server.port,
        host: '127.0.0.1',
        path: '/api/local/join',
        method: 'POST',
        headers: { host, 'content-type': 'application/json' },
      },
      response => {
        response.resume()
        resolve(response.statusCode ?? 0)
      },
    )
    asking.once('error', reject)
    asking.end(body)
  })
}

describe('joining by the printed URL', () => {
  test('the first visitor owns the sample project, later ones edit it', async () => {
    const first = await join('Ada')
    const second = await join('Bo')
    const [[own], [theirs]] = [await cards(first), await cards(second)]
    expect(own).toMatchObject({ sample: true, role: 'owner' })
    expect(theirs).toMatchObject({ id: own?.id, role: 'editor' })
    expect(await cards(second)).toHaveLength(1)
  })

  test('eight first visitors at once make one sample project', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, (_, n) => join(`Visitor ${n}`)))
    const roles = (await Promise.all(people.map(cards))).map(([card]) => card?.role).sort()
    expect(roles.filter(role => role === 'owner')).toHaveLength(1)
    expect(new Set((await Promise.all(people.map(cards))).flat().map(card => card.id)).size).toBe(1)
  })

  test('what a visitor makes later is shared with every visitor, and with nobody else', async () => {
    const first = await join('Ada')
    const second = await join('Bo')
    const account = await signUp(server, 'Carol')
    const { id } = await createProject(first, 'Together')
    const own = await createProject(account, 'Private')
    const third = await join('Dee')
    expect((await cards(second)).find(card => card.id === id)?.role).toBe('editor')
    expect((await cards(third)).find(card => card.id === id)?.role).toBe('editor')
    expect((await account.call('GET', `/api/projects/${id}`)).status).toBe(404)
    expect((await first.call('GET', `/api/projects/${own.id}`)).status).toBe(404)
  })

  test('the session lasts, says the name, and has no address that anybody could write to', async () => {
    const ada = await join('Ada')
    expect(bodyOf(await ada.call('GET', '/api/session'))).toEqual({
      user: { id: ada.id, name: 'Ada', email: '' },
      local: true,
      mail: false,
      administrator: true,
    })
    expect(bodyOf(await ada.call('GET', '/api/account/sessions'))).toMatchObject([
      { current: true, address: '127.0.0.1', browser: expect.any(String) },
    ])
  })

  test('no password opens the account of a visitor, not even what is kept in its place', async () => {
    const ada = await join('Ada')
    const sql = connect(server.databaseUrl, 1)
    const [row] = await sql`
      select u.email, a.password from "user" u join account a on a."userId" = u.id where u.id = ${ada.id}`
    await sql.end()
    const { email, password: kept } = z.object({ email: z.string(), password: z.string() }).parse(row)
    for (const password of [kept, `${kept} ${kept}`, 'correct horse', 'undefined'])
      expect((await personWith(server, '').call('POST', '/api/auth/sign-in/email', { email, password })).status).toBe(
        401,
      )
    const change = { currentPassword: kept.padEnd(8), newPassword: 'correct horse' }
    expect((await ada.call('POST', '/api/account/password', change)).status).toBe(403)
    expect(bodyOf(await ada.call('GET', '/api/session'))).toMatchObject({ user: { id: ada.id } })
  })

  test('joining again with a session is the same person; an account by e-mail joins as itself', async () => {
    const ada = await join('Ada')
    const again = bodyOf(await ada.call('POST', '/api/local/join', { key: LOCAL_KEY, name: 'Somebody else' }))
    expect(again).toMatchObject({ user: { id: ada.id, name: 'Ada' } })
    const carol = await signUp(server, 'Carol')
    bodyOf(await carol.call('POST', '/api/local/join', { key: LOCAL_KEY, name: 'Carol' }))
    expect((await cards(carol)).map(card => card.role).sort()).toEqual(['editor', 'owner'])
  })

  test('a wrong key, no name, a foreign Origin, a rebound Host and a proxy are refused', async () => {
    expect((await asked('Eve', 'a key that somebody guessed')).body).toMatchObject({ error: { code: 'wrong-key' } })
    expect((await asked('  ')).status).toBe(400)
    expect((await asked('Eve', LOCAL_KEY, { origin: 'http://evil.example' })).status).toBe(403)
    expect((await asked('Eve', LOCAL_KEY, { origin: `http://127.0.0.1:${server.port + 1}` })).status).toBe(403)
    expect((await asked('Eve', LOCAL_KEY, { 'x-forwarded-for': '10.0.0.1' })).status).toBe(403)
    expect((await asked('Eve', LOCAL_KEY, { forwarded: 'for=10.0.0.1' })).status).toBe(403)
    expect(await joinUnderHost(`evil.example:${server.port}`)).toBe(403)
    expect(await joinUnderHost(`localhost:${server.port}`)).toBe(201)
  })

  test('a server with accounts has no such door', async () => {
    const other = await startTestServer()
    const answer = await personWith(other, '').call('POST', '/api/local/join', { key: LOCAL_KEY, name: 'Eve' })
    expect(answer.status).toBe(404)
    await other.stop()
  })
})
