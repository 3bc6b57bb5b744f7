import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../shared/core/ids.ts'
import { connect } from '../shared/node/database.ts'
import { type DataDir, DataDirError, readClusterFile, writeClusterFile } from './dataDir.ts'
import { type Cluster, clusterUrl, reachable, startPostgres } from './embeddedPostgres.ts'

const DATABASE = 'aiuteur'
/** Where clusters go when root keeps DATA_DIR under a folder that the database's account may not enter. */
const OUTSIDE = '/var/lib/aiuteur'

async function homeOf(dir: DataDir, remembered: string | undefined, isNew: boolean): Promise<string> {
  if (remembered !== undefined) return remembered
  const inside = join(dir.path, 'postgres')
  if (await reachable(dir.path)) return inside
  if (!isNew)
    throw new DataDirError(
      `The database in ${inside} runs as a user of its own (Postgres refuses to be root), who may not enter ${dir.path}. Allow it with \`chmod o+x\` on that folder and those above it.`,
    )
  const outside = join(OUTSIDE, newId())
  await mkdir(outside, { recursive: true })
  return outside
}

async function ensureDatabase(cluster: Cluster): Promise<void> {
  const sql = connect(cluster.url('postgres'), 1)
  try {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`
    if (found.length === 0) await sql.unsafe(`create database ${DATABASE}`)
  } finally {
    await sql.end()
  }
}

/** The address of the database of a folder while `npm start` runs on it; null when none was ever started there. */
export async function localDatabaseUrl(dataDir: string): Promise<string | null> {
  const kept = await readClusterFile({ file: name => join(dataDir, name) })
  return kept?.port === undefined ? null : clusterUrl(kept.password, kept.port, DATABASE)
}

export interface LocalDatabase extends Cluster {
  databaseUrl: string
  /** The folder of the cluster. */
  home: string
}

/** Starts the database that belongs to `dir`, making it the first time. Its port and password are remembered. */
export async function startLocalDatabase(dir: DataDir): Promise<LocalDatabase> {
  const kept = await readClusterFile(dir)
  const home = await homeOf(dir, kept?.home, kept === null)
  const file = {
    password: kept?.password ?? randomBytes(24).toString('base64url'),
    home: home.startsWith(dir.path) ? undefined : home,
  }
  if (kept === null) await writeClusterFile(dir, file)
  const cluster = await startPostgres({
    home,
    logFile: dir.file('postgres.log'),
    password: file.password,
    ...(kept?.port === undefined ? {} : { port: kept.port }),
  })
  if (cluster.port !== kept?.port) await writeClusterFile(dir, { ...file, port: cluster.port })
  await ensureDatabase(cluster)
  return { ...cluster, home, databaseUrl: cluster.url(DATABASE) }
}
