import { jobKey } from '../core/agents/target.ts'
import type { JobRow, JobTrace } from '../core/api/schemas.ts'
import type { Retrieval } from '../core/api/styles.ts'
import { newId } from '../core/ids.ts'
import { storable, storableJson } from '../core/text/storable.ts'
import { AgentJobError, type AgentRequest } from './agentRequest.ts'
import { resolveTarget } from './agentTarget.ts'
import { CHANNEL, notify, type Query, type Sql } from './database.ts'
import { refuseOverBudget } from './ledger.ts'
import { activeModel, estimateCredits, type TextSettings } from './models.ts'
import { type Boss, sendAgentJob } from './queues.ts'
import { ensureSceneDocument } from './sceneDocuments.ts'

export type { AgentRequest } from './agentRequest.ts'

interface Deps {
  sql: Sql
  boss: Boss
  config: TextSettings
}

/** Postgres: a unique index refused the row. */
const isDuplicate = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505'

/** Tells every open browser of the project to read its jobs again. */
export async function notifyJob(sql: Query, projectId: string, jobId: string): Promise<void> {
  await notify(sql, CHANNEL.projectEvent, { projectId, type: 'jobs', jobId })
}

/**
 * Makes the job's row and sends it in one transaction. Pressing again while it runs on the same state joins it.
 * `within` runs in that transaction, with the id of the job; when it throws, nothing was asked.
 * Throws {@link AgentJobError} when the request names nothing an agent could work on.
 */
export async function enqueueAgentJob(
  { sql, boss, config }: Deps,
  request: AgentRequest,
  within: (tx: Query, jobId: string) => Promise<void> = async () => {},
): Promise<{ jobId: string; joined: boolean }> {
  const active = activeModel(config)
  const target = await resolveTarget(sql, request, active.model)
  const instruction = storable(request.instruction ?? '').trim()
  const jobId = newId()
  const { projectId, selection, lineIds, rowId, rowIds, task, angles, messageId } = request
  return insertOrJoin(sql, async tx => {
    const documentId =
      target.document?.id ??
      (await ensureSceneDocument(tx, { projectId, timelineId: target.timelineId, sceneId: target.sceneId ?? '' }))
    const key = jobKey({ documentId, state: target.state, agent: target.agent.name, target: target.part, instruction })
    const running = await runningJob(tx, key)
    if (running) {
      await within(tx, running)
      return { jobId: running, joined: true }
    }
    const estimate = estimateCredits(active, target.agent, target.characters, target.files)
    await refuseOverBudget(tx, projectId, estimate)
    await tx`
      insert into jobs (id, project_id, timeline_id, document_id, scene_id, agent, key, input, asked_by, credits_estimated)
      values (${jobId}, ${projectId}, ${target.timelineId}, ${documentId}, ${target.sceneId}, ${target.agent.name}, ${key},
        ${tx.json(storableJson({ instruction, selection, lineIds, rowId, rowIds, task, angles, messageId }))}, ${request.askedBy},
        ${estimate})`
    await sendAgentJob(boss, tx, { jobId, round: 1, attempt: 1 })
    await notifyJob(tx, projectId, jobId)
    await within(tx, jobId)
    return { jobId, joined: false }
  })
}

/** A concurrent press may win between the look and the insert: then the second run of `work` finds and joins it. */
async function insertOrJoin<T>(sql: Sql, work: (tx: Query) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return (await sql.begin(tx => work(tx))) as T
    } catch (error) {
      if (!isDuplicate(error) || attempt === 3) throw error
    }
}

async function runningJob(tx: Query, key: string): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`select id from jobs where key = ${key} and state in ('queued', 'running')`
  return row?.id ?? null
}

export type JobRecord = JobRow & { projectId: string }

const SELECT_JOB = `
  select j.id, j.project_id as "projectId", j.timeline_id as "timelineId", j.agent, j.state, j.document_id as "documentId", j.scene_id as "sceneId",
    coalesce(j.input->>'instruction', '') as instruction,
    case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "askedBy",
    j.attempts, j.error, j.credits_estimated as "creditsEstimated", j.credits_actual as "creditsActual",
    j.created_at as "createdAt", j.finished_at as "finishedAt"
  from jobs j left join "user" u on u.id = j.asked_by`

type JobDates = Omit<JobRecord, 'createdAt' | 'finishedAt'> & { createdAt: Date; finishedAt: Date | null }
const toRecord = (row: JobDates): JobRecord => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
})

export async function readJob(sql: Query, id: string): Promise<JobRecord | null> {
  const [row] = await sql<JobDates[]>`${sql.unsafe(SELECT_JOB)} where j.id = ${id}`
  return row ? toRecord(row) : null
}

/** Every try of a job, in the order in which they ended. */
export async function readTraces(sql: Sql, jobId: string): Promise<JobTrace[]> {
  const rows = await sql<(Omit<JobTrace, 'at' | 'retrievals'> & { at: Date })[]>`
    select t.step, t.attempt, t.provider, t.model, t.prompt_id as "promptId", t.prompt_version as "promptVersion", t.parts,
      t.left_out as "leftOut", t.output, t.repairs, t.error, coalesce(t.input_tokens, 0) as "inputTokens",
      coalesce(t.output_tokens, 0) as "outputTokens", t.credits, coalesce(t.milliseconds, 0) as milliseconds,
      r.element_id as "elementId", t.created_at as at
    from job_traces t left join job_results r on r.job_id = t.job_id and r.part = t.step
    where t.job_id = ${jobId} order by t.id`
  const searches = await sql<(Retrieval & { attempt: number; step: string })[]>`
    select attempt, step, style_name as style, embedder, method, query, found, milliseconds
    from style_retrievals where job_id = ${jobId} order by id`
  return rows.map(row => ({
    ...row,
    retrievals: searches.flatMap(({ attempt, step, ...search }) =>
      attempt === row.attempt && step === row.step ? [search] : [],
    ),
    at: row.at.toISOString(),
  }))
}

/** The newest 100 jobs of a project, newest first. */
export async function listJobs(sql: Query, projectId: string): Promise<JobRecord[]> {
  const rows = await sql<JobDates[]>`
    ${sql.unsafe(SELECT_JOB)} where j.project_id = ${projectId} order by j.created_at desc, j.id limit 100`
  return rows.map(toRecord)
}

/**
 * A failed or cancelled job tries again: same row, same request, on the document as it is then. Where the same was asked
 * again meanwhile, that job is joined. What it is reckoned to cost beyond what it cost already must be left of the budget, as
 * when it was asked. Throws {@link AgentJobError} for a job that is done or beyond the budget.
 */
export async function retryJob(
  { sql, boss }: Pick<Deps, 'sql' | 'boss'>,
  id: string,
): Promise<{ jobId: string; joined: boolean }> {
  return insertOrJoin(sql, async tx => {
    const [row] = await tx<{ projectId: string; state: string; key: string; rest: number }[]>`
      select project_id as "projectId", state, key,
        greatest(0, credits_estimated - coalesce(credits_actual, 0)) as rest
      from jobs where id = ${id} for update`
    if (!row) throw new AgentJobError('job-not-found', 'This job does not exist.', 404)
    if (row.state === 'queued' || row.state === 'running') return { jobId: id, joined: true }
    if (row.state === 'done')
      throw new AgentJobError('job-done', 'This job is done already. Ask again for another answer.', 409)
    const running = await runningJob(tx, row.key)
    if (running) return { jobId: running, joined: true }
    await refuseOverBudget(tx, row.projectId, row.rest)
    const [next] = await tx<{ round: number }[]>`
      update jobs set state = 'queued', error = null, finished_at = null, round = round + 1 where id = ${id}
      returning round`
    await sendAgentJob(boss, tx, { jobId: id, round: next?.round ?? 1, attempt: 1 })
    await notifyJob(tx, row.projectId, id)
    return { jobId: id, joined: false }
  })
}

/** Stops a job that has not finished; its worker hears of it and drops the answer. Returns whether it was stopped. */
export async function cancelJob(sql: Sql, id: string): Promise<boolean> {
  return sql.begin(async tx => {
    const [row] = await tx<{ projectId: string }[]>`
      update jobs set state = 'cancelled', finished_at = now() where id = ${id} and state in ('queued', 'running')
      returning project_id as "projectId"`
    if (row) await notifyJob(tx, row.projectId, id)
    return row !== undefined
  })
}
