import type { VaultContents } from '../../shared/core/api/vault.ts'
import { ARTIFACT_KIND_NAMES, type ArtifactKind, VAULT_STAGES } from '../../shared/core/vault/kinds.ts'
import type { Query } from '../../shared/node/database.ts'
import { made, timelines, traced } from './made.ts'

/** How much there is of one timeline, one stage, one kind in a stage, one model, or in all: what is not meant is null. */
interface Count {
  timelineId: string | null
  stage: number | null
  kind: ArtifactKind | null
  model: string | null
  count: number
  credits: number
}

/** What one can narrow the vault by, and how much there is of each. */
export async function readContents(sql: Query, projectId: string): Promise<VaultContents> {
  const [counts, places, tags] = await Promise.all([
    sql<Count[]>`
      with a as (
        select t.job_id, t.step, ${traced(sql)} from job_traces t join jobs j on j.id = t.job_id
        where j.project_id = ${projectId} group by t.job_id, t.step),
      m as (
        select m.timeline_id, m.stage, m.kind, coalesce(m.model, a.model, '') as model,
          coalesce(m.credits, a.credits, 0) as credits
        from (${made(sql, projectId)}) m left join a on a.job_id = m.job_id and a.step = m.part)
      select timeline_id as "timelineId", stage, kind, model, count(*) as count, sum(credits)::float8 as credits
      from m group by grouping sets ((timeline_id), (stage), (stage, kind), (model), ())`,
    sql<{ id: string; name: string; deleted: boolean; place: number }[]>`${timelines(sql, projectId)} order by place`,
    sql<{ tag: string; count: number }[]>`
      select min(tag) as tag, count(*) as count from artifact_tags where project_id = ${projectId}
      group by lower(tag) order by lower(tag)`,
  ])
  const whole = counts.find(one => one.timelineId === null && one.stage === null && one.model === null)
  const madeOn = new Map(counts.map(({ timelineId, count }) => [timelineId, count]))
  return {
    total: whole?.count ?? 0,
    credits: whole?.credits ?? 0,
    timelines: places
      .map(({ place, ...one }) => ({ ...one, main: place === 1, count: madeOn.get(one.id) ?? 0 }))
      .filter(({ deleted, count }) => count > 0 || !deleted),
    stages: VAULT_STAGES.flatMap(({ stage }) => {
      const all = counts.find(one => one.stage === stage && one.kind === null)
      const kinds = counts.flatMap(({ kind, count, ...one }) =>
        one.stage === stage && kind !== null ? [{ kind, count }] : [],
      )
      return all ? [{ stage, count: all.count, kinds: kinds.sort((a, b) => placeOf(a.kind) - placeOf(b.kind)) }] : []
    }),
    models: counts
      .flatMap(({ model, count }) => (model === null || model === '' ? [] : [{ model, count }]))
      .sort((a, b) => b.count - a.count),
    tags: [...tags],
  }
}

const placeOf = (kind: ArtifactKind): number => ARTIFACT_KIND_NAMES.indexOf(kind)
