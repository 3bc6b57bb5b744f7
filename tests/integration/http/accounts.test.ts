import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, personWith, signUp, startTestServer, type TestServer } from '../factories.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ stillLimits: true, realPasswords: true })
})
afterAll(() => server.stop())

const account = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }

describe('accounts', () => {
  test('a program without Origin signs up and gets a session cookie that scripts cannot read', async () => {
    const answer = await personWith(server, '').call('POST', '/api/auth/sign-up/email', account)
    expect(answer.status).toBe(200)
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
  })

  test('signing in again gives the same account; a wrong password gives nothing', async () => {
    const stranger = personWith(server, '')
    const right = await stranger.call('POST', '/api/auth/sign-in/email', {
      email: account.email,
      password: account.password,
    })
    expect(right.body).toMatchObject({ user: { name: 'Ada' } })
    const wrong = await stranger.call('POST', '/api/auth/sign-in/email', {
      email: account.email,
      password: 'wrong wrong',
    })
    expect(wrong.status).toBe(401)
    expect(wrong.headers.getSetCookie()).toEqual([])
  })

  test('the session says who is asking, and nobody after signing out', async () => {
    const ada = await signUp(server, 'Ada')
    expect(bodyOf(await ada.call('GET', '/api/session'))).toEqual({
      user: { id: ada.id, name: 'Ada', email: ada.email },
      local: false,
      mail: false,
    })
    expect((await ada.call('POST', '/api/auth/sign-out', {})).status).toBe(200)
    expect(bodyOf(await ada.call('GET', '/api/session'))).toEqual({ user: null, local: false, mail: false })
  })

  test('a page of another site can neither sign anybody up nor change anything', async () => {
    const ada = await signUp(server, 'Ada')
    const foreign = { origin: 'https://evil.example' }
    for (const [path, body] of [
      ['/api/projects', { name: 'Taken over' }],
      ['/api/auth/sign-up/email', { ...account, email: 'x@example.com' }],
    ] as const) {
      const answer = await ada.call('POST', path, body, foreign)
      expect(answer.status).toBe(403)
      expect(answer.body).toMatchObject({ error: { code: 'foreign-origin' } })
    }
    expect((await ada.call('POST', '/api/projects', { name: 'Mine' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    )
    expect((await ada.call('POST', '/api/projects', { name: 'Mine' }, { origin: server.url })).status).toBe(201)
  })

  test('trying many accounts from one address is slowed down', async () => {
    // counted before the password is looked at: what it costs to compare twenty proves nothing here
    const quick = await startTestServer({ stillLimits: true })
    const stranger = personWith(quick, '')
    const guess = (n: number) =>
      stranger.call(
        'POST',
        '/api/auth/sign-in/email',
        { email: `somebody${n}@example.com`, password: 'not this one' },
        { 'x-forwarded-for': '203.0.113.9' },
      )
    const statuses: number[] = []
    for (let attempt = 0; attempt < 21; attempt++) statuses.push((await guess(attempt)).status)
    await quick.stop()
    expect(statuses.slice(0, 20)).not.toContain(429)
    expect(statuses.at(-1)).toBe(429)
  })

  test('nobody signs up under the address of a local visitor', async () => {
    const answer = await personWith(server, '').call('POST', '/api/auth/sign-up/email', {
      ...account,
      email: 'x@visitor.invalid',
    })
    expect(answer.status).toBe(400)
  })

  test('an account has a name that fits on a screen', async () => {
    for (const name of ['  ', 'x'.repeat(101)]) {
      const answer = await personWith(server, '').call('POST', '/api/auth/sign-up/email', {
        ...account,
        email: `n${name.length}@example.com`,
        name,
      })
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ message: expect.stringContaining('1 to 100 characters') })
    }
  })

  test('the tables have every column that better-auth asks for', async () => {
    const { getMigrations } = await import('better-auth/db/migration')
    const { default: pg } = await import('pg')
    const pool = new pg.Pool({ connectionString: server.databaseUrl })
    const { toBeCreated, toBeAdded } = await getMigrations({ database: pool })
    await pool.end()
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
  })
})

describe('what every answer carries', () => {
  test('pages may run only our own scripts, and nobody may frame them', async () => {
    const { headers } = await personWith(server, '').call('GET', '/')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('an unknown address of the API is a JSON 404, and answers are not cached', async () => {
    const answer = await personWith(server, '').call('GET', '/api/nothing/here')
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ error: { code: 'not-found' } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('health and readiness need no account', async () => {
    const stranger = personWith(server, '')
    expect((await stranger.call('GET', '/api/health')).status).toBe(200)
    expect(bodyOf(await stranger.call('GET', '/api/ready'))).toMatchObject({ ready: true, database: true, queue: true })
  })

  test('a body that is not JSON, or too large, is refused with a sentence', async () => {
    const ada = await signUp(server, 'Ada')
    const broken = await fetch(`${server.url}/api/projects`, {
      method: 'POST',
      headers: { cookie: ada.cookie },
      body: '{"name":',
    })
    expect(await broken.json()).toMatchObject({ error: { code: 'bad-json' } })
    const large = await ada.call('POST', '/api/projects', { name: 'x'.repeat(300_000) })
    expect(large.status).toBe(413)
  })
})
