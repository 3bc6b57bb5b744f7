import type { Query, Sql } from '../database.ts'
import { type Boss, sendStyleJob } from '../queues.ts'

/** Hands a sample to the workers once `tx` commits: to be cut, and its passages embedded. */
export async function enqueueSample(boss: Boss, tx: Query, sampleId: string): Promise<void> {
  await sendStyleJob(boss, tx, { sampleId, attempt: 1 })
}

/**
 * Hands over what is not ready for this model: samples that nobody finished, such as failed after they were read (whatever
 * was wrong may have been put right), and such as another model has read. Returns how many. To be called when a worker starts.
 */
export async function enqueueUnread(sql: Sql, boss: Boss, embedderName: string): Promise<number> {
  return sql.begin(async tx => {
    const rows = await tx<{ id: string }[]>`
      update style_samples s set state = 'embedding', embedded = 0, problem = null
      where s.state = 'embedding' or s.state = 'failed' and s.text <> '' or s.state in ('ready', 'failed') and exists (
        select from style_chunks c where c.sample_id = s.id and c.embedder is distinct from ${embedderName})
      returning s.id`
    for (const { id } of rows) await enqueueSample(boss, tx, id)
    return rows.length
  })
}
