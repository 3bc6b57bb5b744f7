import type { Artifact, VaultPage, VaultPageQuery, VaultQuery } from '../../shared/core/api/vault.ts'
import { shotLabel } from '../../shared/core/shots/label.ts'
import { excerptOf, readAnswer } from '../../shared/core/vault/answers.ts'
import { readCursor, type VaultCursor, writeCursor } from '../../shared/core/vault/cursor.ts'
import { ARTIFACT_KINDS, type ArtifactKind } from '../../shared/core/vault/kinds.ts'
import { searchedWords, tsquery } from '../../shared/core/vault/search.ts'
import type { Query } from '../../shared/node/database.ts'
import { ApiError, notFound } from '../http/errors.ts'
import { made, timelines, traced } from './made.ts'

/** Characters of the first words of an artifact. */
const EXCERPT = 240

interface Found {
  id: string
  kind: ArtifactKind
  stage: number
  timeline: Artifact['timeline']
  scene: Artifact['scene']
  /** Place of its shot among those of the scene; null: of no shot, or of one that was taken out. */
  shotPlace: number | null
  title: string
  body: string
  media: string | null
  picture: Artifact['picture']
  assetId: string | null
  elementId: string | null
  at: Date
  credits: number
  model: string
  inputHash: string
  jobId: string | null
  agent: string | null
  askedBy: Artifact['askedBy']
  tags: string[]
  /** What the agent answered; null for what is no answer. */
  output: string | null
  sort: VaultCursor
}

/** What a search asks for, as a condition on `m`. */
function matching(sql: Query, projectId: string, query: VaultQuery) {
  const { q = '', from, stage, kind, model, tag } = query
  const words = searchedWords(q)
  const conditions = [sql`true`]
  if (from !== undefined) conditions.push(sql`m.timeline_id = ${from}`)
  if (stage !== undefined) conditions.push(sql`m.stage = ${stage}`)
  if (kind !== undefined) conditions.push(sql`m.kind = ${kind}`)
  if (model !== undefined)
    conditions.push(sql`(
      m.model = ${model} or exists (
        select from job_traces t
        where t.job_id = m.job_id and t.step = m.part and t.error is null and t.model = ${model}))`)
  if (tag !== undefined)
    conditions.push(sql`
      m.id in (select artifact from artifact_tags where project_id = ${projectId} and lower(tag) = lower(${tag}))`)
  if (q !== '' && words.length === 0) conditions.push(sql`false`)
  for (const word of words) conditions.push(sayingWord(sql, projectId, word))
  return conditions.reduce((all, one) => sql`${all} and ${one}`)
}

/** That a word begins with this is said by the artifact itself, by one of its tags, or by the name of who asked for it. */
function sayingWord(sql: Query, projectId: string, word: string) {
  const asked = tsquery(word)
  const begins = `% ${word}%`
  return sql`(
    m.id in (
      select 'answer:' || t.job_id || ':' || t.step from job_traces t join jobs j on j.id = t.job_id
      where t.error is null and t.output is not null and answer_words(t.output) @@ ${asked}::tsquery
        and j.project_id = ${projectId}
      union all
      select 'row:' || kind || ':' || row_id from made_rows where project_id = ${projectId} and words @@ ${asked}::tsquery
      union all
      select artifact from artifact_tags where project_id = ${projectId} and ' ' || tag ilike ${begins})
    or (m.kind = 'locked' and to_tsvector('simple', m.title || ' ' || m.body) @@ ${asked}::tsquery)
    or m.asked_by in (select id from "user" where ' ' || name ilike ${begins})
    or ' ' || m.made_by ilike ${begins})`
}

const columns = (sql: Query, projectId: string) => sql`
  m.id, m.kind, m.stage, m.title, m.body, m.media, m.asset_id as "assetId", m.element_id as "elementId", m.created_at as at,
  coalesce(m.credits, a.credits) as credits, coalesce(m.model, a.model, '') as model,
  coalesce(m.input_hash, a.input_hash, '') as "inputHash", m.job_id as "jobId", m.agent,
  jsonb_build_object('id', t.id, 'name', t.name, 'main', t.place = 1, 'deleted', t.deleted) as timeline,
  case when m.scene_id is not null then jsonb_build_object('id', m.scene_id, 'number', coalesce(s.number, ''),
    'heading', coalesce(s.heading, '')) end as scene,
  (select place from (
      select shot_id, row_number() over (order by place, row_id)::int - 1 as place from dependencies
      where document_id = s.document_id and reference like 'shot:%'
    ) shots where shot_id = m.element_id) as "shotPlace",
  case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name)
    when m.made_by is not null and m.agent is null then jsonb_build_object('id', null, 'name', m.made_by) end as "askedBy",
  (select jsonb_build_object('id', p.id, 'width', p.width, 'height', p.height) from media p
    join project_media of on of.media_id = p.id and of.project_id = ${projectId} where p.id = m.media) as picture,
  (select coalesce(array_agg(tag order by lower(tag)), '{}') from artifact_tags g
    where g.project_id = ${projectId} and g.artifact = m.id) as tags,
  (select output from job_traces o where m.part is not null and o.job_id = m.job_id and o.step = m.part and o.error is null
    order by o.id desc limit 1) as output`

/** What the page is sorted by: see `VaultCursor`. A scene that is gone comes behind those that are there. */
const sorting = (sql: Query) => sql`
  t.place, m.stage, case when m.scene_id is null then -1 else coalesce(s.place, 1000000) end,
  -(extract(epoch from m.created_at) * 1000000)::bigint, m.id`

const beside = (sql: Query) => sql`
  join places t on t.id = m.timeline_id
  left join scenes s on s.timeline_id = m.timeline_id and s.id = m.scene_id
  left join "user" u on u.id = m.asked_by`

/** What the traces say of an answer. */
const answered = (sql: Query) => sql`
  left join lateral (
    select ${traced(sql)} from job_traces t where t.job_id = m.job_id and t.step = m.part) a on true`

/** A page of what was made in a project. Throws {@link ApiError} 'bad-cursor'. */
export async function readVault(sql: Query, projectId: string, query: VaultPageQuery): Promise<VaultPage> {
  const after = query.after === undefined ? null : readCursor(query.after)
  if (query.after !== undefined && after === null)
    throw new ApiError(400, 'bad-cursor', 'This list does not go on there. Read it again from its beginning.')
  const rows = await sql<(Found & { total: number })[]>`
    with places as (${timelines(sql, projectId)}),
    m as materialized (select * from (${made(sql, projectId)}) m where ${matching(sql, projectId, query)}),
    page as (
      select m.*, row(${sorting(sql)}) as sort from m ${beside(sql)}
      where ${after === null ? sql`true` : sql`row(${sorting(sql)}) > row(${after[0]}::int, ${after[1]}::int, ${after[2]}::int, ${after[3]}::bigint, ${after[4]}::text)`}
      order by ${sorting(sql)} limit ${query.limit + 1})
    select ${columns(sql, projectId)}, jsonb_build_array(${sorting(sql)}) as sort, (select count(*) from m) as total
    from page m ${beside(sql)} ${answered(sql)} order by ${sorting(sql)}`
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    artifacts: shown.map(toArtifact),
    total: rows[0]?.total ?? 0,
    next: rows.length > query.limit && last ? writeCursor(last.sort) : null,
  }
}

function toArtifact({ at, output, sort: _, body, title, shotPlace, ...row }: Found): Artifact {
  const answer = output === null ? null : readAnswer(output)
  const lines = [{ type: 'general', text: body } as const]
  return {
    ...row,
    shot: shotPlace === null ? null : shotLabel(row.scene?.number ?? '', shotPlace),
    title: title || answer?.title || ARTIFACT_KINDS[row.kind].title,
    excerpt: excerptOf(answer ?? { title: '', lines, rows: [] }, EXCERPT),
    createdAt: at.toISOString(),
  }
}

/** An artifact as it is listed, with what its words are read from. Throws the 404 of something that is not there. */
export async function findArtifact(
  sql: Query,
  projectId: string,
  id: string,
): Promise<{ artifact: Artifact; output: string | null; body: string }> {
  const [row] = await sql<Found[]>`
    with places as (${timelines(sql, projectId)}), m as (select * from (${made(sql, projectId)}) m where m.id = ${id})
    select ${columns(sql, projectId)}, null as sort from m ${beside(sql)} ${answered(sql)}`
  if (!row) throw notFound()
  return { artifact: toArtifact(row), output: row.output, body: row.body }
}
