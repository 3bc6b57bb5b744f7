import { SpanKind } from '@opentelemetry/api'
import * as Y from 'yjs'
import { findAgent } from '../shared/core/agents/catalog.ts'
import { creditsFor } from '../shared/core/agents/models.ts'
import type { ProjectType } from '../shared/core/api/schemas.ts'
import type { Author } from '../shared/core/documents/author.ts'
import { can } from '../shared/node/access.ts'
import type { Config } from '../shared/node/config.ts'
import type { Sql } from '../shared/node/database.ts'
import { sayBreakpoint } from '../shared/node/directorThread.ts'
import { loadDocument } from '../shared/node/documents.ts'
import { isSpent } from '../shared/node/ledger.ts'
import type { Log } from '../shared/node/log.ts'
import type { AgentDelivery, Boss } from '../shared/node/queues.ts'
import { readBaselines, setMadeFrom } from '../shared/node/stageFlags.ts'
import type { Embedder } from '../shared/node/styles/embedder.ts'
import { type Span, traced } from '../shared/node/tracing.ts'
import { type Agent, type AgentDocuments, AgentFailure, type AgentJob, type Finished } from './agents/agent.ts'
import type { StagedFile } from './agents/staged.ts'
import { loadThread } from './agents/thread.ts'
import { type DraftStream, openDraftStream, SILENT } from './draftStream.ts'
import { verdictOn } from './failures.ts'
import {
  chargeJob,
  failJob,
  finishJob,
  type JobFailure,
  postponeJob,
  type Start,
  startJob,
  storedParts,
  storePart,
} from './jobState.ts'
import type { Outcome, WorkerMetrics } from './metrics/workerMetrics.ts'
import type { Prompts } from './prompts.ts'
import { ProviderError, type TextModel } from './providers/textModel.ts'
import type { Reader } from './reading/askReader.ts'
import { readFirst } from './reading/readFirst.ts'
import { retrieveStyle } from './styles/retrieve.ts'
import { storeTrace } from './traces.ts'

export interface JobDeps {
  sql: Sql
  boss: Boss
  config: Config
  log: Log
  agents: ReadonlyMap<string, Agent>
  prompts: Prompts
  model: TextModel
  /** What finds passages of written styles. */
  embedder: Embedder
  /** Seconds before the second, third, ... attempt; their number says how often is tried. */
  retryDelays: readonly number[]
  /** What is counted; nothing unless said otherwise. */
  meters?: Pick<WorkerMetrics, 'ran'>
}

export const RETRY_DELAYS: readonly number[] = [1, 5, 20]
/** Seconds. A provider that wants a longer pause is no longer waited for: the person decides. */
const LONGEST_WAIT = 120

/**
 * One delivery of an agent job, from its row to its stored results. Rejects when the worker must stop or the database
 * failed: then the queue delivers it again. `signal` aborts with 'cancelled' when a person stopped the job.
 */
export async function runJob(deps: JobDeps, delivery: AgentDelivery, signal: AbortSignal): Promise<void> {
  const start = await startJob(deps.sql, delivery)
  if (start.kind !== 'run') return
  const { id: jobId, agent, documentId } = start.job
  const { traceparent } = delivery
  const began = performance.now()
  const run = async (span: Span) => {
    let outcome: Outcome = 'returned'
    try {
      outcome = await runStarted(deps, start, delivery, signal)
    } finally {
      const seconds = (performance.now() - began) / 1000
      deps.meters?.ran(agent, outcome, seconds)
      span.set({ outcome })
      deps.log.info({ agent, attempt: delivery.attempt, outcome, seconds }, 'a job was run')
    }
  }
  const scope = { jobId, documentId, ...(traceparent === undefined ? {} : { traceparent }) }
  const attributes = { agent, 'job.id': jobId, 'document.id': documentId, attempt: delivery.attempt }
  await traced({ name: `job ${agent}`, kind: SpanKind.CONSUMER, attributes, scope }, run)
}

async function runStarted(
  deps: JobDeps,
  start: Started,
  delivery: AgentDelivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const { sql, log } = deps
  const { job } = start
  const agent = deps.agents.get(job.agent)
  if (!agent) throw new Error(`No agent “${job.agent}”: the catalog was checked at start.`)
  try {
    return (await attempt(deps, agent, start, signal)) ? 'done' : 'cancelled'
  } catch (error) {
    if (signal.aborted) {
      if (signal.reason === CANCELLED) return 'cancelled'
      throw error
    }
    const verdict = verdictOn(error)
    if (!verdict) throw error
    log.warn({ err: error, jobId: job.id, agent: job.agent, attempt: delivery.attempt }, 'an attempt failed')
    const delay = verdict.retryable ? delayFor(deps.retryDelays, delivery.attempt, verdict.retryAfter) : null
    if (delay === null) {
      await failJob(sql, delivery, verdict.failure)
      return 'failed'
    }
    await postponeJob(
      sql,
      deps.boss,
      { ...delivery, attempt: delivery.attempt + 1 },
      delay,
      waiting(verdict.failure, delay),
    )
    return 'postponed'
  }
}

/** The reason of an abort by a person. */
export const CANCELLED = 'cancelled'

/** Seconds until the next attempt; null when there is none. The provider's word is taken, up to a limit. */
export function delayFor(delays: readonly number[], attempt: number, retryAfter: number | null): number | null {
  const own = delays[attempt - 1]
  if (own === undefined || (retryAfter ?? 0) > LONGEST_WAIT) return null
  return Math.max(own, retryAfter ?? 0)
}

const waiting = ({ code, message }: JobFailure, delay: number): JobFailure => ({
  code,
  message: `${message.split('. ')[0]}. Trying again in ${Math.ceil(delay)} s.`,
})

type Started = Extract<Start, { kind: 'run' }>

/** False: the job was stopped meanwhile. */
async function attempt(
  deps: JobDeps,
  agent: Agent,
  { job, projectId, timelineId, attempt: number }: Started,
  signal: AbortSignal,
): Promise<boolean> {
  const { sql, config } = deps
  if (job.askedBy === null || !(await can(sql, job.askedBy.id, 'agent.run', { job: job.id })))
    throw new AgentFailure(
      'asker-gone',
      'Whoever asked may no longer ask agents in this project. Nothing was changed; an editor can ask again.',
    )
  const title = findAgent(job.agent)?.title ?? job.agent
  const isOffline = deps.model.provider === 'offline'
  const author: Author = {
    kind: 'agent',
    agent: job.agent,
    name: title,
    jobId: job.id,
    ...(isOffline ? { offline: true } : {}),
  }
  const documents: AgentDocuments = {
    ...(await loadDocuments(sql, job, timelineId)),
    files: agent.readsFiles ? await loadFiles(sql, timelineId) : [],
    reading: { isWhole: isOffline, digest: null },
    thread: agent.readsThread ? await loadThread(sql, projectId, job.messageId ?? '') : null,
    style: null,
  }
  const stored = await storedParts(sql, job.id)
  for (const bytes of stored.values()) Y.applyUpdate(documents.target, bytes)
  const stream = agent.isSilent ? SILENT : openDraftStream(config, job, title)
  try {
    const steps = agent.steps(job, documents).filter(step => !stored.has(step))
    if (steps.length > 0 && !documents.reading.isWhole) {
      const { prompts, model, retryDelays } = deps
      const reader: Reader = {
        sql,
        prompts,
        model,
        job,
        projectId,
        attempt: number,
        signal,
        refuseSpent: () => refuseSpent(sql, job),
        delayAfter: (failures, { retryAfter }) => delayFor(retryDelays, failures, retryAfter),
      }
      documents.reading.digest = await readFirst(reader, documents, stream)
    }
    const take = (step: string) =>
      takeStep(deps, { agent, job, author, documents, step, attempt: number, projectId }, signal, stream)
    if (agent.together) await allOf(steps.map(take))
    else for (const step of steps) if (!(await take(step))) break
    return await finishJob(sql, job, async tx => {
      for (const { stage, against } of agent.inStep(job, documents))
        await setMadeFrom(tx, { projectId, timelineId }, stage, against, documents[against])
      await sayBreakpoint(tx, { projectId, timelineId }, job.agent)
    })
  } finally {
    await stream.close()
    for (const doc of new Set([documents.target, ...DOCUMENTS.map(kind => documents[kind])])) doc.destroy()
  }
}

/** Waits for all, also when one fails: what the others make is kept. */
async function allOf(work: Promise<boolean>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(result => result.status === 'rejected')
  if (failed) throw failed.reason
}

async function refuseSpent(sql: Sql, job: AgentJob): Promise<void> {
  if (await isSpent(sql, job.id))
    throw new AgentFailure(
      'over-budget',
      'The budget of the project is spent. What was finished is kept; owners and admins can raise the budget, and Retry goes on.',
    )
}

interface Step {
  agent: Agent
  job: AgentJob
  author: Author
  documents: AgentDocuments
  step: string
  attempt: number
  projectId: string
}

/** Asks for one part and stores it. False: the job was stopped meanwhile. */
async function takeStep(
  deps: JobDeps,
  { agent, job, author, documents, step, attempt, projectId }: Step,
  signal: AbortSignal,
  stream: DraftStream,
): Promise<boolean> {
  const { sql, prompts, model, log } = deps
  await refuseSpent(sql, job)
  const query = agent.styleQuery(job, documents, step)
  const style =
    query === null
      ? null
      : await retrieveStyle(deps, documents, { jobId: job.id, attempt, step, projectId, query }, signal)
  const prepared = agent.prepare(job, author, { ...documents, style }, step)
  const { prompt, system, request } = prompts.render(agent.prompt, prepared.values)
  const draft = stream.begin(step, prepared.lineIds)
  const began = performance.now()
  const usage = { inputTokens: 0, outputTokens: 0 }
  let answered = model.model
  const credits = () =>
    model.provider === 'offline' || usage.inputTokens + usage.outputTokens === 0
      ? 0
      : creditsFor(answered, usage.inputTokens, usage.outputTokens)
  const trace = async (finished: Finished | null, error: unknown) =>
    storeTrace(sql, {
      jobId: job.id,
      attempt,
      step,
      provider: model.provider,
      model: answered,
      promptId: prompt.id,
      promptVersion: prompt.version,
      prompt: `${system}\n\n${request}`,
      parts: prepared.values,
      dependsOn: prepared.dependsOn,
      leftOut: prepared.leftOut,
      output: finished?.text ?? (error instanceof ProviderError ? error.partial : null),
      repairs: finished?.repairs ?? [],
      error: error === null ? null : String(error instanceof Error ? error.message : error),
      usage,
      credits: credits(),
      milliseconds: Math.round(performance.now() - began),
    })
  try {
    const finished = await prepared.ask(
      model,
      { system, prompt: request },
      signal,
      read => draft.write(read),
      answer => {
        usage.inputTokens += answer.usage.inputTokens
        usage.outputTokens += answer.usage.outputTokens
        answered = answer.model
      },
    )
    await trace(finished, null)
    const { bytes, kept } = finished
    // the next part is made from what this one says
    Y.applyUpdate(documents.target, bytes)
    return await traced({ name: 'store result', kind: SpanKind.PRODUCER, attributes: { part: step } }, () =>
      storePart(sql, job, { part: step, bytes, kept }),
    )
  } catch (error) {
    await trace(null, error).catch(cause => log.warn({ err: cause, jobId: job.id }, 'a trace was not stored'))
    throw error
  } finally {
    draft.end()
    // what was answered was paid for, whatever became of it
    await chargeJob(sql, job.id, credits())
  }
}

const DOCUMENTS = ['brief', 'treatment', 'beats', 'script'] as const

/** What could be read of the files beside the brief. Of a long context file so much that it is known to be too long. */
async function loadFiles(sql: Sql, timelineId: string): Promise<StagedFile[]> {
  return sql<StagedFile[]>`
    select name, role, tag, case when role = 'primary' then text else left(text, 100000) end as text
    from project_files where timeline_id = ${timelineId} and state = 'ready' order by created_at, id`
}

/** The documents as they are committed now. */
async function loadDocuments(
  sql: Sql,
  job: AgentJob,
  timelineId: string,
): Promise<Omit<AgentDocuments, 'files' | 'reading' | 'thread' | 'style'>> {
  const rows = await sql<{ id: string; kind: string; type: ProjectType }[]>`
    select d.id, d.kind, p.type from documents d join projects p on p.id = d.project_id
    where d.timeline_id = ${timelineId} and d.kind in ${sql(DOCUMENTS)}`
  const load = async (kind: (typeof DOCUMENTS)[number]): Promise<Y.Doc> => {
    const row = rows.find(row => row.kind === kind)
    if (!row)
      throw new AgentFailure('script-gone', `The ${kind} of this project is gone, so there is nothing to work on.`)
    return loadDocument(sql, row.id)
  }
  const [brief, treatment, beats, script] = await Promise.all([
    load('brief'),
    load('treatment'),
    load('beats'),
    load('script'),
  ])
  const scene = job.sceneId === null ? null : await loadDocument(sql, job.documentId)
  const kind = DOCUMENTS.find(kind => rows.some(row => row.kind === kind && row.id === job.documentId))
  const own = { brief, treatment, beats, script }
  const baselineOf = await readBaselines(sql, timelineId)
  const [locked] = await sql`
    select 1 from locks where document_id = ${job.documentId} and root is null and released_at is null`
  const isLocked = locked !== undefined
  return {
    ...own,
    scene,
    isLocked,
    target: scene ?? own[kind ?? 'script'],
    type: rows[0]?.type ?? 'narrative',
    baselineOf,
  }
}
