import type * as Y from 'yjs'
import type { Role } from '../shared/core/access.ts'
import type { CreateProject, ProjectCard } from '../shared/core/api/schemas.ts'
import { seedBrief } from '../shared/core/brief/brief.ts'
import type { DocumentKind } from '../shared/core/documents/kinds.ts'
import { newId } from '../shared/core/ids.ts'
import { CHANNEL, notify, type Query } from '../shared/node/database.ts'
import { createDocument } from '../shared/node/documents.ts'
import type { Place } from '../shared/node/timelines.ts'
import type { Person } from './auth/auth.ts'
import { allVisitors } from './auth/visitors.ts'
import { record } from './people/audit.ts'

interface NewProject {
  name: string
  type: NonNullable<CreateProject['type']>
  owner: Person
  sample?: boolean
  /** Everybody who joins by the printed URL becomes an editor of it. */
  local?: boolean
}

export interface MadeProject {
  id: string
  timelineId: string
  scriptId: string
}

/**
 * Makes a project with its timeline Main and its script document, which has no lines unless `seed` writes some. In the
 * caller's transaction: all of it is there, or nothing.
 */
export async function insertProject(tx: Query, project: NewProject, seed?: (doc: Y.Doc) => void): Promise<MadeProject> {
  const id = newId()
  const timelineId = newId()
  const { name, type, owner, sample = false, local = false } = project
  await tx`insert into projects (id, name, type, sample, local) values (${id}, ${name}, ${type}, ${sample}, ${local})`
  await tx`insert into project_members (project_id, user_id, role) values (${id}, ${owner.id}, 'owner')`
  await record(tx, {
    actor: { id: owner.id, name: owner.name },
    action: 'project.made',
    projectId: id,
    subject: { id: owner.id, name: owner.name },
    detail: { role: 'owner' },
  })
  await tx`insert into timelines (id, project_id, name) values (${timelineId}, ${id}, 'Main')`
  if (local) {
    const visitors = await tx<{ id: string; name: string }[]>`
      select u.id, u.name from "user" u where ${allVisitors(tx)} and u.id <> ${owner.id}`
    for (const visitor of visitors) {
      await setRole(tx, id, visitor.id, 'editor')
      await record(tx, {
        actor: owner,
        action: 'member.added',
        projectId: id,
        subject: visitor,
        detail: { role: 'editor' },
      })
    }
  }
  await createDocument(tx, { projectId: id, timelineId, kind: 'brief', sceneId: null }, seedBrief)
  for (const kind of ['treatment', 'beats', 'assets'] as const)
    await createDocument(tx, { projectId: id, timelineId, kind, sceneId: null })
  let clientId: number | undefined
  const scriptId = await createDocument(tx, { projectId: id, timelineId, kind: 'script', sceneId: null }, doc => {
    clientId = doc.clientID
    seed?.(doc)
  })
  // Who brought the words in; nobody has written the sample's.
  if (clientId !== undefined && !sample)
    await tx`
      insert into document_clients (document_id, client_id, user_id) values (${scriptId}, ${clientId}, ${owner.id})`
  return { id, timelineId, scriptId }
}

type CardRow = Omit<ProjectCard, 'updatedAt'> & { updatedAt: Date }

/** The projects of an account as its dashboard shows them, last changed first; with the first
 * timeline of each; `place` narrows to one, with that timeline. */
export async function projectCards(sql: Query, userId: string, place?: Place): Promise<ProjectCard[]> {
  const rows = await sql<CardRow[]>`
    select p.id, t.id as "timelineId", t.name as "timelineName", p.name, p.type, m.role, p.sample, p.organisation_id as "organisationId",
      p.archived_at is not null as archived,
      counts.scenes, counts.current as "scenesCurrent", counts.stale as "scenesOutdated", counts.shots,
      counts.outdated as "shotsOutdated", people.members,
      greatest(p.updated_at, (
        select max(settled_at) from document_settled s join documents d on d.id = s.document_id where d.project_id = p.id
      )) as "updatedAt"
    from project_roles m
    join projects p on p.id = m.project_id
    join lateral (
      select id, name from timelines where project_id = p.id and deleted_at is null
        and (${place?.timelineId ?? null}::text is null or id = ${place?.timelineId ?? null})
      order by created_at, id limit 1
    ) t on true
    cross join lateral (
      select count(*)::int as scenes, coalesce(sum(shots), 0)::int as shots,
        (count(*) filter (where shots > 0 and shots_outdated = 0))::int as current,
        (count(*) filter (where shots_outdated > 0))::int as stale,
        coalesce(sum(shots_outdated), 0)::int as outdated
      from scenes where timeline_id = t.id and not omitted
    ) counts
    cross join lateral (
      select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by pm.since, u.id) as members
      from project_roles pm join "user" u on u.id = pm.user_id where pm.project_id = p.id
    ) people
    where m.user_id = ${userId} and (${place?.projectId ?? null}::text is null or p.id = ${place?.projectId ?? null})
    order by "updatedAt" desc, p.id`
  return rows.map(row => ({ ...row, updatedAt: row.updatedAt.toISOString() }))
}

/** The script of a timeline; every one has one. */
export const scriptOf = (sql: Query, timelineId: string): Promise<string> => documentOfKind(sql, timelineId, 'script')

/** The document of a kind of which a timeline has one. */
export async function documentOfKind(
  sql: Query,
  timelineId: string,
  kind: Exclude<DocumentKind, 'scene' | 'comments'>,
): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select id from documents where timeline_id = ${timelineId} and kind = ${kind}`
  if (!row) throw new Error(`Timeline ${timelineId} has no ${kind}.`)
  return row.id
}

/** Tells every open browser of the project which list to read again, once `sql` (a transaction) commits. */
export async function announce(
  sql: Query,
  projectId: string,
  type: 'project' | 'members' | 'documents' | 'scenes',
  userId?: string,
): Promise<void> {
  await notify(sql, CHANNEL.projectEvent, { projectId, type, userId })
}

/** Puts somebody into a project, or changes the role there. */
export async function setRole(tx: Query, projectId: string, userId: string, role: Role): Promise<void> {
  await tx`
    insert into project_members (project_id, user_id, role) values (${projectId}, ${userId}, ${role})
    on conflict (project_id, user_id) do update set role = excluded.role`
}
