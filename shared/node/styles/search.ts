import type { FoundChunk } from '../../core/api/styles.ts'
import type { Query, Sql } from '../database.ts'
import type { Embedder } from './embedder.ts'
import { hasVectorIndex } from './vectorIndex.ts'

export type Method = 'exact' | 'hnsw'

export interface Wanted {
  styleId: string
  /** What the vectors are of, and {@link Wanted.vector} as well. */
  embedder: Pick<Embedder, 'name' | 'dimensions'>
  /** Of length 1. */
  vector: readonly number[]
  count: number
}

/** How many more an index is asked for than are wanted: it may miss one, and what it finds is weighed again exactly. */
const SPARE = 4

const columns = (sql: Query) => sql`
  c.sample_id as "sampleId", s.name as sample, c.position, c.text, c.words`
/** The cosine, summed in one order and in double precision: both ways to search give the same number, to the last digit. */
const score = (sql: Query, { vector }: Wanted) => sql`
  (select sum(a::float8 * b::float8) from unnest(c.embedding, ${[...vector]}::real[]) as both_of(a, b))`

/** Compares with every passage of the style. Always right; a thousand passages take some ten milliseconds. */
export const exactSearch = (sql: Query, wanted: Wanted) => sql<FoundChunk[]>`
  select ${columns(sql)}, ${score(sql, wanted)} as score
  from style_chunks c join style_samples s on s.id = c.sample_id
  where c.style_id = ${wanted.styleId} and c.embedder = ${wanted.embedder.name}
  order by score desc, c.sample_id, c.position limit ${wanted.count}`

/** The same by the HNSW index of pgvector, for styles of many passages. In a transaction, after {@link steadyIndex}. */
export function indexSearch(tx: Query, wanted: Wanted) {
  const { name, dimensions } = wanted.embedder
  const type = tx.unsafe(`vector(${Math.floor(dimensions)})`)
  // the index is of one model alone, which the planner only sees when the name stands in the statement
  const model = tx.unsafe(`'${name.replaceAll("'", "''")}'`)
  return tx<FoundChunk[]>`
    with near as materialized (
      select sample_id, position from style_chunks
      where embedder = ${model} and style_id = ${wanted.styleId}
      order by (embedding::${type}) <#> ${JSON.stringify(wanted.vector)}::${type} limit ${wanted.count * SPARE}
    )
    select ${columns(tx)}, ${score(tx, wanted)} as score
    from near join style_chunks c using (sample_id, position) join style_samples s on s.id = c.sample_id
    order by score desc, c.sample_id, c.position limit ${wanted.count}`
}

/** The index goes on looking until enough passages of the style are found: most that are near are of other styles. */
export async function steadyIndex(tx: Query): Promise<void> {
  await tx`set local hnsw.iterative_scan = strict_order`
  await tx`set local hnsw.ef_search = 100`
}

/** The passages of a style that are nearest to a vector, best first, and how they were looked for. */
export async function searchPassages(sql: Sql, wanted: Wanted): Promise<{ found: FoundChunk[]; method: Method }> {
  // what knows no word of the question is near to nothing
  if (wanted.vector.every(value => value === 0)) return { found: [], method: 'exact' }
  if (!(await hasVectorIndex(sql, wanted.embedder)))
    return { found: [...(await exactSearch(sql, wanted))], method: 'exact' }
  return sql.begin(async tx => {
    await steadyIndex(tx)
    return { found: [...(await indexSearch(tx, wanted))], method: 'hnsw' as const }
  })
}
