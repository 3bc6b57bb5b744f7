import { TOLD_TOKENS } from '../core/brief/files.ts'
import type { Query } from './database.ts'

/** Treatments that are written at once, each told all of it. */
const VARIANTS = 3

/** Characters of the files beside the brief that a language model is told for three treatments; rather too many than too few. */
export async function charactersTold(sql: Query, projectId: string): Promise<number> {
  const [row] = await sql<{ source: number; context: number }[]>`
    select coalesce(sum(length(text)) filter (where role = 'primary'), 0)::int as source,
      coalesce(sum(length(text)) filter (where role = 'context'), 0)::int as context
    from project_files where state = 'ready'
      and timeline_id = (select id from timelines where project_id = ${projectId} order by created_at, id limit 1)`
  const { source = 0, context = 0 } = row ?? {}
  return VARIANTS * (Math.min(source, TOLD_TOKENS.source * 4) + Math.min(context, TOLD_TOKENS.context * 4))
}
