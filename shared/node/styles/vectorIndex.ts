import { createHash } from 'node:crypto'
import type { Query, Sql } from '../database.ts'
import type { Log } from '../log.ts'
import type { Embedder } from './embedder.ts'

type Model = Pick<Embedder, 'name' | 'dimensions'>

/** Any number that only we lock in this database. */
const INDEX_LOCK = 7_190_424_021

const indexName = ({ name }: Model): string =>
  `style_chunks_hnsw_${createHash('sha256').update(name).digest('hex').slice(0, 12)}`

/** Is there an index for the vectors of this model, and a pgvector that finishes a search with a filter (0.8 or newer)? */
export async function hasVectorIndex(sql: Query, model: Model): Promise<boolean> {
  const [row] = await sql<{ version: string }[]>`
    select extversion as version from pg_extension
    where extname = 'vector' and exists (select from pg_class where relname = ${indexName(model)})`
  return row !== undefined && isSteady(row.version)
}

const isSteady = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 0 || minor >= 8
}

/**
 * Makes the HNSW index for the vectors of this model where Postgres has pgvector and lets us use it. Where not, searches
 * compare with every passage, and find the same. Says which it is.
 */
export async function ensureVectorIndex(sql: Sql, model: Model, log?: Log): Promise<boolean> {
  try {
    const [available] = await sql<{ version: string }[]>`
      select default_version as version from pg_available_extensions where name = 'vector'`
    if (!available || !isSteady(available.version)) return false
    await sql.begin(async tx => {
      await tx`select pg_advisory_xact_lock(${INDEX_LOCK})`
      await tx`create extension if not exists vector`
      await tx.unsafe(`
        create index if not exists ${indexName(model)} on style_chunks
        using hnsw ((embedding::vector(${Math.floor(model.dimensions)})) vector_ip_ops)
        where embedder = '${model.name.replaceAll("'", "''")}'`)
    })
    return await hasVectorIndex(sql, model)
  } catch (error) {
    log?.warn({ err: error }, 'pgvector is there, but its index could not be made; styles are searched without it')
    return false
  }
}
