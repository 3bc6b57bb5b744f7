import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../server/embeddedPostgres.ts'
import { connect } from '../../shared/node/database.ts'
import { createLog } from '../../shared/node/log.ts'
import { migrate } from '../../shared/node/migrate.ts'
import { openBoss } from '../../shared/node/queues.ts'

const TEMPLATE = 'aiuteur_template'
const ADMIN_URL = 'AIUTEUR_TEST_POSTGRES'

/** Nothing outlives the run, and no database lives long enough to be vacuumed. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  jit: 'off',
  max_connections: '300',
}

/** One Postgres per run of the tests, with a migrated template database; gone with its folder at the end. */
export default async function setup(): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'aiuteur-tests-'))
  await chmod(home, 0o755)
  const cluster = await startPostgres({
    home,
    logFile: join(home, 'postgres.log'),
    password: randomBytes(18).toString('base64url'),
    settings: SETTINGS,
  })
  const admin = connect(cluster.url('postgres'), 1)
  await admin.unsafe(`create database ${TEMPLATE}`)
  await admin.end()
  const template = connect(cluster.url(TEMPLATE), 1)
  await migrate(template)
  await template.end()
  // pg-boss makes its tables when it starts, which takes longer than to copy them
  const boss = await openBoss(cluster.url(TEMPLATE), createLog('test', 'silent'))
  await boss.stop({ graceful: false })
  process.env[ADMIN_URL] = cluster.url('postgres')
  return async () => {
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}

/** A fresh database with every migration applied, or an empty one. Returns its URL; it goes when the run ends. */
export async function createTestDatabase({ empty = false } = {}): Promise<string> {
  const url = process.env[ADMIN_URL]
  if (url === undefined) throw new Error('Run with the vitest project `integration`: it starts the test Postgres.')
  const name = `test_${randomBytes(8).toString('hex')}`
  const admin = connect(url, 1)
  try {
    await admin.unsafe(`create database ${name} template ${empty ? 'template0' : TEMPLATE} strategy file_copy`)
  } finally {
    await admin.end()
  }
  return url.replace(/\/postgres$/, `/${name}`)
}
