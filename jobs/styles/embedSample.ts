import { chunksOf } from '../../shared/core/styles/chunk.ts'
import { STYLE_LIMITS } from '../../shared/core/styles/limits.ts'
import { storableJson } from '../../shared/core/text/storable.ts'
import type { Sql } from '../../shared/node/database.ts'
import type { Embedder } from '../../shared/node/styles/embedder.ts'

/**
 * Cuts a sample and embeds its passages, a batch at a time, each stored when it is there: whoever takes over from a worker
 * that died goes on after what is stored. Throws EmbeddingError, and when `signal` aborts. Resolves with how many it did.
 */
export async function embedSample(
  { sql, embedder }: { sql: Sql; embedder: Embedder },
  sampleId: string,
  signal: AbortSignal,
): Promise<number> {
  if (!(await cut(sql, sampleId))) return 0
  let done = 0
  for (;;) {
    signal.throwIfAborted()
    const batch = await sql<{ position: number; text: string }[]>`
      select position, text from style_chunks where sample_id = ${sampleId} and embedder is distinct from ${embedder.name}
      order by position limit ${embedder.batch}`
    if (batch.length === 0) break
    const vectors = await embedder.embed(
      batch.map(({ text }) => text),
      signal,
    )
    const rows = batch.map(({ position }, at) => ({ position, embedding: vectors[at] }))
    await sql.begin(async tx => {
      await tx`
        update style_chunks c set embedding = v.embedding, embedder = ${embedder.name}
        from jsonb_to_recordset(${tx.json(storableJson(rows))}) as v(position int, embedding real[])
        where c.sample_id = ${sampleId} and c.position = v.position`
      await tx`
        update style_samples set problem = null, embedded = (
          select count(*)::int from style_chunks where sample_id = ${sampleId} and embedder = ${embedder.name})
        where id = ${sampleId} and state = 'embedding'`
    })
    done += batch.length
  }
  await sql`
    update style_samples set state = 'ready', embedded = chunks, problem = null
    where id = ${sampleId} and state = 'embedding'`
  return done
}

/** Puts the passages of a sample beside it, once. False: it is gone, failed, or too much for its style. */
async function cut(sql: Sql, sampleId: string): Promise<boolean> {
  return sql.begin(async tx => {
    const [sample] = await tx<{ styleId: string; text: string; state: string }[]>`
      select style_id as "styleId", text, state from style_samples where id = ${sampleId} for update`
    if (sample?.state !== 'embedding') return false
    if (sample.text === '') return true
    const chunks = chunksOf(sample.text).map((chunk, position) => ({ position, ...chunk }))
    const [{ there } = { there: 0 }] = await tx<{ there: number }[]>`
      select coalesce(sum(chunks), 0)::int as there from style_samples where style_id = ${sample.styleId}`
    if (chunks.length === 0 || there + chunks.length > STYLE_LIMITS.chunks) {
      const problem =
        chunks.length === 0
          ? 'There are no words in it that could be cut into passages. Remove it.'
          : `The style would have more than ${STYLE_LIMITS.chunks.toLocaleString('en')} passages. Remove a sample, or make another style of this one.`
      await tx`update style_samples set state = 'failed', problem = ${problem}, text = '' where id = ${sampleId}`
      return false
    }
    await tx`
      insert into style_chunks (sample_id, position, style_id, text, words)
      select ${sampleId}, c.position, ${sample.styleId}, c.text, c.words
      from jsonb_to_recordset(${tx.json(storableJson(chunks))}) as c(position int, text text, words int)`
    await tx`update style_samples set text = '', chunks = ${chunks.length}, embedded = 0 where id = ${sampleId}`
    return true
  })
}

/** The sample cannot be found by what it is about; `problem` says why and what to do. What is embedded already stays. */
export async function failSample(sql: Sql, sampleId: string, problem: string): Promise<void> {
  await sql`
    update style_samples set state = 'failed', problem = ${problem} where id = ${sampleId} and state = 'embedding'`
}

/** Says on the row why it waits. */
export async function noteSample(sql: Sql, sampleId: string, problem: string): Promise<void> {
  await sql`update style_samples set problem = ${problem} where id = ${sampleId} and state = 'embedding'`
}
