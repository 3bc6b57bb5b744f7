import { z } from 'zod'
import { type AgentName, findAgent } from '../shared/core/agents/catalog.ts'
import { BEAT_TASKS } from '../shared/core/api/schemas.ts'
import { storableJson } from '../shared/core/text/storable.ts'
import { madeElement } from '../shared/core/vault/madeElement.ts'
import { notifyJob } from '../shared/node/agentJobs.ts'
import { CHANNEL, notify, type Query, type Sql } from '../shared/node/database.ts'
import { type AgentDelivery, type Boss, sendAgentJob } from '../shared/node/queues.ts'
import { traceOnward } from '../shared/node/scope.ts'
import type { AgentJob } from './agents/agent.ts'
import { type Kept, keep } from './agents/kept.ts'

/** What a person reads about a failure. */
export interface JobFailure {
  code: string
  message: string
}

const input = z.object({
  instruction: z.string().default(''),
  selection: z.object({ start: z.record(z.string(), z.unknown()), end: z.record(z.string(), z.unknown()) }).optional(),
  lineIds: z.array(z.string()).optional(),
  rowId: z.string().optional(),
  rowIds: z.array(z.string()).optional(),
  task: z.enum(BEAT_TASKS).optional(),
  messageId: z.string().optional(),
  angles: z.array(z.string()).optional(),
})

export type Start =
  | { kind: 'run'; job: AgentJob; projectId: string; timelineId: string; attempt: number }
  /** Delivered again after its results were stored. */
  | { kind: 'done' }
  /** Cancelled, failed, deleted: nothing to do. */
  | { kind: 'over' }

interface JobFields {
  id: string
  agent: string
  state: string
  documentId: string
  projectId: string
  timelineId: string
  sceneId: string | null
  input: unknown
  attempts: number
  round: number
  askedBy: { id: string; name: string } | null
}

/** Marks the job as running and counts the attempt, unless it is over or the delivery is of an earlier round. */
export async function startJob(sql: Sql, { jobId, round }: Pick<AgentDelivery, 'jobId' | 'round'>): Promise<Start> {
  return sql.begin(async (tx): Promise<Start> => {
    const [row] = await tx<JobFields[]>`
      select j.id, j.agent, j.state, j.document_id as "documentId", j.project_id as "projectId",
        j.timeline_id as "timelineId", j.scene_id as "sceneId", j.input, j.attempts, j.round,
        (select jsonb_build_object('id', u.id, 'name', u.name) from "user" u where u.id = j.asked_by) as "askedBy"
      from jobs j where j.id = ${jobId} for update of j`
    if (row?.state === 'done') {
      await notify(tx, CHANNEL.jobResult, { jobId, documentId: row.documentId })
      return { kind: 'done' }
    }
    const agent = findAgent(row?.agent ?? '')?.name
    if (!row || !agent || row.round !== round || row.state === 'failed' || row.state === 'cancelled')
      return { kind: 'over' }
    await tx`
      update jobs set state = 'running', attempts = attempts + 1, started_at = coalesce(started_at, now()), error = null
      where id = ${jobId}`
    await notifyJob(tx, row.projectId, jobId)
    return {
      kind: 'run',
      job: toJob(row, agent),
      projectId: row.projectId,
      timelineId: row.timelineId,
      attempt: row.attempts + 1,
    }
  })
}

const toJob = ({ id, documentId, sceneId, askedBy, input: given }: JobFields, agent: AgentName): AgentJob => ({
  id,
  agent,
  documentId,
  sceneId,
  askedBy,
  ...input.parse(given),
})

/** What an earlier delivery of the job has stored already, by part. */
export async function storedParts(sql: Sql, jobId: string): Promise<Map<string, Uint8Array>> {
  const rows = await sql<{ part: string; bytes: Buffer }[]>`select part, bytes from job_results where job_id = ${jobId}`
  return new Map(rows.map(({ part, bytes }) => [part, bytes]))
}

/**
 * Stores a part of the answer, for the server to apply. Parts are stored once: a delivery that comes too late changes
 * nothing. Returns false when the job was cancelled or has failed meanwhile.
 */
export async function storePart(
  sql: Sql,
  job: AgentJob,
  { part, bytes, kept }: { part: string; bytes: Uint8Array; kept: Kept | null },
): Promise<boolean> {
  return sql.begin(async tx => {
    const projectId = await wantedIn(tx, job)
    if (projectId === null) return false
    const { count } = await tx`
      insert into job_results (job_id, part, document_id, bytes, element_id, traceparent)
      values (${job.id}, ${part}, ${job.documentId}, ${Buffer.from(bytes)}, ${madeElement(bytes)},
        ${traceOnward().traceparent ?? null}) on conflict do nothing`
    if (count > 0 && kept) await keep(tx, job, kept)
    if (count > 0) await notify(tx, CHANNEL.projectEvent, { projectId, type: 'vault' })
    await notify(tx, CHANNEL.jobResult, { jobId: job.id, documentId: job.documentId })
    return true
  })
}

/** Adds to what the job has cost. */
export async function chargeJob(sql: Query, jobId: string, credits: number): Promise<void> {
  await sql`update jobs set credits_actual = coalesce(credits_actual, 0) + ${credits} where id = ${jobId}`
}

/**
 * Says that the job is done, and with `also`, in the same transaction, what follows from that. False: it was stopped, or has
 * failed meanwhile.
 */
export async function finishJob(
  sql: Sql,
  job: AgentJob,
  also: (tx: Query, projectId: string) => Promise<void>,
): Promise<boolean> {
  return sql.begin(async tx => {
    const [row] = await tx<{ projectId: string }[]>`
      update jobs set state = 'done', finished_at = now(), error = null
      where id = ${job.id} and state in ('queued', 'running') returning project_id as "projectId"`
    if (row) {
      await also(tx, row.projectId)
      await notifyJob(tx, row.projectId, job.id)
    }
    await notify(tx, CHANNEL.jobResult, { jobId: job.id, documentId: job.documentId })
    return row !== undefined
  })
}

/** The project of a job whose answer is still wanted; null: it was stopped, or has failed meanwhile. */
async function wantedIn(tx: Query, job: AgentJob): Promise<string | null> {
  const [row] = await tx<{ state: string; projectId: string }[]>`
    select state, project_id as "projectId" from jobs where id = ${job.id} for update`
  return row && row.state !== 'cancelled' && row.state !== 'failed' ? row.projectId : null
}

/** Says that the job failed, and what a person can do. */
export async function failJob(
  sql: Sql,
  { jobId, round }: Pick<AgentDelivery, 'jobId' | 'round'>,
  failure: JobFailure,
): Promise<void> {
  await sql.begin(async tx => {
    const [row] = await tx<{ projectId: string }[]>`
      update jobs set state = 'failed', finished_at = now(), error = ${tx.json(storableJson(failure))}
      where id = ${jobId} and round = ${round} and state in ('queued', 'running') returning project_id as "projectId"`
    if (row) await notifyJob(tx, row.projectId, jobId)
  })
}

/** Puts the job back for another attempt `delay` seconds from now; `failure` says meanwhile why it waits. */
export async function postponeJob(
  sql: Sql,
  boss: Boss,
  delivery: AgentDelivery,
  delay: number,
  failure: JobFailure,
): Promise<void> {
  await sql.begin(async tx => {
    const [row] = await tx<{ projectId: string }[]>`
      update jobs set state = 'queued', error = ${tx.json(storableJson(failure))}
      where id = ${delivery.jobId} and round = ${delivery.round} and state in ('queued', 'running') returning project_id as "projectId"`
    if (!row) return
    await sendAgentJob(boss, tx, delivery, delay)
    await notifyJob(tx, row.projectId, delivery.jobId)
  })
}

export async function isCancelled(sql: Sql, jobId: string): Promise<boolean> {
  const [row] = await sql<{ state: string }[]>`select state from jobs where id = ${jobId}`
  return row === undefined || row.state === 'cancelled'
}
