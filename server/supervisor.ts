import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { addressOf, loadEnvFile, readSettings } from '../shared/node/config.ts'
import { connect } from '../shared/node/database.ts'
import { isLoopback } from '../shared/node/loopback.ts'
import { migrate } from '../shared/node/migrate.ts'
import { buildClient } from './buildClient.ts'
import { type SupervisedProcess, supervise } from './children.ts'
import { type DataDir, openDataDir } from './dataDir.ts'
import { explainFailure } from './failures.ts'
import { type LocalDatabase, startLocalDatabase } from './localDatabase.ts'

/** What `npm start` runs: database, migrations, client build, then a server and a worker, kept alive until it is told to stop. */

const started = Date.now()
const say = (message: string): void => console.log(message)
const moduleOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

let dir: DataDir | undefined
let database: LocalDatabase | undefined
const children: SupervisedProcess[] = []
let stopping: Promise<void> | undefined

/** Servers first, so that they make everything durable; then the database; then the folder is free for the next. */
async function shutDown(): Promise<void> {
  await Promise.all(children.map(child => child.stop()))
  await database?.stop()
  await dir?.release()
}

function stop(code: number): void {
  stopping ??= shutDown()
  void stopping.catch(error => console.error(explainFailure(error))).finally(() => process.exit(code))
}

/** Fails at once when the port is taken, rather than after a build. */
async function checkPort(port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

/** Starts the embedded database, and starts it again on the same port should it ever die. */
async function openDatabase(folder: DataDir): Promise<string> {
  const cluster = await startLocalDatabase(folder)
  database = cluster
  void cluster.ended.then(() => {
    if (stopping) return
    say('The database ended; starting it again.')
    openDatabase(folder).catch(fail)
  })
  return cluster.databaseUrl
}

async function migrateDatabase(url: string): Promise<void> {
  const sql = connect(url, 1)
  await migrate(sql).finally(() => sql.end({ timeout: 5 }))
}

async function main(): Promise<void> {
  loadEnvFile()
  const settings = readSettings(process.env)
  await checkPort(settings.PORT, settings.HOST)
  const folder = await openDataDir(settings.DATA_DIR)
  dir = folder

  const embedded = settings.DATABASE_URL === undefined
  const local = embedded && isLoopback(settings.HOST) && process.env.LOCAL_MODE !== '0'
  const [databaseUrl] = await Promise.all([
    settings.DATABASE_URL ?? openDatabase(folder),
    buildClient(() => say('Building the pages. This takes a few seconds, once per version.')),
  ])
  await migrateDatabase(databaseUrl)

  const key = local ? (settings.LOCAL_KEY ?? (await folder.secret('local-key'))) : ''
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: settings.AUTH_SECRET ?? (await folder.secret('auth-secret')),
    LOCAL_MODE: local ? '1' : '0',
    LOCAL_KEY: key,
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  }
  const server = supervise('server', moduleOf('./main.ts'), env, say)
  const worker = supervise('worker', moduleOf('../jobs/main.ts'), env, say)
  children.push(server, worker)
  await Promise.all([server.ready, worker.ready])

  const address = addressOf(settings)
  const lines = [
    ['Open', local ? `${address}/join?key=${key}` : address],
    ['Data', embedded ? folder.path : `${folder.path}, and the database in DATABASE_URL`],
    ...(database && !database.home.startsWith(folder.path) ? [['Database', database.home]] : []),
    ['Stop', 'Ctrl+C'],
  ]
  say(`\n  Aiuteur is ready after ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
  for (const [name = '', value = ''] of lines) say(`  ${name.padEnd(9)} ${value}`)
  say('')
}

function fail(error: unknown): void {
  if (stopping) return
  console.error(`\nAiuteur could not start. ${explainFailure(error)}\n`)
  stop(1)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (!stopping) say('Stopping.')
    stop(0)
  })
main().catch(fail)
