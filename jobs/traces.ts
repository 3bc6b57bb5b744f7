import { storable, storableJson } from '../shared/core/text/storable.ts'
import type { Query } from '../shared/node/database.ts'

/** One attempt as it is kept for whoever wants to know what the agent saw and said. */
export interface Trace {
  jobId: string
  attempt: number
  /** The part of the answer; '' where there is one. */
  step: string
  provider: string
  model: string
  promptId: string
  promptVersion: number
  /** System and request as sent. */
  prompt: string
  /** What filled the slots of the prompt. */
  parts: Readonly<Record<string, string>>
  /** Hash of what the answer depends on. */
  dependsOn: string
  /** Context that did not fit into the budget. */
  leftOut: string[]
  output: string | null
  /** What was put right in the answer. */
  repairs: string[]
  error: string | null
  usage: { inputTokens: number; outputTokens: number }
  credits: number
  milliseconds: number
}

export async function storeTrace(sql: Query, trace: Trace): Promise<void> {
  await sql`
    insert into job_traces (job_id, attempt, step, provider, model, prompt_id, prompt_version, prompt, parts, depends_on, left_out,
      output, repairs, error, input_tokens, output_tokens, credits, milliseconds)
    values (${trace.jobId}, ${trace.attempt}, ${trace.step}, ${trace.provider}, ${trace.model}, ${trace.promptId},
      ${trace.promptVersion}, ${storable(trace.prompt)}, ${sql.json(storableJson(trace.parts))}, ${trace.dependsOn}, ${trace.leftOut},
      ${trace.output === null ? null : storable(trace.output)}, ${trace.repairs},
      ${trace.error === null ? null : storable(trace.error)}, ${trace.usage.inputTokens}, ${trace.usage.outputTokens}, ${trace.credits}, ${trace.milliseconds})`
}
