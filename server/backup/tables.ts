import { z } from 'zod'
import type { Query } from '../../shared/node/database.ts'

/** A table of ours as a backup has it. Columns that the database computes are not among them. */
export interface Table {
  name: string
  columns: string[]
}

/** Tables of the schema `public`, by name. Those of the job queue are made anew by whoever starts on the database. */
export async function readTables(sql: Query): Promise<Table[]> {
  return sql<Table[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    group by c.relname order by c.relname`
}

/** What a backup begins with: by it, another version of the program knows what it has before it. */
export const backupHead = z.object({
  aiuteur: z.literal('backup'),
  format: z.literal(1),
  /** ISO 8601. */
  madeAt: z.string(),
  /** The migrations that the database had, in order. */
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  /** Sequence -> the last number that it gave. */
  sequences: z.record(z.string(), z.number()),
})
export type BackupHead = z.infer<typeof backupHead>

/** Ends the rows of a table, as in COPY; no row looks like that. */
export const END = '\\.'
/** Ends a backup: one that does not have it is not whole. */
export const WHOLE = '-- whole'

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const columnList = ({ columns }: Table): string => columns.map(quoted).join(', ')

export class BackupError extends Error {
  override name = 'BackupError'
}
