import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type postgres from 'postgres'
import type { Sql } from './database.ts'

/** Any number that nobody else locks: two processes that start at once migrate one after the other. */
const LOCK = 7_210_441
const DIRECTORY = fileURLToPath(new URL('../../migrations', import.meta.url))

export class MigrationError extends Error {
  override name = 'MigrationError'
  readonly code = 'migration-failed'
}

interface Migration {
  name: string
  text: string
  checksum: string
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter(name => /^\d{4}_.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async name => {
      const text = await readFile(`${directory}/${name}`, 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function runMigration(connection: postgres.ReservedSql, { name, text, checksum }: Migration): Promise<void> {
  await connection`begin`
  try {
    await connection.unsafe(text)
    await connection`insert into schema_migrations (name, checksum) values (${name}, ${checksum})`
    await connection`commit`
  } catch (cause) {
    await connection`rollback`
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new MigrationError(`The migration ${name} failed and changed nothing: ${why}`, { cause })
  }
}

/**
 * Brings the database to the newest schema: every `NNNN_name.sql` that has not run yet, in order, each in its own
 * transaction. Returns the names of those that ran. Throws {@link MigrationError} when one fails, when a file that
 * already ran was edited, or when the database is newer than this build. `only`: of these names alone.
 */
export async function migrate(sql: Sql, directory = DIRECTORY, only?: readonly string[]): Promise<string[]> {
  const migrations = await readMigrations(directory)
  const connection = await sql.reserve()
  try {
    await connection`select pg_advisory_lock(${LOCK})`
    await connection`create table if not exists schema_migrations (
      name text primary key, checksum text not null, ran_at timestamptz not null default now())`
    const rows = await connection<{ name: string; checksum: string }[]>`select name, checksum from schema_migrations`
    const done = new Map(rows.map(row => [row.name, row.checksum]))
    for (const { name, checksum } of migrations) {
      const before = done.get(name)
      if (before !== undefined && before !== checksum)
        throw new MigrationError(`The migration ${name} was edited after it ran. Restore the file; add a new one.`)
    }
    const unknown = [...done.keys()].filter(name => !migrations.some(migration => migration.name === name))
    if (unknown.length > 0)
      throw new MigrationError(`The database is newer than this version (${unknown.join(', ')}). Update Aiuteur.`)
    const missing = only?.filter(name => !migrations.some(migration => migration.name === name)) ?? []
    if (missing.length > 0)
      throw new MigrationError(`This version does not know ${missing.join(', ')}: it is older than what is asked for.`)
    const waiting = migrations.filter(({ name }) => !done.has(name) && (only?.includes(name) ?? true))
    for (const migration of waiting) await runMigration(connection, migration)
    return waiting.map(migration => migration.name)
  } finally {
    await connection`select pg_advisory_unlock(${LOCK})`.catch(() => undefined)
    connection.release()
  }
}
