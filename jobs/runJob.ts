import { findAgent } from '../shared/core/agents/catalog.ts'
import { creditsFor } from '../shared/core/agents/models.ts'
import type { Author } from '../shared/core/documents/author.ts'
import { can } from '../shared/node/access.ts'
import type { Config } from '../shared/node/config.ts'
import type { Sql } from '../shared/node/database.ts'
import { loadDocument } from '../shared/node/documents.ts'
import type { Log } from '../shared/node/log.ts'
import type { AgentDelivery, Boss } from '../shared/node/queues.ts'
import {
  type Agent,
  type AgentDocuments,
  AgentFailure,
  type AgentJob,
  type Finished,
  type Prepared,
} from './agents/agent.ts'
import { type DraftStream, openDraftStream } from './draftStream.ts'
import { verdictOn } from './failures.ts'
import { failJob, finishJob, type JobFailure, postponeJob, startJob } from './jobState.ts'
import type { Prompts } from './prompts.ts'
import { ProviderError, type TextModel } from './providers/textModel.ts'
import { storeTrace } from './traces.ts'

export interface JobDeps {
  sql: Sql
  boss: Boss
  config: Config
  log: Log
  agents: ReadonlyMap<string, Agent>
  prompts: Prompts
  model: TextModel
  /** Seconds before the second, third, ... attempt; their number says how often is tried. */
  retryDelays: readonly number[]
}

export const RETRY_DELAYS: readonly number[] = [1, 5, 20]
/** Seconds. A provider that wants a longer pause is no longer waited for: the person decides. */
const LONGEST_WAIT = 120

/**
 * One delivery of an agent job, from its row to its stored results. Rejects when the worker must stop or the database
 * failed: then the queue delivers it again. `signal` aborts with 'cancelled' when a person stopped the job.
 */
export async function runJob(deps: JobDeps, delivery: AgentDelivery, signal: AbortSignal): Promise<void> {
  const { sql, log } = deps
  const start = await startJob(sql, delivery)
  if (start.kind !== 'run') return
  const { job } = start
  const agent = deps.agents.get(job.agent)
  if (!agent) throw new Error(`No agent “${job.agent}”: the catalog was checked at start.`)
  try {
    await attempt(deps, agent, job, start.timelineId, start.attempt, signal)
  } catch (error) {
    if (signal.aborted) {
      if (signal.reason === CANCELLED) return
      throw error
    }
    const verdict = verdictOn(error)
    if (!verdict) throw error
    log.warn({ err: error, jobId: job.id, agent: job.agent, attempt: delivery.attempt }, 'an attempt failed')
    const delay = verdict.retryable ? delayFor(deps.retryDelays, delivery.attempt, verdict.retryAfter) : null
    if (delay === null) return failJob(sql, delivery, verdict.failure)
    await postponeJob(
      sql,
      deps.boss,
      { ...delivery, attempt: delivery.attempt + 1 },
      delay,
      waiting(verdict.failure, delay),
    )
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

async function attempt(
  deps: JobDeps,
  agent: Agent,
  job: AgentJob,
  timelineId: string,
  number: number,
  signal: AbortSignal,
): Promise<void> {
  const { sql, prompts, model, config } = deps
  if (job.askedBy === null || !(await can(sql, job.askedBy.id, 'agent.run', { job: job.id })))
    throw new AgentFailure(
      'asker-gone',
      'Whoever asked may no longer ask agents in this project. Nothing was changed; an editor can ask again.',
    )
  const title = findAgent(job.agent)?.title ?? job.agent
  const author: Author = { kind: 'agent', agent: job.agent, name: title, jobId: job.id }
  const documents = await loadDocuments(sql, job, timelineId)
  const prepared = agent.prepare(job, author, documents)
  const { prompt, system, request } = prompts.render(agent.prompt, prepared.values)
  const stream = openDraftStream(config, job, title, prepared.lineIds)
  const began = performance.now()
  const trace = async (finished: Finished | null, error: unknown) =>
    storeTrace(sql, {
      jobId: job.id,
      attempt: number,
      provider: model.provider,
      model: finished?.model ?? model.model,
      promptId: prompt.id,
      promptVersion: prompt.version,
      prompt: `${system}\n\n${request}`,
      dependsOn: prepared.dependsOn,
      leftOut: prepared.leftOut,
      output: finished?.text ?? (error instanceof ProviderError ? error.partial : null),
      repairs: finished?.repairs ?? [],
      error: error === null ? null : String(error instanceof Error ? error.message : error),
      usage: finished?.usage ?? { inputTokens: 0, outputTokens: 0 },
      credits: finished ? creditsOf(model, finished) : 0,
      milliseconds: Math.round(performance.now() - began),
    })
  try {
    const finished = await ask(prepared, model, { system, prompt: request }, signal, stream)
    await trace(finished, null)
    await finishJob(sql, job, finished.parts, creditsOf(model, finished))
  } catch (error) {
    await trace(null, error).catch(cause => deps.log.warn({ err: cause, jobId: job.id }, 'a trace was not stored'))
    throw error
  } finally {
    await stream.close()
    documents.script.destroy()
    documents.brief.destroy()
    documents.scene?.destroy()
  }
}

const ask = (
  prepared: Prepared,
  model: TextModel,
  rendered: { system: string; prompt: string },
  signal: AbortSignal,
  stream: DraftStream,
): Promise<Finished> => prepared.ask(model, rendered, signal, read => stream.write(read))

const creditsOf = (model: TextModel, { usage, model: answered }: Finished): number =>
  model.provider === 'offline' ? 0 : creditsFor(answered, usage.inputTokens, usage.outputTokens)

/** The documents as they are committed now. */
async function loadDocuments(sql: Sql, job: AgentJob, timelineId: string): Promise<AgentDocuments> {
  const rows = await sql<{ id: string; kind: string }[]>`
    select id, kind from documents where timeline_id = ${timelineId} and kind in ('script', 'brief')`
  const [script, brief] = ['script', 'brief'].map(kind => rows.find(row => row.kind === kind))
  if (!script || !brief)
    throw new AgentFailure('script-gone', 'The script of this project is gone, so there is nothing to work on.')
  return {
    script: await loadDocument(sql, script.id),
    brief: await loadDocument(sql, brief.id),
    scene: job.sceneId === null ? null : await loadDocument(sql, job.documentId),
  }
}
