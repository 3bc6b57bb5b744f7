import { readBrief } from '../../shared/core/brief/brief.ts'
import { TOLD_PASSAGES } from '../../shared/core/styles/limits.ts'
import { clipped, storable, storableJson } from '../../shared/core/text/storable.ts'
import type { Sql } from '../../shared/node/database.ts'
import type { Log } from '../../shared/node/log.ts'
import { styleForProject } from '../../shared/node/styles/choosable.ts'
import { type Embedder, EmbeddingError } from '../../shared/node/styles/embedder.ts'
import { searchPassages } from '../../shared/node/styles/search.ts'
import type { AgentDocuments } from '../agents/agent.ts'
import { type StyleContext, styleContext } from '../agents/style.ts'

interface Asking {
  jobId: string
  attempt: number
  step: string
  projectId: string
  /** What the agent is about to write about. */
  query: string
}

/** Characters of a query that are embedded: what comes later in a long passage says little more. */
const QUERY = 2_000

interface Hit {
  sample: string
  position: number
  text: string
  score: number
}

/**
 * The passages of the written style that the brief names which are nearest to what an agent is about to write, and a line in
 * the log of retrievals. Null for a brief without a style. A style that cannot be searched does not hold up the agent: it is
 * told the first passages, and the trace says so.
 */
export async function retrieveStyle(
  { sql, embedder, log }: { sql: Sql; embedder: Embedder; log: Log },
  { brief }: Pick<AgentDocuments, 'brief'>,
  asking: Asking,
  signal: AbortSignal,
): Promise<StyleContext | null> {
  const chosen = readBrief(brief).style
  if (chosen === null) return null
  const style = await styleForProject(sql, asking.projectId, chosen.id)
  if (style === null)
    return {
      ...chosen,
      passages: [],
      leftOut: [`the written style “${chosen.name}”, which is gone or not for this project`],
    }
  const began = performance.now()
  const query = clipped(storable(asking.query).replace(/\s+/g, ' ').trim(), QUERY)
  const { hits, method, problem } = await hitsFor({ sql, embedder, log }, style.id, query, signal)
  const context = styleContext(style, hits, problem === null ? [] : [problem])
  const told = new Set(context.passages)
  const found = hits.map(hit => ({ ...hit, score: Number(hit.score.toFixed(4)), told: told.has(hit) }))
  await sql`
    insert into style_retrievals (job_id, attempt, step, style_id, style_name, embedder, method, query, found, milliseconds)
    values (${asking.jobId}, ${asking.attempt}, ${asking.step}, ${style.id}, ${style.name}, ${embedder.name}, ${method},
      ${query}, ${sql.json(storableJson(found))}, ${Math.round(performance.now() - began)})`
  return context
}

async function hitsFor(
  { sql, embedder, log }: { sql: Sql; embedder: Embedder; log: Log },
  styleId: string,
  query: string,
  signal: AbortSignal,
): Promise<{ hits: Hit[]; method: string; problem: string | null }> {
  let problem = 'a search of the style: nothing of it is read yet, so its first passages were taken'
  try {
    const [vector] = query === '' ? [] : await embedder.embed([query], signal)
    if (vector) {
      const { found, method } = await searchPassages(sql, { styleId, embedder, vector, count: TOLD_PASSAGES.found })
      if (found.length > 0)
        return {
          hits: found.map(({ sample, position, text, score }) => ({ sample, position, text, score })),
          method,
          problem: null,
        }
    }
  } catch (error) {
    if (!(error instanceof EmbeddingError)) throw error
    log.warn({ err: error, styleId }, 'a style was not searched')
    problem = `a search of the style: ${error.message} Its first passages were taken`
  }
  const hits = await sql<Hit[]>`
    select s.name as sample, c.position, c.text, 0::float8 as score
    from style_chunks c join style_samples s on s.id = c.sample_id
    where c.style_id = ${styleId} order by s.created_at, s.id, c.position limit ${TOLD_PASSAGES.found}`
  return { hits: [...hits], method: 'in order', problem }
}
