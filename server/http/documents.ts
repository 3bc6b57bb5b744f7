import { Hono } from 'hono'
import { findAgent } from '../../shared/core/agents/catalog.ts'
import type { DocumentAuthors } from '../../shared/core/api/authors.ts'
import type { DocumentRow, SceneRow } from '../../shared/core/api/schemas.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import type { Query } from '../../shared/node/database.ts'
import { findDocument } from '../../shared/node/documents.ts'
import { requireRole } from '../access.ts'
import { SERVER_AUTHOR } from '../sync/attribution.ts'
import { notFound } from './errors.ts'
import { askedPlace } from './place.ts'
import type { HttpEnv, Platform } from './platform.ts'

/** What a project consists of: /api/projects/:id/documents and /scenes. */
export function contentRoutes({ sql }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/documents', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'document.read')
    const { timelineId } = await askedPlace(c, sql, id)
    const rows = await sql<DocumentRow[]>`
      select id, kind, timeline_id as "timelineId", scene_id as "sceneId", target_document_id as "targetDocumentId"
      from documents d where timeline_id = ${timelineId} and orphaned_at is null and not exists (
        select from documents t where t.id = d.target_document_id and t.orphaned_at is not null)
      order by target_document_id is not null, kind <> 'script', created_at, kind, id`
    return c.json([...rows])
  })

  routes.get('/:id/scenes', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    const { timelineId } = await askedPlace(c, sql, id)
    const rows = await sql<SceneRow[]>`
      select s.id, s.number, s.heading, s.document_id as "documentId",
        case when exists (select from scenes_to_approve i where i.timeline_id = s.timeline_id and i.scene_id = s.id) then 'invalidated'
          when s.shots_outdated > 0 or also.count > 0 then 'outdated' when s.shots > 0 then 'broken-down' else 'draft' end as status,
        s.opening, s.characters, s.eighths, s.seconds, s.shots, s.shots_outdated as "shotsOutdated",
        s.lines_uncovered as "linesUncovered", s.omitted,
        also.count as "alsoOutdated", coalesce(also.because, '') as "alsoBecause"
      from scenes s
      cross join lateral (
        select count(*)::int as count, (array_agg(i.because order by i.invalidation_id, i.reference))[1] as because
        from invalidated i
        where i.timeline_id = s.timeline_id and i.scene_id = s.id and i.cleared_at is null and not i.anew
          and i.reference not like 'shot:%'
      ) also
      where s.timeline_id = ${timelineId}
      order by s.place, s.id`
    return c.json([...rows])
  })

  return routes
}

interface ClientRow {
  clientId: number
  userId: string | null
  name: string | null
  agent: string | null
  jobId: string | null
}

const authorOf = ({ userId, name, agent, jobId }: ClientRow): Author | null => {
  if (agent === 'server') return SERVER_AUTHOR
  if (agent !== null) return { kind: 'agent', agent, name: findAgent(agent)?.title ?? agent, jobId }
  return userId === null ? null : { kind: 'person', id: userId, name: name ?? '' }
}

/** Who each Yjs client id of a document belongs to; null where the account is gone. */
export async function readAuthors(sql: Query, documentId: string): Promise<DocumentAuthors> {
  const rows = await sql<ClientRow[]>`
    select c.client_id as "clientId", c.user_id as "userId", u.name, c.agent, c.job_id as "jobId"
    from document_clients c left join "user" u on u.id = c.user_id where c.document_id = ${documentId}`
  return Object.fromEntries(rows.map(row => [row.clientId, authorOf(row)]))
}

/** /api/documents/:id: one document, and who wrote in it. */
export function documentRoutes({ sql }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id', async c => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    await requireRole(sql, c.var.person.id, document.projectId, 'document.read')
    return c.json(document)
  })

  routes.get('/:id/authors', async c => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    await requireRole(sql, c.var.person.id, document.projectId, 'document.read')
    return c.json(await readAuthors(sql, document.id))
  })

  return routes
}
