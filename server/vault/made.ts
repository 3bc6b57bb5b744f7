import { STAGES } from '../../shared/core/stages/stages.ts'
import { ARTIFACT_KINDS, STAGE_OF_DOCUMENT } from '../../shared/core/vault/kinds.ts'
import type { Query } from '../../shared/node/database.ts'

/** The agents whose answers are artifacts. A stage that is null is that of the document. */
const AGENTS = Object.entries(ARTIFACT_KINDS).flatMap(([kind, of]) =>
  'agent' in of ? [{ agent: of.agent, kind, stage: of.stage }] : [],
)
const ROWS = Object.entries(ARTIFACT_KINDS).flatMap(([kind, { stage }]) => (stage === null ? [] : [{ kind, stage }]))
const DOCUMENTS = Object.entries(STAGE_OF_DOCUMENT).map(([kind, stage]) => ({ kind, stage }))
/** A stage that is locked makes a commit of this name. The brief is what people write, and nothing that is made. */
const LOCKED = STAGES.flatMap(({ approved, kind }) => (kind === 'brief' ? [] : [{ name: approved, kind }]))

/**
 * Everything that was made in a project, wherever it is kept: answers of agents, rows of documents, and stages as they were
 * locked. One row each, on the timeline where it was made: what a fork took along is none of its own. What an answer cost,
 * and of which model it is, stands in the traces of its `part` of the job: nulls here, so that only those are read that count.
 */
export const made = (sql: Query, projectId: string) => sql`
  select 'answer:' || j.id || ':' || r.part as id, k.kind, coalesce(k.stage, of.stage) as stage, j.timeline_id,
    coalesce(j.scene_id, case when k.kind = 'script-scene' then r.element_id end) as scene_id, r.element_id,
    null::text as asset_id, r.created_at, null::float8 as credits, null::text as model, null::text as input_hash,
    j.id as job_id, r.part, j.agent, j.asked_by, null::text as made_by, null::text as media, '' as title, '' as body
  from jobs j
  join jsonb_to_recordset(${sql.json(AGENTS)}) as k (agent text, kind text, stage int) on k.agent = j.agent
  join documents d on d.id = j.document_id
  left join jsonb_to_recordset(${sql.json(DOCUMENTS)}) as of (kind text, stage int) on of.kind = d.kind
  join job_results r on r.job_id = j.id
  where j.project_id = ${projectId}
  union all
  select 'row:' || m.kind || ':' || m.row_id, m.kind, k.stage, m.timeline_id, m.scene_id,
    case when m.kind = 'image-key' then m.row_id else m.shot_id end, m.asset_id, m.made_at,
    m.credits, m.model, m.input_hash, m.job_id, null, m.agent, j.asked_by, m.made_by, m.media, m.title, m.body
  from made_rows m
  join jsonb_to_recordset(${sql.json(ROWS)}) as k (kind text, stage int) on k.kind = m.kind
  left join jobs j on j.id = m.job_id
  where m.project_id = ${projectId}
  union all
  select 'commit:' || c.id, 'locked', of.stage, c.timeline_id, null, v.id, null, c.created_at, 0, '', '', null, null,
    c.agent, c.user_id, null, null, c.name, c.message
  from commits c
  join jsonb_to_recordset(${sql.json(LOCKED)}) as k (name text, kind text) on k.name = c.name
  join jsonb_to_recordset(${sql.json(DOCUMENTS)}) as of (kind text, stage int) on of.kind = k.kind
  join versions v on v.timeline_version_id = c.id
  join documents d on d.id = v.document_id and d.kind = k.kind
  where c.project_id = ${projectId} and c.kind = 'stage'`

/** The timelines of a project, by their places; the first one is the main one. */
export const timelines = (sql: Query, projectId: string) => sql`
  select id, name, deleted_at is not null as deleted, row_number() over (order by created_at, id)::int as place
  from timelines where project_id = ${projectId}`

/** What is said of an answer in the traces of one part of a job; what was tried in vain cost something as well. */
export const traced = (sql: Query) => sql`
  coalesce(sum(t.credits), 0)::float8 as credits, max(t.model) filter (where t.error is null) as model,
  max(t.depends_on) filter (where t.error is null) as input_hash`
