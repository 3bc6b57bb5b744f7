import { newId } from '../../shared/core/ids.ts'
import { commitOfHead, insertCommit } from '../../shared/node/commits.ts'
import { CHANNEL, notify, type Query } from '../../shared/node/database.ts'
import { emptyState } from '../../shared/node/documents.ts'
import type { Place } from '../../shared/node/timelines.ts'
import { keepStates } from '../../shared/node/versions.ts'
import { ApiError, notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { announce } from '../projects.ts'
import { projectFork, takeStanding } from './standing.ts'
import { refuseTaken } from './timelines.ts'

/** Timelines of a project that are not deleted. */
const MOST_TIMELINES = 200

export interface ForkRequest {
  name: string
  message: string
  /** An earlier commit; null: the timeline of the place as it is now. */
  commitId: string | null
  author: { kind: 'person'; id: string; name: string }
}

/**
 * A new timeline that says what a commit says. Nothing is copied but rows: its documents begin with the states that the
 * commit has. It takes over the approvals and flags of that moment, who wrote what, and the files beside the brief. What is
 * said about the words (comments) stays where it was said.
 */
export const fork = (
  platform: Pick<Platform, 'sql' | 'sync' | 'boss' | 'turns'>,
  place: Place,
  request: ForkRequest,
): Promise<Place> => platform.turns.take(place.projectId, () => forkNow(platform, place, request))

async function forkNow(
  { sql, sync, boss }: Pick<Platform, 'sql' | 'sync' | 'boss'>,
  { projectId, timelineId }: Place,
  { name, message, commitId, author }: ForkRequest,
): Promise<Place> {
  if (commitId === null) {
    const documents = await sql<{ id: string }[]>`select id from documents where timeline_id = ${timelineId}`
    // what was typed a moment ago comes along
    await sync.drain(documents.map(({ id }) => id))
  }
  return sql.begin(async tx => {
    await refuseTaken(tx, projectId, name, null)
    const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
      select count(*)::int as count from timelines where project_id = ${projectId} and deleted_at is null`
    if (count >= MOST_TIMELINES)
      throw new ApiError(409, 'too-many-timelines', `There are ${MOST_TIMELINES} timelines. Delete one first.`)
    await keepStates(tx)
    const from = commitId ?? (await commitOfHead(tx, timelineId, { kind: 'fork', name: `Before “${name}”`, author }))
    const [commit] = await tx<{ timelineId: string; name: string }[]>`
      select c.timeline_id as "timelineId", c.name from commits c
      where c.id = ${from} and c.project_id = ${projectId}`
    if (!commit) throw notFound()
    const id = newId()
    await tx`
      insert into timelines (id, project_id, name, parent_id, made_by)
      values (${id}, ${projectId}, ${name}, ${commit.timelineId}, ${author.id})`
    const first = await insertCommit(tx, id, { kind: 'fork', name, message, author }, from)
    await forkDocuments(tx, { projectId, timelineId: id }, from, first, author.id)
    await takeStanding(tx, id, from)
    await tx`
      insert into project_files
      select (jsonb_populate_record(f, jsonb_build_object('id', replace(gen_random_uuid()::text, '-', ''), 'timeline_id', ${id}::text))).*
      from project_files f where f.timeline_id = ${commit.timelineId}`
    await projectFork(tx, boss, id, commitId === null ? timelineId : null)
    await notify(tx, CHANNEL.projectEvent, { projectId, type: 'versions' })
    await announce(tx, projectId, 'documents')
    return { projectId, timelineId: id }
  })
}

/** Documents with the states of a commit, each with its first version, and those who wrote in it. */
async function forkDocuments(
  tx: Query,
  { projectId, timelineId }: Place,
  from: string,
  first: string,
  by: string,
): Promise<void> {
  const sources = await tx<{ id: string; kind: string; sceneId: string | null }[]>`
    select d.id, d.kind, d.scene_id as "sceneId" from versions v join documents d on d.id = v.document_id
    where v.timeline_version_id = ${from}`
  const made = sources.map(source => ({ ...source, to: newId(), version: newId(), comments: newId() }))
  const rows = tx`
    jsonb_to_recordset(${tx.json(made)}) as m (id text, "to" text, version text, comments text)
    join documents d on d.id = m.id`
  await tx`
    insert into documents (id, project_id, timeline_id, kind, scene_id)
    select m."to", ${projectId}, ${timelineId}, d.kind, d.scene_id from ${rows}`
  await tx`
    insert into document_snapshots (document_id, state_hash)
    select m."to", v.state_hash from ${rows} join versions v on v.document_id = m.id and v.timeline_version_id = ${from}`
  await tx`
    insert into documents (id, project_id, timeline_id, kind, target_document_id)
    select m.comments, ${projectId}, ${timelineId}, 'comments', m."to" from ${rows}`
  await tx`
    insert into document_snapshots (document_id, state)
    select m.comments, ${emptyState()} from ${rows}`
  await tx`
    insert into document_clients (document_id, client_id, user_id, agent, job_id, first_seen)
    select m."to", c.client_id, c.user_id, c.agent, c.job_id, c.first_seen
    from ${rows} join document_clients c on c.document_id = m.id`
  await tx`
    insert into versions (id, document_id, timeline_version_id, kind, name, message, user_id, state_hash, seq, created_at)
    select m.version, m."to", ${first}, 'commit', c.name, c.message, ${by}, v.state_hash, 0, clock_timestamp()
    from ${rows} join versions v on v.document_id = m.id and v.timeline_version_id = ${from}
    join commits c on c.id = ${first}`
}
