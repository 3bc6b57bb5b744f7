import { execFileSync } from 'node:child_process'
import type { Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cookieFrom, eventually, freePort } from './factories.ts'
import { createTestDatabase } from './postgres.ts'
import { openStartPlace, type StartPlace, type Supervisor, started } from './supervisor.ts'

let place: StartPlace
let dataDir: string
let port: number
beforeAll(async () => {
  place = await openStartPlace()
  ;({ dataDir, port } = place)
})
afterAll(async () => {
  await place.stop()
  await place.remove()
})

const ready = () =>
  fetch(`http://127.0.0.1:${port}/api/ready`).then(
    response => response.status,
    () => 0,
  )

interface Running {
  pid: number
  parent: number
  command: string
}
const processes = (): Running[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' })
    .split('\n')
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(match => match !== null)
    .map(([, pid, parent, command]) => ({ pid: Number(pid), parent: Number(parent), command: command ?? '' }))
const childOf = (supervisor: Supervisor, module: string): Running | undefined =>
  processes().find(({ parent, command }) => parent === supervisor.child.pid && command.includes(module))
const databases = (): Running[] => processes().filter(({ command }) => command.includes(join(dataDir, 'postgres')))

describe('npm start', { timeout: 90_000 }, () => {
  test('the first start makes everything and prints an address that lets a visitor in by name', async () => {
    const supervisor = place.start()
    const address = await started(supervisor)
    expect(address.origin).toBe(`http://127.0.0.1:${port}`)
    expect(address.pathname).toBe('/join')
    expect(await ready()).toBe(200)
    expect(await (await fetch(address)).text()).toContain('<div id="root">')

    const joined = await fetch(new URL('/api/local/join', address), {
      method: 'POST',
      body: JSON.stringify({ key: address.searchParams.get('key'), name: 'Ada' }),
    })
    expect(joined.status).toBe(201)
    const cookie = cookieFrom(joined.headers)
    const projects = await (await fetch(new URL('/api/projects', address), { headers: { cookie } })).json()
    expect(z.array(z.object({ sample: z.boolean() })).parse(projects)).toMatchObject([{ sample: true }])

    for (const secret of ['auth-secret', 'local-key', 'postgres.json'])
      expect((await stat(join(dataDir, secret))).mode & 0o077).toBe(0)

    const second = place.start({ PORT: String(await freePort()) })
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(/running on .* already \(process \d+\)\. Stop that one, or set DATA_DIR/)

    supervisor.child.kill('SIGTERM')
    expect(await supervisor.ended).toBe(0)
    expect(databases()).toEqual([])
    expect(await readFile(join(dataDir, 'lock'), 'utf8').catch(() => 'gone')).toBe('gone')
  })

  describe('again', () => {
    let supervisor: Supervisor
    let address: URL
    let made: Stats
    beforeAll(async () => {
      await place.stop()
      made = await stat(join(dataDir, 'postgres/data/PG_VERSION'))
      supervisor = place.start()
      address = await started(supervisor)
    }, 90_000)

    test('has the same key, builds nothing and makes no other database', async () => {
      expect(address.searchParams.get('key')).toBe((await readFile(join(dataDir, 'local-key'), 'utf8')).trim())
      expect(supervisor.output()).not.toContain('Building')
      expect((await stat(join(dataDir, 'postgres/data/PG_VERSION'))).ino).toBe(made.ino)
    })

    test('a killed server process and a killed worker come back', async () => {
      for (const module of ['server/main.ts', 'jobs/main.ts']) {
        const before = childOf(supervisor, module)
        if (!before) throw new Error(`${module} does not run`)
        process.kill(before.pid, 'SIGKILL')
        const after = await eventually(
          () => childOf(supervisor, module),
          child => child !== undefined && child.pid !== before.pid,
        )
        expect(after?.pid).not.toBe(before.pid)
        await eventually(ready, status => status === 200)
      }
      expect(supervisor.output()).toMatch(/The server ended \(SIGKILL\); starting it again/)
    })

    test('a killed database comes back too', async () => {
      const [before] = databases().filter(({ parent }) => parent === supervisor.child.pid)
      if (!before) throw new Error('no database')
      process.kill(before.pid, 'SIGKILL')
      await eventually(
        () => supervisor.output(),
        text => text.includes('The database ended; starting it again'),
      )
      await eventually(
        async () => `${await ready()} ${supervisor.output()}`,
        text => text.startsWith('200'),
        45,
      )
    })

    test('when the supervisor itself is killed its processes end, and the next start recovers', async () => {
      const children = await eventually(
        () => [childOf(supervisor, 'server/main.ts'), childOf(supervisor, 'jobs/main.ts')],
        both => !both.includes(undefined),
      )
      supervisor.child.kill('SIGKILL')
      await supervisor.ended
      await eventually(
        () => processes().filter(({ pid }) => children.some(child => child?.pid === pid)),
        left => left.length === 0,
        20,
      )
      supervisor = place.start()
      await started(supervisor)
      expect(await ready()).toBe(200)
      expect(databases().filter(({ parent }) => parent === supervisor.child.pid)).toHaveLength(1)
    })

    test('Ctrl+C stops everything, whoever else hears it', async () => {
      for (const module of ['server/main.ts', 'jobs/main.ts']) {
        const child = childOf(supervisor, module)
        if (child) process.kill(child.pid, 'SIGINT')
      }
      supervisor.child.kill('SIGINT')
      expect(await supervisor.ended).toBe(0)
      expect(databases()).toEqual([])
    })
  })

  test('with DATABASE_URL set nobody joins by name, and sessions outlive a restart', async () => {
    await place.stop()
    const env = { DATABASE_URL: await createTestDatabase() }
    const account = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }
    const first = place.start(env)
    const address = await started(first)
    expect(address.href).toBe(`http://127.0.0.1:${port}/`)
    expect(databases()).toEqual([])
    const signedUp = await fetch(new URL('/api/auth/sign-up/email', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(account),
    })
    const cookie = cookieFrom(signedUp.headers)
    await place.stop()
    await started(place.start(env))
    const session = await (await fetch(new URL('/api/session', address), { headers: { cookie } })).json()
    expect(session).toMatchObject({ user: { name: 'Ada' }, local: false })
  })
})

describe('a start that cannot succeed ends with a sentence', () => {
  beforeAll(() => place.stop())

  const failure = async (env: Record<string, string>): Promise<string> => {
    const supervisor = place.start(env)
    expect(await supervisor.ended).toBe(1)
    return supervisor.output()
  }

  test('when the port is taken', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(port, '127.0.0.1', resolve))
    expect(await failure({})).toMatch(new RegExp(`Port ${port} on 127.0.0.1 is taken.* set PORT`))
    await new Promise(resolve => other.close(resolve))
  })

  test('when settings are wrong: every one of them', async () => {
    const output = await failure({ PORT: 'http', LOG_LEVEL: 'loud' })
    expect(output).toMatch(/2 mistake/)
    expect(output).toMatch(/PORT:/)
    expect(output).toMatch(/LOG_LEVEL:/)
  })

  test('when DATA_DIR cannot be a folder', async () => {
    expect(await failure({ DATA_DIR: join(import.meta.filename, 'data') })).toMatch(/cannot be used.*Set DATA_DIR/)
  })

  test('when no database answers at DATABASE_URL', async () => {
    const nobody = await freePort()
    const output = await failure({ DATABASE_URL: `postgres://a:b@127.0.0.1:${nobody}/c` })
    expect(output).toMatch(/No database answers/)
  })
})
