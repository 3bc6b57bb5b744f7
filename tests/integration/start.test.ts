import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cookieFrom, eventually, freePort } from './factories.ts'
import { createTestDatabase } from './postgres.ts'

/** `npm start` as people run it: the supervisor in a process of its own, on a folder of its own. */

const root = join(import.meta.dirname, '../..')
let dataDir: string
let port: number
const running = new Set<ChildProcess>()

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'start-'))
  port = await freePort()
})
afterEach(async () => {
  await Promise.all([...running].map(child => end(child)))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

interface Supervisor {
  child: ChildProcess
  output(): string
  /** The exit code, once it ends. */
  ended: Promise<number | null>
}

function start(env: Record<string, string> = {}): Supervisor {
  const { DATABASE_URL: _, LOCAL_MODE: __, ...inherited } = process.env
  const child = spawn(process.execPath, ['server/start.ts'], {
    cwd: root,
    env: { ...inherited, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', ...env },
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += String(data)))
  const ended = new Promise<number | null>(resolve =>
    child.once('close', code => {
      running.delete(child)
      resolve(code)
    }),
  )
  return { child, output: () => output, ended }
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise(resolve => child.once('close', resolve))
  child.kill(signal)
  await closed
}

/** Waits for the printed address; fails at once, with all output, when the supervisor ends before. */
async function started(supervisor: Supervisor): Promise<URL> {
  const output = await eventually(
    () => supervisor.output(),
    text => /Open +http/.test(text) || supervisor.child.exitCode !== null,
    90,
  )
  const address = /Open +(http\S+)/.exec(output)?.[1]
  if (address === undefined) throw new Error(`It did not start:\n${output}`)
  return new URL(address)
}

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
    const supervisor = start()
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

    const second = start({ PORT: String(await freePort()) })
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(/running on .* already \(process \d+\)\. Stop that one, or set DATA_DIR/)

    supervisor.child.kill('SIGTERM')
    expect(await supervisor.ended).toBe(0)
    expect(databases()).toEqual([])
    expect(await readFile(join(dataDir, 'lock'), 'utf8').catch(() => 'gone')).toBe('gone')
  })

  test('the second start is ready within five seconds, with the same key', async () => {
    const before = Date.now()
    const supervisor = start()
    const address = await started(supervisor)
    expect(Date.now() - before).toBeLessThan(5_000)
    expect(address.searchParams.get('key')).toBe((await readFile(join(dataDir, 'local-key'), 'utf8')).trim())
  })

  test('a killed server process and a killed worker come back', async () => {
    const supervisor = start()
    await started(supervisor)
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
    const supervisor = start()
    await started(supervisor)
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
    const supervisor = start()
    await started(supervisor)
    const children = [childOf(supervisor, 'server/main.ts'), childOf(supervisor, 'jobs/main.ts')]
    await end(supervisor.child, 'SIGKILL')
    await eventually(
      () => processes().filter(({ pid }) => children.some(child => child?.pid === pid)),
      left => left.length === 0,
      20,
    )
    const next = start()
    await started(next)
    expect(await ready()).toBe(200)
    expect(databases().filter(({ parent }) => parent === next.child.pid)).toHaveLength(1)
  })

  test('with DATABASE_URL set nobody joins by name, and sessions outlive a restart', async () => {
    const env = { DATABASE_URL: await createTestDatabase() }
    const account = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }
    const first = start(env)
    const address = await started(first)
    expect(address.href).toBe(`http://127.0.0.1:${port}/`)
    expect(databases()).toEqual([])
    const signedUp = await fetch(new URL('/api/auth/sign-up/email', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(account),
    })
    const cookie = cookieFrom(signedUp.headers)
    await end(first.child)
    await started(start(env))
    const session = await (await fetch(new URL('/api/session', address), { headers: { cookie } })).json()
    expect(session).toMatchObject({ user: { name: 'Ada' }, local: false })
  })

  test('Ctrl+C stops everything, whoever else hears it', async () => {
    const supervisor = start()
    await started(supervisor)
    for (const module of ['server/main.ts', 'jobs/main.ts']) {
      const child = childOf(supervisor, module)
      if (child) process.kill(child.pid, 'SIGINT')
    }
    supervisor.child.kill('SIGINT')
    expect(await supervisor.ended).toBe(0)
    expect(databases()).toEqual([])
  })
})

describe('a start that cannot succeed ends with a sentence', () => {
  const failure = async (env: Record<string, string>): Promise<string> => {
    const supervisor = start(env)
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
    expect(await failure({ DATA_DIR: join(root, 'package.json', 'data') })).toMatch(/cannot be used.*Set DATA_DIR/)
  })

  test('when no database answers at DATABASE_URL', async () => {
    const nobody = await freePort()
    const output = await failure({ DATABASE_URL: `postgres://a:b@127.0.0.1:${nobody}/c` })
    expect(output).toMatch(/No database answers/)
  })
})
