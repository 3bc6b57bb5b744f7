import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKeyRow, madeApiKey, sessionRow } from '../../../shared/core/api/people.ts'
import { syncToken } from '../../../shared/core/api/schemas.ts'
import {
  bodyOf,
  cookieFrom,
  createProject,
  eventually,
  personWith,
  type SyncClient,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestServer,
} from '../factories.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'

const PASSWORD = 'correct horse'

let mailbox: Mailbox
let server: TestServer
let nobody: TestPerson
beforeAll(async () => {
  mailbox = await openMailbox()
  server = await startTestServer({ env: { SMTP_URL: mailbox.url, TRUST_PROXY: '1' } })
  nobody = personWith(server, '')
})
afterAll(async () => {
  await server.stop()
  await mailbox.stop()
})

const signIn = (email: string, password: string, from = '203.0.113.1') =>
  nobody.call('POST', '/api/auth/sign-in/email', { email, password }, { 'x-forwarded-for': from })
async function anotherBrowser(person: TestPerson): Promise<TestPerson> {
  const answer = await nobody.call('POST', '/api/auth/sign-in/email', { email: person.email, password: PASSWORD })
  return personWith(server, cookieFrom(answer.headers), person)
}
const sessions = async (person: TestPerson) =>
  sessionRow.array().parse(bodyOf(await person.call('GET', '/api/account/sessions')))
const closed = (client: SyncClient) =>
  eventually(
    () => client.closed,
    value => value !== null,
    5,
  )

describe('a forgotten password', () => {
  const ask = (email: string) => nobody.call('POST', '/api/account/password/forgotten', { email })
  const reset = (token: string, newPassword: string) =>
    nobody.call('POST', '/api/account/password/reset', { token, newPassword })

  test('is replaced by a link that works once, and signs out everywhere', async () => {
    const ada = await signUp(server, 'Ada')
    const { scriptId } = await createProject(ada)
    const client = await syncClient(server, scriptId, ada)
    await ask(ada.email)
    const token = await eventually(
      () => mailbox.secret(ada.email, 'reset-password'),
      secret => secret !== null,
    )
    expect((await reset(token ?? '', 'short')).status).toBe(400)
    expect((await reset(token ?? '', 'a new password')).status).toBe(204)
    expect((await reset(token ?? '', 'another password')).body).toMatchObject({ error: { code: 'link-gone' } })
    expect(await closed(client)).toMatchObject({ code: 4401 })
    client.stop()
    expect((await ada.call('GET', '/api/projects')).status).toBe(401)
    expect((await signIn(ada.email, PASSWORD)).status).toBe(401)
    expect((await signIn(ada.email, 'a new password')).status).toBe(200)
    const { sql } = server.platform
    expect(await sql`select 1 from audit_log where actor_id = ${ada.id} and action = 'password.changed'`).toHaveLength(
      1,
    )
  })

  test('the link is good for an hour, and other links end with the one that was used', async () => {
    const ada = await signUp(server, 'Ada')
    const { sql } = server.platform
    const next = async () => {
      const before = mailbox.mails.length
      await ask(ada.email)
      await eventually(
        () => mailbox.mails.length,
        count => count > before,
      )
      return mailbox.secret(ada.email, 'reset-password') ?? ''
    }
    const [first, second] = [await next(), await next()]
    const [longest] = await sql<{ left: number }[]>`
      select extract(epoch from max("expiresAt") - now())::float8 as left from verification where value = ${ada.id}`
    expect(longest?.left).toBeGreaterThan(3500)
    expect(longest?.left).toBeLessThanOrEqual(3600)
    expect(JSON.stringify(await sql`select * from verification`)).not.toContain(second)
    expect((await reset(first, 'a new password')).status).toBe(204)
    expect((await reset(second, 'yet another one')).status).toBe(404)
    const third = await next()
    await sql`update verification set "expiresAt" = now() - interval '1 second'`
    expect((await reset(third, 'a late password')).status).toBe(404)
  })

  test('the answer is the same whether the account exists, and only so many links are sent', async () => {
    const ada = await signUp(server, 'Ada')
    const [known, unknown] = [await ask(ada.email), await ask('nobody@example.com')]
    expect(known.status).toBe(202)
    expect(unknown).toMatchObject({ status: known.status, body: known.body })
    for (const email of [ada.email, 'nobody@example.com']) {
      await ask(email)
      await ask(email)
      const refused = await ask(email.toUpperCase())
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000)
    }
    expect(mailbox.mails.filter(({ to }) => to.includes('nobody@example.com'))).toEqual([])
  })

  test('a server without SMTP says that it cannot help, whoever asks', async () => {
    const silent = await startTestServer({ databaseUrl: server.databaseUrl })
    const there = personWith(silent, '')
    const ada = await signUp(server, 'Ada')
    for (const email of [ada.email, 'nobody@example.com'])
      expect(await there.call('POST', '/api/account/password/forgotten', { email })).toMatchObject({
        status: 409,
        body: { error: { code: 'no-mail' } },
      })
    await silent.stop()
  })
})

describe('signing in', () => {
  test('fails five times for an account from an address; then even the right password waits', async () => {
    const ada = await signUp(server, 'Ada')
    for (let i = 0; i < 5; i++) expect((await signIn(ada.email, 'wrong wrong')).status).toBe(401)
    const sixth = await signIn(ada.email.toUpperCase(), PASSWORD)
    expect(sixth.status).toBe(429)
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(800)
    expect(Number(sixth.headers.get('retry-after'))).toBeLessThanOrEqual(900)
    // neither another address nor another account suffers
    expect((await signIn(ada.email, PASSWORD, '203.0.113.2')).status).toBe(200)
    expect((await signIn((await signUp(server, 'Ben')).email, PASSWORD)).status).toBe(200)
    await server.platform.sql`update throttles set resets_at = now()`
    expect((await signIn(ada.email, PASSWORD)).status).toBe(200)
  })

  test('a hundred guesses at the same moment are five', async () => {
    const ada = await signUp(server, 'Ada')
    const guesses = Array.from({ length: 18 }, () => signIn(ada.email, 'wrong wrong', '203.0.113.77'))
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter(status => status === 401)).toHaveLength(5)
    expect(statuses.filter(status => status === 429)).toHaveLength(13)
  })

  test('success forgets the mistakes before it', async () => {
    const ada = await signUp(server, 'Ada')
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 4; i++) expect((await signIn(ada.email, 'wrong wrong', '203.0.113.3')).status).toBe(401)
      expect((await signIn(ada.email, PASSWORD, '203.0.113.3')).status).toBe(200)
    }
  })
})

describe('sessions', () => {
  test('are listed without their secrets, and one can be ended: its socket closes, the others stay', async () => {
    const here = await signUp(server, 'Ada')
    const there = await anotherBrowser(here)
    const { scriptId } = await createProject(here)
    const [mine, theirs] = [await syncClient(server, scriptId, here), await syncClient(server, scriptId, there)]
    const list = await sessions(here)
    expect(list.map(({ current }) => current).sort()).toEqual([false, true])
    const tokens = await server.platform.sql<{ token: string }[]>`select token from session where "userId" = ${here.id}`
    for (const { token } of tokens) expect(JSON.stringify(list)).not.toContain(token)

    const id = list.find(({ current }) => !current)?.id ?? ''
    expect((await (await signUp(server, 'Eve')).call('DELETE', `/api/account/sessions/${id}`)).status).toBe(404)
    expect((await here.call('DELETE', `/api/account/sessions/${id}`)).status).toBe(204)
    expect(await closed(theirs)).toEqual({ code: 4401, reason: 'sign-in-needed' })
    expect((await there.call('GET', '/api/projects')).status).toBe(401)
    expect((await here.call('GET', '/api/projects')).status).toBe(200)
    expect(mine.closed).toBeNull()
    for (const client of [mine, theirs]) client.stop()
  })

  test('signing out closes the open socket, also one that a token of that session opened', async () => {
    const ada = await signUp(server, 'Ada')
    const { scriptId } = await createProject(ada)
    const { token } = syncToken.parse(bodyOf(await ada.call('POST', '/api/sync/token', {})))
    const clients = [await syncClient(server, scriptId, ada), await syncClient(server, scriptId, { token })]
    expect((await ada.call('POST', '/api/auth/sign-out', {})).status).toBe(200)
    for (const client of clients) {
      expect(await closed(client)).toMatchObject({ code: 4401 })
      client.stop()
    }
    await expect(syncClient(server, scriptId, { token })).rejects.toThrow(/sign-in-needed|4401/)
  })

  test('one that ends takes its event streams along, also when nobody says a word about the project', async () => {
    const ada = await signUp(server, 'Ada')
    const { id } = await createProject(ada)
    const stream = await fetch(`${server.url}/api/projects/${id}/events`, { headers: { cookie: ada.cookie } })
    const reader = stream.body?.getReader()
    const over = (async () => {
      while ((await reader?.read())?.done === false);
      return true
    })()
    expect((await ada.call('POST', '/api/auth/sign-out', {})).status).toBe(200)
    const late = new Promise(resolve => setTimeout(resolve, 5_000, 'still open').unref())
    expect(await Promise.race([over, late])).toBe(true)
  })

  test('one that ends by the clock closes its socket within 5 s', async () => {
    const ada = await signUp(server, 'Ada')
    const { scriptId } = await createProject(ada)
    const client = await syncClient(server, scriptId, ada)
    await server.platform.sql`
      update session set "expiresAt" = now() + interval '300 milliseconds' where "userId" = ${ada.id}`
    expect(await closed(client)).toMatchObject({ code: 4401 })
    client.stop()
  })

  test('end everywhere else with a change of password, which needs the present one', async () => {
    const here = await signUp(server, 'Ada')
    const there = await anotherBrowser(here)
    const change = (currentPassword: string) =>
      here.call('POST', '/api/account/password', { currentPassword, newPassword: 'a new password' })
    expect((await change('not this one')).body).toMatchObject({ error: { code: 'wrong-password' } })
    expect((await there.call('GET', '/api/projects')).status).toBe(200)
    expect((await change(PASSWORD)).status).toBe(204)
    expect((await there.call('GET', '/api/projects')).status).toBe(401)
    expect((await here.call('GET', '/api/projects')).status).toBe(200)
    expect(await sessions(here)).toHaveLength(1)
  })

  test('all others can be ended at once', async () => {
    const here = await signUp(server, 'Ada')
    const there = [await anotherBrowser(here), await anotherBrowser(here)]
    expect(bodyOf(await here.call('DELETE', '/api/account/sessions'))).toEqual({ ended: 2 })
    for (const other of there) expect((await other.call('GET', '/api/projects')).status).toBe(401)
  })
})

describe('an API key', () => {
  const withKey = (key: string): TestPerson => {
    const caller = personWith(server, '')
    return {
      ...caller,
      call: (method, path, body) => caller.call(method, path, body, { authorization: `Bearer ${key}` }),
    }
  }
  const make = async (person: TestPerson, body: unknown = { name: 'Backup' }) =>
    madeApiKey.parse(bodyOf(await person.call('POST', '/api/account/keys', body)))

  test('acts as its person, is shown once and stored nowhere', async () => {
    const ada = await signUp(server, 'Ada')
    const { id: projectId } = await createProject(ada)
    const { apiKey, key } = await make(ada)
    const program = withKey(key)
    expect(bodyOf(await program.call('GET', '/api/session'))).toMatchObject({ user: { id: ada.id } })
    expect(bodyOf(await program.call('GET', `/api/projects/${projectId}`))).toMatchObject({ role: 'owner' })
    const listed = apiKeyRow.array().parse(bodyOf(await ada.call('GET', '/api/account/keys')))
    expect(listed).toMatchObject([{ id: apiKey.id, name: 'Backup', lastUsedAt: expect.any(String) }])
    expect(JSON.stringify(listed)).not.toContain(key)
    expect(JSON.stringify(await server.platform.sql`select * from api_keys`)).not.toContain(key)
  })

  test('makes no keys, ends no sessions and changes no password', async () => {
    const program = withKey((await make(await signUp(server, 'Ada'))).key)
    for (const [method, path, body] of [
      ['POST', '/api/account/keys', { name: 'More' }],
      ['GET', '/api/account/keys', undefined],
      ['GET', '/api/account/sessions', undefined],
      ['DELETE', '/api/account/sessions', undefined],
      ['POST', '/api/account/password', { currentPassword: PASSWORD, newPassword: 'a new password' }],
    ] as const)
      expect(await program.call(method, path, body)).toMatchObject({
        status: 403,
        body: { error: { code: 'session-needed' } },
      })
  })

  test('is refused when revoked, and the socket that it opened is closed within 5 s', async () => {
    const ada = await signUp(server, 'Ada')
    const { scriptId } = await createProject(ada)
    const { apiKey, key } = await make(ada)
    const program = withKey(key)
    const { token } = syncToken.parse(bodyOf(await program.call('POST', '/api/sync/token', { documentId: scriptId })))
    const client = await syncClient(server, scriptId, { token })
    expect((await (await signUp(server, 'Eve')).call('DELETE', `/api/account/keys/${apiKey.id}`)).status).toBe(404)
    expect((await ada.call('DELETE', `/api/account/keys/${apiKey.id}`)).status).toBe(204)
    expect(await closed(client)).toMatchObject({ code: 4401 })
    client.stop()
    expect((await program.call('GET', '/api/projects')).status).toBe(401)
  })

  test('ends when its days are over, and what is no key is nobody, cookie or not', async () => {
    const ada = await signUp(server, 'Ada')
    const { apiKey, key } = await make(ada, { name: 'For a day', days: 1 })
    expect(apiKey.expiresAt).not.toBeNull()
    expect((await withKey(key).call('GET', '/api/projects')).status).toBe(200)
    await server.platform.sql`update api_keys set expires_at = now() where id = ${apiKey.id}`
    for (const wrong of [key, 'aiuteur_nonsense', 'x'])
      expect((await ada.call('GET', '/api/projects', undefined, { authorization: `Bearer ${wrong}` })).status).toBe(401)
  })
})
