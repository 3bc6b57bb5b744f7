import { creditsFor } from '../../shared/core/agents/models.ts'
import { storable, storableJson } from '../../shared/core/text/storable.ts'
import type { Query, Sql } from '../../shared/node/database.ts'
import { chargeJob } from '../jobState.ts'
import { storeTrace, type Trace } from '../traces.ts'
import type { Asked, Reader } from './askReader.ts'
import { READERS } from './digest.ts'

/** What was read of a long source, kept so that it is paid for once. */

const PROMPTS = READERS.map(({ prompt }) => prompt)

export interface Digested {
  projectId: string
  hash: string
  /** The configured model, and md5 of the whole source: for estimates. */
  model: string
  source: string
  characters: number
  account: string
}

/** What the project has read already of these, by question. */
export async function keptAccounts(sql: Sql, projectId: string, asked: readonly Asked[]): Promise<Map<Asked, string>> {
  const rows = await sql<{ hash: string; account: string }[]>`
    select hash, digest->>'account' as account from chapter_digests
    where project_id = ${projectId} and hash in ${sql(asked.map(({ hash }) => hash))}`
  const accounts = new Map(rows.map(({ hash, account }) => [hash, account]))
  return new Map(
    asked.flatMap(one => {
      const account = accounts.get(one.hash)
      return account === undefined ? [] : [[one, account] as const]
    }),
  )
}

/** Cites in the job's trace what was read before it, by another job of the project. */
export async function citeKept(
  { sql, job, attempt, model }: Pick<Reader, 'sql' | 'job' | 'attempt' | 'model'>,
  asked: readonly Asked[],
  kept: ReadonlyMap<Asked, string>,
): Promise<void> {
  const rows = await sql<{ step: string }[]>`
    select step from job_traces where job_id = ${job.id} and error is null and prompt_id in ${sql(PROMPTS)}`
  const cited = new Set(rows.map(({ step }) => step))
  for (const one of asked) {
    const account = kept.get(one)
    if (account === undefined || cited.has(one.step)) continue
    await storeTrace(sql, {
      jobId: job.id,
      attempt,
      step: one.step,
      provider: model.provider,
      model: model.model,
      promptId: one.prompt,
      promptVersion: one.version,
      prompt: '',
      parts: { place: one.place },
      dependsOn: one.hash,
      leftOut: [],
      output: account,
      repairs: ['read for an earlier job of this project: nothing was asked, and nothing is paid twice'],
      error: null,
      usage: { inputTokens: 0, outputTokens: 0 },
      credits: 0,
      milliseconds: 0,
    })
  }
}

/**
 * Keeps an answer, its trace and its price in one transaction. The price of many small answers is rounded up once, not for each:
 * an answer costs what it adds to the job's sum.
 */
export async function keepAnswer(sql: Sql, trace: Omit<Trace, 'credits'>, digested: Digested | null): Promise<void> {
  await sql.begin(async tx => {
    await tx`select 1 from jobs where id = ${trace.jobId} for update`
    const credits = await creditsAdded(tx, trace)
    await storeTrace(tx, { ...trace, credits })
    await chargeJob(tx, trace.jobId, credits)
    if (digested) {
      const { projectId, hash, model, source, characters, account } = digested
      await tx`
        insert into chapter_digests (project_id, hash, model, source, characters, digest)
        values (${projectId}, ${hash}, ${model}, ${source}, ${characters}, ${tx.json(storableJson({ account: storable(account) }))})
        on conflict do nothing`
    }
  })
}

async function creditsAdded(tx: Query, { jobId, model, usage }: Omit<Trace, 'credits'>): Promise<number> {
  if (usage.inputTokens + usage.outputTokens === 0) return 0
  const [row] = await tx<{ input: number; output: number; charged: number }[]>`
    select coalesce(sum(input_tokens), 0)::int as input, coalesce(sum(output_tokens), 0)::int as output,
      coalesce(sum(credits), 0)::int as charged
    from job_traces where job_id = ${jobId} and prompt_id in ${tx(PROMPTS)}`
  const { input = 0, output = 0, charged = 0 } = row ?? {}
  return Math.max(0, creditsFor(model, input + usage.inputTokens, output + usage.outputTokens) - charged)
}
