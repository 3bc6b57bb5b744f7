import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type postgres from 'postgres'
import type { Sql } from '../../shared/node/database.ts'
import { migrate } from '../../shared/node/migrate.ts'
import {
  BackupError,
  type BackupHead,
  backupHead,
  columnList,
  END,
  quoted,
  readTables,
  type Table,
  WHOLE,
} from './tables.ts'

const DAMAGED = 'The backup is damaged or not whole. Nothing was changed in the database.'

/**
 * Fills an empty database with a backup: it gets the schema that the backup had, then the rows, in one transaction with all their
 * references checked, then the migrations that came since. Throws {@link BackupError}, and leaves the rows of the database as they
 * were.
 */
export async function restoreBackup(sql: Sql, from: NodeJS.ReadableStream): Promise<BackupHead> {
  await refuseUsed(sql)
  const lines = linesOf(from)
  const next = async (): Promise<Buffer> => {
    const { value, done } = await lines.next().catch(cause => {
      throw new BackupError(DAMAGED, { cause })
    })
    if (done) throw new BackupError(DAMAGED)
    return value
  }
  const head = readHead((await next()).toString())
  await migrate(sql, undefined, head.migrations)
  await sql.begin(async tx => {
    const tables = await readTables(tx)
    const unlike = head.tables.filter(
      ({ name, columns }) => tables.find(table => table.name === name)?.columns.join() !== columns.join(),
    )
    if (unlike.length > 0)
      throw new BackupError(
        `Tables of the backup are otherwise here: ${unlike.map(({ name }) => name).join(', ')}. Nothing was changed; restore into a new database, on which no other version of Aiuteur ran.`,
      )
    const references = await withoutReferences(tx)
    for (const { name } of tables) await tx.unsafe(`alter table ${quoted(name)} disable trigger user`)
    await tx.unsafe(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`)
    for (const table of head.tables) await fill(tx, table, next)
    if (!is(await next(), WHOLE)) throw new BackupError(DAMAGED)
    for (const [name, last] of Object.entries(head.sequences)) await tx`select setval(${quoted(name)}, ${last})`
    for (const { name } of tables) await tx.unsafe(`alter table ${quoted(name)} enable trigger user`)
    for (const reference of references) await tx.unsafe(reference)
  })
  await migrate(sql)
  await endUnfinished(sql)
  return head
}

/**
 * The queue is not in a backup: what waited in it would be waited for, and joined by who presses again, for ever. Documents
 * that waited to be projected settle once more, when a server starts on them.
 */
async function endUnfinished(sql: Sql): Promise<void> {
  const message =
    'It was not done when the backup was made that this was restored from. Nothing was changed. Press Retry.'
  await sql`
    update jobs set state = 'failed', finished_at = now(), error = ${sql.json({ code: 'restored', message })}
    where state in ('queued', 'running')`
  await sql`
    update style_samples set state = 'failed', problem = 'It was not read to its end before the backup was made. Add it again.'
    where state in ('reading', 'embedding')`
  await sql`delete from document_settled where not projected`
}

async function fill(tx: postgres.TransactionSql, table: Table, next: () => Promise<Buffer>): Promise<void> {
  const rows = await tx.unsafe(`copy ${quoted(table.name)} (${columnList(table)}) from stdin`).writable()
  const stored = finished(rows)
  stored.catch(() => {})
  try {
    for (let line = await next(); !is(line, END); line = await next())
      if (!rows.write(line)) await Promise.race([once(rows, 'drain'), stored])
    rows.end()
    await stored
  } catch (error) {
    // the connection is of no use before the copying has an end
    rows.destroy(error instanceof Error ? error : new Error(String(error)))
    await stored.catch(() => {})
    throw error
  }
}

const NEWLINE = 10
const is = (line: Buffer, word: string): boolean =>
  line.length === word.length + 1 && line.toString().trimEnd() === word

/** Lines with their ends, as bytes: people's words have characters that other readers of lines take for ends. */
async function* linesOf(from: NodeJS.ReadableStream): AsyncGenerator<Buffer, undefined> {
  const gunzip = createGunzip()
  from.on('error', error => gunzip.destroy(error))
  from.pipe(gunzip)
  let parts: Buffer[] = []
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    let begin = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, begin)) {
      const line = chunk.subarray(begin, end + 1)
      yield parts.length > 0 ? Buffer.concat([...parts, line]) : line
      parts = []
      begin = end + 1
    }
    if (begin < chunk.length) parts.push(chunk.subarray(begin))
  }
}

async function refuseUsed(sql: Sql): Promise<void> {
  const [there] = await sql<{ projects: string | null }[]>`select to_regclass('public.projects')::text as projects`
  if (!there?.projects) return
  const [used] = await sql`select 1 from projects union all select 1 from "user" limit 1`
  if (used)
    throw new BackupError(
      'There are projects or people in this database already. Restore into an empty one, or with DATA_DIR set to a new folder. Nothing was changed.',
    )
}

function readHead(line: string): BackupHead {
  try {
    return backupHead.parse(JSON.parse(line))
  } catch (cause) {
    throw new BackupError('This is no backup of Aiuteur. Nothing was changed.', { cause })
  }
}

/** Drops all foreign keys. Returns what makes them again: tables refer to each other in circles, so that no order would do. */
async function withoutReferences(tx: postgres.TransactionSql): Promise<string[]> {
  const keys = await tx<{ table: string; name: string; definition: string }[]>`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0`
  for (const { table, name } of keys) await tx.unsafe(`alter table ${quoted(table)} drop constraint ${quoted(name)}`)
  return keys.map(
    ({ table, name, definition }) => `alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`,
  )
}
