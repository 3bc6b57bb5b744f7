import type { SampleRow, StyleChunk } from '../../shared/core/api/styles.ts'
import { kindOfName } from '../../shared/core/brief/files.ts'
import { newId } from '../../shared/core/ids.ts'
import { STYLE_LIMITS } from '../../shared/core/styles/limits.ts'
import type { Query } from '../../shared/node/database.ts'
import { enqueueSample } from '../../shared/node/styles/samples.ts'
import { FileError } from '../files/fileError.ts'
import { readStagedFile } from '../files/readFile.ts'
import { ApiError, notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { listSamples } from './styles.ts'

type Deps = Pick<Platform, 'sql' | 'boss' | 'log'>

/** A sample that comes in: its row is there at once, its text is read afterwards in a thread, and embedded by a worker. */
export async function addSample(
  deps: Deps,
  styleId: string,
  { name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> },
  by: { id: string; name: string },
): Promise<SampleRow> {
  const { sql, log } = deps
  const id = newId()
  const kind = kindOfName(name)
  await sql.begin(async tx => {
    const [style] = await tx`select from styles where id = ${styleId} for update`
    if (!style) throw notFound()
    const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
      select count(*)::int as count from style_samples where style_id = ${styleId}`
    if (count >= STYLE_LIMITS.samples)
      throw new ApiError(
        409,
        'too-many-samples',
        `There are ${STYLE_LIMITS.samples} samples here already. It was not added; remove one that is not needed.`,
      )
    await tx`
      insert into style_samples (id, style_id, name, kind, bytes, state, problem, uploaded_by, uploaded_by_name)
      values (${id}, ${styleId}, ${name}, ${kind ?? 'unknown'}, ${bytes.length}, ${kind ? 'reading' : 'failed'},
        ${kind ? null : new FileError('unknown').message}, ${by.id}, ${by.name})`
  })
  if (kind)
    void readStagedFile({ kind, bytes })
      .catch((error: unknown) => {
        log.warn({ err: error, sampleId: id }, 'a sample was not read')
        return { problem: new FileError('broken').message }
      })
      .then(read => keep(deps, id, read))
      .catch(error => log.warn({ err: error, sampleId: id }, 'what was read of a sample was not kept'))
  const [row] = await listSamples(sql, styleId, id)
  if (!row) throw notFound()
  return row
}

/** Keeps what was read, and hands it to a worker to be cut and embedded. */
async function keep({ sql, boss }: Deps, id: string, read: Awaited<ReturnType<typeof readStagedFile>>): Promise<void> {
  await sql.begin(async tx => {
    if ('problem' in read) {
      await tx`update style_samples set state = 'failed', problem = ${read.problem} where id = ${id}`
      return
    }
    const kept = await tx`
      update style_samples set state = 'embedding', text = ${read.text}, words = ${read.words}
      where id = ${id} and state = 'reading' returning id`
    if (kept.length > 0) await enqueueSample(boss, tx, id)
  })
}

/** Tries again to embed a sample that was read and failed afterwards. What is embedded already is not done again. */
export async function retrySample(
  { sql, boss }: Pick<Deps, 'sql' | 'boss'>,
  styleId: string,
  id: string,
): Promise<void> {
  await sql.begin(async tx => {
    const [sample] = await tx<{ state: string; isRead: boolean }[]>`
      select state, words > 0 as "isRead" from style_samples where id = ${id} and style_id = ${styleId} for update`
    if (!sample) throw notFound()
    if (sample.state !== 'failed' || !sample.isRead)
      throw new ApiError(
        409,
        'nothing-to-retry',
        'Only a sample that was read and then failed is tried again. Nothing was changed.',
      )
    await tx`update style_samples set state = 'embedding', problem = null where id = ${id}`
    await enqueueSample(boss, tx, id)
  })
}

/** Removes a sample with its passages: no agent is shown them any more. */
export async function removeSample(sql: Query, styleId: string, id: string): Promise<void> {
  const removed = await sql`delete from style_samples where id = ${id} and style_id = ${styleId} returning id`
  if (removed.length === 0) throw notFound()
}

/** Passages that one page has. */
const PAGE = 50

/** The passages of a style in the order of its samples, from the `skip`-th on. */
export async function readChunks(
  sql: Query,
  styleId: string,
  skip: number,
): Promise<{ chunks: StyleChunk[]; total: number }> {
  const chunks = await sql<StyleChunk[]>`
    select c.sample_id as "sampleId", s.name as sample, c.position, c.text, c.words
    from style_chunks c join style_samples s on s.id = c.sample_id
    where c.style_id = ${styleId} order by s.created_at, s.id, c.position offset ${skip} limit ${PAGE}`
  const [{ total } = { total: 0 }] = await sql<{ total: number }[]>`
    select count(*)::int as total from style_chunks where style_id = ${styleId}`
  return { chunks: [...chunks], total }
}
