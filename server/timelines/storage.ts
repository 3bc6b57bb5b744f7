import type { ProjectStorage } from '../../shared/core/api/timelines.ts'
import type { Query } from '../../shared/node/database.ts'

/** Bytes that each timeline of a project alone has: what it shares with others, by content, is of none. */
export async function readWeights(sql: Query, projectId: string): Promise<Record<string, number>> {
  const weights = await sql<{ id: string; bytes: number }[]>`
    select t.id, (coalesce((select sum(length(u.payload)) from documents d join document_updates u on u.document_id = d.id
          where d.timeline_id = t.id), 0)
        + coalesce((select sum(length(s.state)) from documents d join document_snapshots s on s.document_id = d.id
          where d.timeline_id = t.id), 0)
        + coalesce((select sum(length(s.state)) from version_states s where s.hash in
            (select v.state_hash from documents d join versions v on v.document_id = d.id where d.timeline_id = t.id)
          and not exists (select from versions v join documents d on d.id = v.document_id
            where v.state_hash = s.hash and d.timeline_id <> t.id)), 0))::float8 as bytes
    from timelines t where t.project_id = ${projectId}`
  return Object.fromEntries(weights.map(({ id, bytes }) => [id, bytes]))
}

/** Bytes that a project has, on all of its timelines, each state and each picture once. */
export async function readStorage(sql: Query, projectId: string): Promise<ProjectStorage> {
  const [row] = await sql<ProjectStorage[]>`
    with own as (select id from documents where project_id = ${projectId})
    select
      (coalesce((select sum(length(u.payload)) from document_updates u where u.document_id in (select id from own)), 0)
        + coalesce((select sum(length(s.state)) from document_snapshots s where s.document_id in (select id from own)), 0)
        + coalesce((select sum(length(s.state)) from version_states s where s.hash in
            (select state_hash from versions where document_id in (select id from own))), 0))::float8 as documents,
      coalesce((select sum(m.bytes) from project_media pm join media m on m.id = pm.media_id
        where pm.project_id = ${projectId}), 0)::float8 as pictures,
      coalesce((select sum(octet_length(text) + coalesce(length(content), 0)) from project_files
        where project_id = ${projectId}), 0)::float8 as files,
      (coalesce((select sum(length(r.bytes)) from job_results r join jobs j on j.id = r.job_id
          where j.project_id = ${projectId}), 0)
        + coalesce((select sum(octet_length(t.prompt) + coalesce(octet_length(t.output), 0)) from job_traces t
          join jobs j on j.id = t.job_id where j.project_id = ${projectId}), 0))::float8 as agents`
  return row ?? { documents: 0, pictures: 0, files: 0, agents: 0 }
}
