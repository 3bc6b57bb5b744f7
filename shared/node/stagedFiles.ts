import type { ProjectType } from '../core/api/schemas.ts'
import { readBrief } from '../core/brief/brief.ts'
import { isReadByChapters, TOLD_TOKENS } from '../core/brief/files.ts'
import type { Query } from './database.ts'
import { loadDocument } from './documents.ts'

/** Treatments that are written at once, each told all of it. */
const VARIANTS = 3

/** Characters of the files beside the brief that a language model is given; rather too many than too few. */
export interface FilesTold {
  /** For the three treatments. */
  told: number
  /** Of a source that is read chapter by chapter first, and that the model has not read yet. */
  read: number
}

/** What `model` would be given of the files of a timeline. */
export async function filesTold(sql: Query, timelineId: string, model: string): Promise<FilesTold> {
  const [row] = await sql<{ source: number; context: number; read: number; briefId: string; type: ProjectType }[]>`
    select p.type, d.id as "briefId",
      coalesce(sum(length(f.text)) filter (where f.role = 'primary'), 0)::int as source,
      coalesce(sum(length(f.text)) filter (where f.role = 'context'), 0)::int as context,
      coalesce((
        select sum(characters) from chapter_digests c
        where c.project_id = p.id and c.model = ${model} and c.source = max(md5(f.text)) filter (where f.role = 'primary')
      ), 0)::int as read
    from projects p
    join documents d on d.project_id = p.id and d.kind = 'brief'
    left join project_files f on f.timeline_id = d.timeline_id and f.state = 'ready'
    where d.timeline_id = ${timelineId} group by p.id, d.id`
  if (!row) return { told: 0, read: 0 }
  const context = Math.min(row.context, TOLD_TOKENS.context * 4)
  const brief = await loadDocument(sql, row.briefId)
  const byChapters = isReadByChapters({ mode: readBrief(brief).mode, type: row.type }, row.source)
  brief.destroy()
  const source = Math.min(row.source, (byChapters ? TOLD_TOKENS.digests : TOLD_TOKENS.source) * 4)
  return { told: VARIANTS * (source + context), read: byChapters ? Math.max(0, row.source - row.read) : 0 }
}
