import { setTimeout as wait } from 'node:timers/promises'
import type { Sql } from '../../shared/node/database.ts'
import type { AgentJob } from '../agents/agent.ts'
import type { Prompts } from '../prompts.ts'
import { ProviderError, type TextModel } from '../providers/textModel.ts'
import { accountOf, DIGEST, digestAnswer, type Question } from './digest.ts'
import { keepAnswer } from './kept.ts'

/** Who reads, and for which job. */
export interface Reader {
  sql: Sql
  prompts: Prompts
  model: TextModel
  job: AgentJob
  projectId: string
  /** Of the job, from 1. */
  attempt: number
  signal: AbortSignal
  /** Throws when nothing more may be asked for. */
  refuseSpent(): Promise<void>
  /** Seconds until a stretch is asked about again after its n-th failure; null: it is not. */
  delayAfter(failures: number, error: ProviderError): number | null
}

/** A question as it is sent, and what its answer is kept under. */
export interface Asked extends Question {
  system: string
  request: string
  version: number
  source: string
  hash: string
}

/**
 * What the model makes of one stretch; null when it refuses to read it. Waits and asks again where that may help (a full
 * minute at the provider is no reason to begin a novel anew); everything that it said is in a trace, and charged.
 */
export async function askReader(
  reader: Reader,
  asked: Asked,
  onPause: (seconds: number) => void,
): Promise<string | null> {
  for (let failures = 0; ; ) {
    reader.signal.throwIfAborted()
    await reader.refuseSpent()
    try {
      return await askOnce(reader, asked)
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      if (error.code === 'refused') return null
      const delay = error.retryable ? reader.delayAfter(++failures, error) : null
      if (delay === null) throw error
      onPause(delay)
      await wait(delay * 1000, undefined, { signal: reader.signal }).catch(() => reader.signal.throwIfAborted())
    }
  }
}

async function askOnce({ sql, model, job, projectId, attempt, signal }: Reader, asked: Asked): Promise<string> {
  const began = performance.now()
  const trace = {
    jobId: job.id,
    attempt,
    step: asked.step,
    provider: model.provider,
    promptId: asked.prompt,
    promptVersion: asked.version,
    prompt: `${asked.system}\n\n${asked.request}`,
    parts: { ...asked.values, place: asked.place },
    dependsOn: asked.hash,
    leftOut: [],
    repairs: [],
  }
  const milliseconds = () => Math.round(performance.now() - began)
  const answer = await model
    .generate(
      {
        task: { agent: 'reader' },
        style: null,
        system: asked.system,
        prompt: asked.request,
        schemaName: DIGEST,
        schema: digestAnswer,
        signal,
      },
      () => {},
    )
    .catch(async error => {
      const usage = { inputTokens: 0, outputTokens: 0 }
      if (error instanceof ProviderError)
        await keepAnswer(
          sql,
          {
            ...trace,
            model: model.model,
            usage,
            output: error.partial,
            error: error.message,
            milliseconds: milliseconds(),
          },
          null,
        )
      throw error
    })
  const account = accountOf(answer.value, asked.most)
  const error = account === null ? 'Nothing is told in it.' : null
  await keepAnswer(
    sql,
    { ...trace, model: answer.model, usage: answer.usage, output: answer.text, error, milliseconds: milliseconds() },
    account === null ? null : { ...asked, projectId, model: model.model, account },
  )
  if (account === null) throw new ProviderError('invalid-output', 'The reader told nothing of a chapter.')
  return account
}
