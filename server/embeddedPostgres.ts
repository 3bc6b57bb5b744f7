import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { runnablePrograms, type ServiceAccount, serviceAccount } from './postgresPrograms.ts'
import { commandOf } from './processes.ts'

/** The account inside the database. Its password is random per cluster, and only the loopback is listened on. */
const USER = 'aiuteur'
const READY_WITHIN_MS = 300_000
const CLEAR_WITHIN_MS = 30_000

export interface ClusterOptions {
  /** A folder of its own for the cluster. The service account must be able to reach it (see {@link reachable}). */
  home: string
  /** Where Postgres writes its log; truncated at every start. */
  logFile: string
  password: string
  /** The port it had last time; another is taken when this one is in use. */
  port?: number
  /** More settings of postgresql.conf, such as {fsync: 'off'} for tests. */
  settings?: Record<string, string>
}

export interface Cluster {
  port: number
  url(database: string): string
  /** Resolves when Postgres ends, asked or not. */
  ended: Promise<void>
  /** Fast shutdown: open transactions are rolled back, what was committed stays. */
  stop(): Promise<void>
}

/** The address of a database of a cluster that runs on this machine. */
export const clusterUrl = (password: string, port: number, database: string): string =>
  `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`

export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError'
  readonly code = 'embedded-postgres'
}

const mayPass = ({ uid, gid, mode }: { uid: number; gid: number; mode: number }, account: ServiceAccount): boolean =>
  ((uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode) & 1) === 1

/**
 * May the account that Postgres runs as pass through `path` and every folder above it? Always, unless we are root. A
 * folder of root's own at `path` is opened to that account's group, for passing through only.
 */
export async function reachable(path: string): Promise<boolean> {
  const account = await serviceAccount()
  if (account === null) return true
  const own = await stat(path)
  if (own.uid === 0 && !mayPass(own, account)) {
    await chown(path, own.uid, account.gid)
    await chmod(path, (own.mode & 0o707) | 0o010)
  }
  for (let folder = path; ; folder = dirname(folder)) {
    if (!mayPass(await stat(folder), account)) return false
    if (folder === dirname(folder)) return true
  }
}

async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', error => (wanted === 0 ? reject(error) : resolve(freePort())))
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : wanted))
    })
  })
}

const tail = async (file: string): Promise<string> =>
  (await readFile(file, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-6).join('\n')

/** A new cluster: UTF-8, and an order of text that is the same on every machine. */
async function initialise(programs: string, account: ServiceAccount | null, data: string, password: string) {
  const passwordFile = `${data}.password`
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account) await chown(passwordFile, account.uid, account.gid)
  try {
    const ran = spawnSync(
      join(programs, 'bin/initdb'),
      [
        `--pgdata=${data}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--no-locale',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...account, cwd: dirname(data), encoding: 'utf8' },
    )
    if (ran.status !== 0)
      throw new EmbeddedPostgresError(`The database could not be made in ${data}: ${ran.error?.message ?? ran.stderr}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

interface LockFile {
  pid: number
  port: number
  ready: boolean
}

/** postmaster.pid: process id, folder, start time, port, socket folder, address, shared memory, state. */
async function readLockFile(data: string): Promise<LockFile | null> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : null
}

/**
 * Ends the Postgres that a killed supervisor left running, and removes a lock file whose process id now belongs to
 * something else (usual after a container restart). A dead one's lock file is left to Postgres, which knows more about
 * it. The caller holds the lock of DATA_DIR.
 */
async function clearRemains(data: string): Promise<void> {
  const left = await readLockFile(data)
  const command = left && commandOf(left.pid)
  if (!left || !command) return
  if (!command.includes(data)) return rm(join(data, 'postmaster.pid'), { force: true })
  process.kill(left.pid, 'SIGINT')
  for (let waited = 0; commandOf(left.pid)?.includes(data); waited += 20) {
    if (waited > 20_000)
      throw new EmbeddedPostgresError(`A database of an earlier run (process ${left.pid}) does not stop. End it first.`)
    await wait(20)
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** Is it ready? False when it ended first. Recovery after a crash takes as long as it takes. */
async function becomesReady(child: ChildProcess, data: string): Promise<boolean> {
  for (let waited = 0; waited < READY_WITHIN_MS; waited += 15) {
    const lock = await readLockFile(data)
    if (lock?.pid === child.pid && lock?.ready) return true
    if (hasEnded(child)) return false
    await wait(15)
  }
  child.kill('SIGQUIT')
  return false
}

/** The processes of a database that was killed need a moment to notice; until then their memory is in the way. */
const isStillClearing = (log: string): boolean => log.includes('pre-existing shared memory block')

/** One attempt to run Postgres. Null: the remains of a killed one are still in the way. */
async function launch(command: string, args: string[], spawnOptions: SpawnOptions, data: string, logFile: string) {
  const log = await open(logFile, 'w', 0o600)
  const child = spawn(command, args, { ...spawnOptions, stdio: ['ignore', log.fd, log.fd] })
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const ready = await becomesReady(child, data).finally(() => log.close())
  if (ready) return { child, ended }
  const words = await tail(logFile)
  if (isStillClearing(words)) return null
  throw new EmbeddedPostgresError(`The database in ${data} did not start. Its log says:\n${words}`)
}

/** Makes the cluster beside its place and moves it there, so that a start that was cut off leaves no half of one. */
async function makeCluster(programs: string, account: ServiceAccount | null, home: string, password: string) {
  const fresh = join(home, 'data.new')
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { recursive: true, mode: 0o700 })
  if (account) {
    await chown(home, account.uid, account.gid)
    await chown(fresh, account.uid, account.gid)
  }
  await initialise(programs, account, fresh, password)
  await rename(fresh, join(home, 'data'))
}

/**
 * Starts the Postgres 18 that came with npm, making its cluster on the first run. It is a process group of its own, so
 * that Ctrl+C reaches the supervisor first and the servers drain before their database goes.
 */
export async function startPostgres(options: ClusterOptions): Promise<Cluster> {
  const { home, logFile, password } = options
  const data = join(home, 'data')
  await mkdir(home, { recursive: true })
  const made = await stat(data).catch(() => null)
  const account = made && process.getuid?.() === 0 ? { uid: made.uid, gid: made.gid } : await serviceAccount()
  const programs = await runnablePrograms(account, home)
  if (made) await clearRemains(data)
  else await makeCluster(programs, account, home, password)

  const port = await freePort(options.port)
  const settings = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC' }
  const flags = Object.entries({ ...settings, ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const run = () =>
    launch(
      join(programs, 'bin/postgres'),
      ['-D', data, ...flags],
      { ...account, cwd: data, detached: true },
      data,
      logFile,
    )
  let running = await run()
  for (let waited = 0; running === null && waited < CLEAR_WITHIN_MS; waited += 250) {
    await wait(250)
    running = await run()
  }
  if (running === null)
    throw new EmbeddedPostgresError(`Processes of an earlier database still use ${data}. End them and start again.`)
  const { child, ended } = running
  return {
    port,
    url: database => clusterUrl(password, port, database),
    ended,
    async stop() {
      if (!hasEnded(child)) child.kill('SIGINT')
      await ended
    },
  }
}
