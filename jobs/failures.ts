import { SuggestionError } from '../shared/core/suggestions/suggestion.ts'
import { AgentFailure } from './agents/agent.ts'
import type { JobFailure } from './jobState.ts'
import { ProviderError } from './providers/textModel.ts'

/** What is to happen after an attempt failed. */
export interface Verdict {
  failure: JobFailure
  retryable: boolean
  /** Seconds that the provider asked for. */
  retryAfter: number | null
}

/** What a person can do about each way in which a provider fails. */
const ADVICE: Record<ProviderError['code'], string> = {
  'rate-limited': 'Nothing was changed. Wait a minute and press Retry.',
  unavailable: 'Nothing was changed. Press Retry in a while.',
  'cut-off': 'Nothing was changed. Press Retry, or ask about a shorter passage.',
  'invalid-output': 'Nothing was changed. Press Retry, or ask in other words.',
  refused: 'Nothing was changed. Ask in other words.',
  'bad-request': 'Nothing was changed. Tell whoever runs this server.',
  unauthorised: 'Nothing was changed. Tell whoever runs this server.',
}

/** Null: the failure is not the agent's but the database's, and the queue delivers the job again. */
export function verdictOn(error: unknown): Verdict | null {
  if (error instanceof ProviderError)
    return {
      failure: { code: error.code, message: `${error.message} ${ADVICE[error.code]}` },
      retryable: error.retryable,
      retryAfter: error.retryAfter,
    }
  if (error instanceof AgentFailure) return final(error.code, error.message)
  if (error instanceof SuggestionError)
    return final(error.code, `${error.message} Select the words again and ask once more.`)
  if (isDatabaseError(error)) return null
  return final(
    'unexpected',
    'The agent stumbled over a mistake of ours. Nothing was changed. Press Retry; if it fails again, the log of the worker says why.',
  )
}

const final = (code: string, message: string): Verdict => ({
  failure: { code, message },
  retryable: false,
  retryAfter: null,
})

/** postgres.js: an error of the server (SQLSTATE), or of the connection to it. */
const isDatabaseError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  (error.name === 'PostgresError' || /^(?:CONNECT|ECONN|EPIPE|ETIMEDOUT)/.test(error.code))

/** For jobs whose workers died every time. */
export const WORKER_LOST: JobFailure = {
  code: 'worker-lost',
  message: 'The worker stopped again and again while it had this job. Nothing was changed. Press Retry.',
}
