import { findAgent } from '../../shared/core/agents/catalog.ts'
import type { CommitRow, TimelineGraph, TimelineRow } from '../../shared/core/api/timelines.ts'
import { CHANNEL, notify, type Query, type Sql } from '../../shared/node/database.ts'
import { ApiError, notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { announce } from '../projects.ts'

/** Throws {@link ApiError} 'name-taken' when another timeline of the project is called so. */
export async function refuseTaken(tx: Query, projectId: string, name: string, except: string | null): Promise<void> {
  // one at a time, so that two who choose one name are told so
  await tx`select from projects where id = ${projectId} for no key update`
  const [taken] = await tx`
    select from timelines where project_id = ${projectId} and deleted_at is null and lower(name) = lower(${name})
      and id is distinct from ${except}`
  if (taken) throw new ApiError(409, 'name-taken', `There is a timeline called “${name}” already. Choose another name.`)
}

type TimelineRecord = Omit<TimelineRow, 'createdAt' | 'changedAt' | 'deletedAt' | 'people'> & {
  createdAt: Date
  changedAt: Date
  deletedAt: Date | null
}
type CommitRecord = Omit<CommitRow, 'by' | 'createdAt'> & {
  userId: string | null
  userName: string | null
  agent: string | null
  createdAt: Date
}

/** All timelines of a project, also deleted ones, and all commits. */
export async function readGraph(
  { sql, sync }: Pick<Platform, 'sql' | 'sync'>,
  projectId: string,
): Promise<TimelineGraph> {
  const [timelines, commits, documents] = await Promise.all([
    sql<TimelineRecord[]>`
      select t.id, t.name, t.parent_id as "parentId", t.created_at as "createdAt", t.deleted_at as "deletedAt",
        t.id = (select id from timelines where project_id = ${projectId} order by created_at, id limit 1) as main,
        greatest(t.created_at, (select max(s.settled_at) from document_settled s join documents d on d.id = s.document_id
          where d.timeline_id = t.id)) as "changedAt",
        (coalesce((select sum(length(u.payload)) from documents d join document_updates u on u.document_id = d.id
            where d.timeline_id = t.id), 0)
          + coalesce((select sum(length(s.state)) from documents d join document_snapshots s on s.document_id = d.id
            where d.timeline_id = t.id), 0)
          + coalesce((select sum(length(s.state)) from version_states s where s.hash in
              (select v.state_hash from documents d join versions v on v.document_id = d.id where d.timeline_id = t.id)
            and not exists (select from versions v join documents d on d.id = v.document_id
              where v.state_hash = s.hash and d.timeline_id <> t.id)), 0))::float8 as bytes
      from timelines t where t.project_id = ${projectId} order by t.created_at, t.id`,
    sql<CommitRecord[]>`
      select c.id, c.timeline_id as "timelineId", c.kind, c.name, c.message, c.user_id as "userId", u.name as "userName",
        c.agent, c.credits, c.parent_id as "parentId", c.merged_id as "mergedId", c.created_at as "createdAt"
      from commits c left join "user" u on u.id = c.user_id
      where c.project_id = ${projectId} order by c.created_at, c.id`,
    sql<{ id: string; timelineId: string }[]>`
      select id, timeline_id as "timelineId" from documents where project_id = ${projectId} and kind <> 'comments'`,
  ])
  const present = sync.present(documents.map(({ id }) => id))
  const peopleOn = (timelineId: string) => {
    const here = documents.filter(document => document.timelineId === timelineId)
    return [...new Map(here.flatMap(({ id }) => present.get(id) ?? []).map(person => [person.id, person])).values()]
  }
  return {
    timelines: timelines.map(({ createdAt, changedAt, deletedAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      changedAt: changedAt.toISOString(),
      deletedAt: deletedAt?.toISOString() ?? null,
      people: peopleOn(row.id),
    })),
    commits: commits.map(({ userId, userName, agent, createdAt, ...row }) => ({
      ...row,
      by: agent
        ? { kind: 'agent', agent, name: findAgent(agent)?.title ?? agent, jobId: null }
        : userId && { kind: 'person', id: userId, name: userName ?? '' },
      createdAt: createdAt.toISOString(),
    })) as CommitRow[],
  }
}

/** The project of a timeline, deleted or not. Throws the 404 of something that is not there. */
export async function projectOfTimeline(sql: Query, id: string): Promise<string> {
  const [row] = await sql<{ projectId: string }[]>`select project_id as "projectId" from timelines where id = ${id}`
  if (!row) throw notFound()
  return row.projectId
}

export async function renameTimeline(sql: Sql, projectId: string, id: string, name: string): Promise<void> {
  await sql.begin(async tx => {
    await refuseTaken(tx, projectId, name, id)
    await tx`update timelines set name = ${name} where id = ${id}`
    await changed(tx, projectId)
  })
}

/**
 * Puts a timeline away, or brings it back. Its words stay stored; whoever has it open is told that it is gone.
 * Throws {@link ApiError} for the first timeline, and while agents work on it.
 */
export async function deleteTimeline({ sql, sync }: Pick<Platform, 'sql' | 'sync'>, projectId: string, id: string) {
  const documents = await sql<{ id: string }[]>`select id from documents where timeline_id = ${id}`
  await sync.drain(documents.map(document => document.id))
  await sql.begin(async tx => {
    const [main] = await tx<{ id: string }[]>`
      select id from timelines where project_id = ${projectId} order by created_at, id limit 1`
    if (main?.id === id)
      throw new ApiError(
        409,
        'main-timeline',
        'The first timeline of a project cannot be deleted. Nothing was changed.',
      )
    const [working] = await tx`select from jobs where timeline_id = ${id} and state in ('queued', 'running')`
    if (working)
      throw new ApiError(409, 'agents-at-work', 'An agent works on this timeline. Wait for it or stop it, then delete.')
    await tx`update timelines set deleted_at = coalesce(deleted_at, now()) where id = ${id}`
    await changed(tx, projectId)
  })
  await sync.recheck(null)
}

export async function restoreTimeline(sql: Sql, projectId: string, id: string): Promise<void> {
  await sql.begin(async tx => {
    const [row] = await tx<{ name: string }[]>`select name from timelines where id = ${id}`
    await refuseTaken(tx, projectId, row?.name ?? '', id)
    await tx`update timelines set deleted_at = null where id = ${id}`
    await changed(tx, projectId)
  })
}

async function changed(tx: Query, projectId: string): Promise<void> {
  await notify(tx, CHANNEL.projectEvent, { projectId, type: 'versions' })
  await announce(tx, projectId, 'project')
}
