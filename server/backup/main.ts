import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadEnvFile, readSettings } from '../../shared/node/config.ts'
import { connect } from '../../shared/node/database.ts'
import { DataDirError, openDataDir } from '../dataDir.ts'
import { localDatabaseUrl, startLocalDatabase } from '../localDatabase.ts'
import { restoreBackup } from './restore.ts'
import { saveBackup } from './save.ts'
import { BackupError } from './tables.ts'

/** `npm run -s backup -- FILE` and `npm run -s restore -- FILE`: all that an installation knows, in one file. */

const USAGE = `npm run -s backup -- FILE     writes everything in the database into FILE, also while Aiuteur runs
npm run -s restore -- FILE    fills an empty database from FILE; stop Aiuteur before

The database is that of DATABASE_URL, or the one in DATA_DIR.`

interface Database {
  url: string
  close: () => Promise<void>
}

/** The database that is meant, started for the moment when nobody runs it. */
async function findDatabase(): Promise<Database> {
  loadEnvFile()
  const { DATABASE_URL, DATA_DIR } = readSettings(process.env)
  if (DATABASE_URL) return { url: DATABASE_URL, close: async () => {} }
  try {
    const dir = await openDataDir(DATA_DIR)
    const database = await startLocalDatabase(dir)
    const close = async () => {
      await database.stop()
      await dir.release()
    }
    return { url: database.databaseUrl, close }
  } catch (error) {
    const running = error instanceof DataDirError ? await localDatabaseUrl(DATA_DIR) : null
    if (running === null) throw error
    return { url: running, close: async () => {} }
  }
}

/** Under its name only when it is whole. */
async function backup(url: string, path: string): Promise<string> {
  const sql = connect(url, 1)
  const part = `${path}.part`
  try {
    const file = await open(part, 'w', 0o600)
    const { tables } = await saveBackup(sql, file.createWriteStream())
    await rename(part, path)
    return `${path}: everything in ${tables.length} tables. Keep it as safe as the database: it has all that people wrote, and their accounts.`
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await sql.end()
  }
}

async function restore(url: string, path: string): Promise<string> {
  const sql = connect(url, 2)
  try {
    const { madeAt, tables } = await restoreBackup(sql, createReadStream(path))
    return `Restored ${tables.length} tables as they were on ${madeAt}. Start Aiuteur as usual.`
  } finally {
    await sql.end()
  }
}

const { positionals } = parseArgs({ allowPositionals: true })
const [command, path, ...more] = positionals
const act = command === 'backup' ? backup : command === 'restore' ? restore : null
if (!act || path === undefined || more.length > 0) {
  console.error(USAGE)
  process.exitCode = 2
} else
  try {
    const database = await findDatabase()
    try {
      console.log(await act(database.url, path))
    } finally {
      await database.close()
    }
  } catch (error) {
    process.exitCode = 1
    const isTold =
      error instanceof BackupError || error instanceof DataDirError || (error instanceof Error && 'code' in error)
    console.error(isTold && error instanceof Error ? error.message : error)
  }
