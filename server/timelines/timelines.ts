import { findAgent } from '../../shared/core/agents/catalog.ts'
import type { CommitRow, TimelineHistory, TimelineRow } from '../../shared/core/api/timelines.ts'
import { CHANNEL, notify, type Query, type Sql } from '../../shared/node/database.ts'
import { authorOf } from '../../shared/node/versionList.ts'
import { ApiError, notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { announce } from '../projects.ts'
import type { DocumentChange } from '../sync/documentChanges.ts'
import { readStorage, readWeights } from './storage.ts'

/** Throws {@link ApiError} 'name-taken' when another timeline of the project is called so. */
export async function refuseTaken(tx: Query, projectId: string, name: string, except: string | null): Promise<void> {
  // one at a time, so that two who choose one name are told so
  await tx`select from projects where id = ${projectId} for no key update`
  const [taken] = await tx`
    select from timelines where project_id = ${projectId} and deleted_at is null and lower(name) = lower(${name})
      and id is distinct from ${except}`
  if (taken) throw new ApiError(409, 'name-taken', `There is a timeline called “${name}” already. Choose another name.`)
}

/** All timelines of a project, also deleted ones, the first one first, and who has something of each open. */
export async function readTimelines(
  { sql, sync }: Pick<Platform, 'sql' | 'sync'>,
  projectId: string,
): Promise<TimelineRow[]> {
  const rows = await sql<
    (Omit<TimelineRow, 'createdAt' | 'deletedAt' | 'people'> & { createdAt: Date; deletedAt: Date | null })[]
  >`
    select id, name, parent_id as "parentId", created_at as "createdAt", deleted_at as "deletedAt",
      row_number() over (order by created_at, id) = 1 as main
    from timelines where project_id = ${projectId} order by created_at, id`
  const open = sync.present()
  const places = await sql<{ id: string; timelineId: string }[]>`
    select id, timeline_id as "timelineId" from documents
    where project_id = ${projectId} and id = any(${[...new Set(open.map(({ documentId }) => documentId))]})`
  const timelineOf = new Map(places.map(({ id, timelineId }) => [id, timelineId]))
  const people = new Map<string, Map<string, { id: string; name: string }>>()
  for (const { documentId, person } of open) {
    const timelineId = timelineOf.get(documentId)
    if (timelineId === undefined) continue
    people.set(timelineId, (people.get(timelineId) ?? new Map()).set(person.id, person))
  }
  return rows.map(row => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    people: [...(people.get(row.id)?.values() ?? [])],
  }))
}

/** All commits of a project, the oldest first, and what it and its timelines weigh. */
export async function readHistory(sql: Sql, projectId: string): Promise<TimelineHistory> {
  const [commits, bytes, storage] = await Promise.all([
    sql<
      (Omit<CommitRow, 'by' | 'createdAt' | 'jobs'> & {
        owner: string | null
        userId: string | null
        agent: string | null
        at: Date
        jobs: { id: string; agent: string }[]
      })[]
    >`
      select c.id, c.timeline_id as "timelineId", c.kind, c.name, c.message, c.user_id as "userId", u.name as owner,
        c.agent, c.credits, c.parent_id as "parentId", c.merged_id as "mergedId", c.created_at as at, done.jobs
      from (
        select *, lag(created_at) over (partition by timeline_id order by created_at, id) as since
        from commits where project_id = ${projectId}
      ) c
      left join "user" u on u.id = c.user_id
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('id', j.id, 'agent', j.agent) order by j.finished_at), '[]') as jobs
        from jobs j where j.timeline_id = c.timeline_id and j.state = 'done'
          and j.finished_at <= c.created_at and (c.since is null or j.finished_at > c.since)
      ) done
      order by c.created_at, c.id`,
    readWeights(sql, projectId),
    readStorage(sql, projectId),
  ])
  return {
    commits: commits.map(({ userId, owner, agent, at, jobs, ...row }) => ({
      ...row,
      jobs: jobs.map(job => ({ id: job.id, title: findAgent(job.agent)?.title ?? job.agent })),
      by: authorOf({ userId, agent, name: owner }),
      createdAt: at.toISOString(),
    })),
    bytes,
    storage,
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
export const deleteTimeline = (
  platform: Pick<Platform, 'sql' | 'sync' | 'turns'>,
  projectId: string,
  id: string,
): Promise<void> => platform.turns.take(projectId, () => deleteNow(platform, projectId, id))

async function deleteNow({ sql, sync }: Pick<Platform, 'sql' | 'sync'>, projectId: string, id: string): Promise<void> {
  const rows = await sql<{ id: string }[]>`select id from documents where timeline_id = ${id}`
  const documents = rows.map(document => document.id)
  await sync.drain(documents)
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
    await notify(tx, CHANNEL.documentChange, { goneTimeline: id } satisfies DocumentChange)
  })
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
