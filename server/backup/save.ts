import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Sql } from '../../shared/node/database.ts'
import { type BackupHead, columnList, END, quoted, readTables, WHOLE } from './tables.ts'

/**
 * Writes everything in the database into `out`, compressed, as it is at one moment, while people go on writing: a line of JSON
 * ({@link BackupHead}), then the rows of each table as COPY prints them, which has none that go over a line.
 */
export async function saveBackup(sql: Sql, out: NodeJS.WritableStream): Promise<BackupHead> {
  return sql.begin('isolation level repeatable read read only', async tx => {
    const tables = await readTables(tx)
    const migrations = await tx<{ name: string }[]>`select name from schema_migrations order by name`
    const sequences = await tx<{ name: string; last: number | null }[]>`
      select sequencename as name, last_value as last from pg_sequences where schemaname = 'public'`
    const head: BackupHead = {
      aiuteur: 'backup',
      format: 1,
      madeAt: new Date().toISOString(),
      migrations: migrations.map(({ name }) => name),
      tables,
      sequences: Object.fromEntries(sequences.flatMap(({ name, last }) => (last === null ? [] : [[name, last]]))),
    }
    async function* lines(): AsyncGenerator<string | Uint8Array> {
      yield `${JSON.stringify(head)}\n`
      for (const table of tables) {
        const rows = await tx.unsafe(`copy ${quoted(table.name)} (${columnList(table)}) to stdout`).readable()
        for await (const chunk of rows) yield chunk
        yield `${END}\n`
      }
      yield `${WHOLE}\n`
    }
    await pipeline(lines, createGzip(), out)
    return head
  })
}
