import { ApiError, type BlockedReason, type FinishReason } from '@google/genai'
import { z } from 'zod'
import { cutOff } from './answer.ts'
import { ProviderError, type ProviderErrorCode } from './textModel.ts'

/** What happened to one request, for what the library's errors do not say. */
export interface Exchange {
  sent: boolean
  /** HTTP status of the response; null before there is one. */
  status: number | null
  /** Seconds, from the header. */
  retryAfter: number | null
}

/** google.rpc.Status as the API sends it; the details say which quota, which reason, how long to wait. */
const apiError = z.object({
  status: z.string().catch(''),
  message: z.string().catch(''),
  details: z
    .array(
      z.object({
        reason: z.string().catch(''),
        retryDelay: z.string().catch(''),
        violations: z.array(z.object({ quotaId: z.string().catch('') })).catch([]),
      }),
    )
    .catch([]),
})
type Trouble = z.infer<typeof apiError>
const wrapped = z.object({ error: apiError })

/** The error in what the library made a message of: `{"error": …}` as such, in a list, after words, or quoted in another. */
function readTrouble(message: string): Trouble {
  try {
    const json: unknown = JSON.parse(message.slice(Math.max(0, message.search(/[{[]/))))
    const { error } = wrapped.parse(Array.isArray(json) ? json[0] : json)
    return /^\s*[{[]/.test(error.message) ? readTrouble(error.message) : error
  } catch {
    return { status: '', message: '', details: [] }
  }
}

/** An error thrown by the library or its stream, as ours. `apiKey` is taken out wherever it may be quoted. */
export function fromGoogleError(error: unknown, exchange: Exchange, partial: string, apiKey: string): ProviderError {
  const cause = withoutKey(error, apiKey)
  if (!exchange.sent)
    return new ProviderError(
      'bad-request',
      'The provider could not be asked. Check GOOGLE_MODEL, GOOGLE_BASE_URL and GOOGLE_API_KEY.',
      { partial, cause },
    )
  if (exchange.status === null)
    return new ProviderError('unavailable', 'The provider cannot be reached.', { partial, cause })
  const status = error instanceof ApiError ? error.status : exchange.status
  // the stream ended inside itself: undici's TypeError, or the library at half a chunk
  if (status < 300) return cutOff(partial, cause)
  const trouble = readTrouble(error instanceof Error ? error.message : '')
  const delay = Number.parseFloat(trouble.details.find(({ retryDelay }) => retryDelay !== '')?.retryDelay ?? '')
  return new ProviderError(...fromStatus(status, trouble), {
    retryAfter: Number.isNaN(delay) ? exchange.retryAfter : delay,
    partial,
    cause,
  })
}

/** The day's quota, the prepaid money, or a model that the plan does not have: all come as 429, and no waiting helps. */
const isSpent = ({ message, details }: Trouble): boolean =>
  details.some(({ violations }) => violations.some(({ quotaId }) => quotaId.includes('PerDay'))) ||
  /credits are depleted|\blimit: 0\b/.test(message)

function fromStatus(status: number, trouble: Trouble): [ProviderErrorCode, string] {
  // a wrong key comes as 400
  if (status === 401 || status === 403 || trouble.details.some(({ reason }) => reason.startsWith('API_KEY_')))
    return ['unauthorised', 'The provider does not accept our key. Check GOOGLE_API_KEY.']
  if (status === 429 && isSpent(trouble))
    return ['unauthorised', 'The provider account has no quota or credit left. Check its plan and billing.']
  if (status === 429) return ['rate-limited', 'The provider has too many requests from us at the moment.']
  if (status === 408 || status === 409 || status >= 500)
    return ['unavailable', `The provider is in trouble (${status}).`]
  if (status === 404) return ['bad-request', 'The provider does not know this model. Check GOOGLE_MODEL.']
  const name = /^[A-Z_]{1,40}$/.test(trouble.status) ? `, ${trouble.status}` : ''
  return ['bad-request', `The provider did not accept the request (${status}${name}).`]
}

/** Reasons for which the provider does not let a model speak, and what it says they are. */
const REFUSALS: Partial<Record<`${FinishReason}`, string>> = {
  SAFETY: 'it may break its safety rules',
  RECITATION: 'it came too close to a published text',
  LANGUAGE: 'it is in a language that the model does not support',
  BLOCKLIST: 'it has a word that is blocked',
  PROHIBITED_CONTENT: 'it has content that the provider forbids',
  SPII: 'it may have personal data',
  ESCALATION: 'it was filtered',
  MODEL_ARMOR: 'it was filtered',
}

/** An answer that ended otherwise than by the model's own full stop. */
export function notFinished(reason: `${FinishReason}`, partial: string): ProviderError {
  const refusal = REFUSALS[reason]
  if (refusal)
    return new ProviderError('refused', `The provider stopped the answer: ${refusal} (${reason}).`, { partial })
  if (reason === 'PUP_LIMITED_DISABLED')
    return new ProviderError('unauthorised', 'The provider has limited or closed our account.', { partial })
  if (reason === 'MAX_TOKENS' || reason === 'CONTINUATION')
    return new ProviderError('cut-off', 'The answer is longer than the model may write.', { retryable: false, partial })
  return new ProviderError('cut-off', `The provider ended the answer too early (${reason}).`, { partial })
}

/** The request itself was not let through to the model. */
export const blocked = (reason: `${BlockedReason}`, partial: string): ProviderError =>
  new ProviderError('refused', `The provider’s filter does not allow this request (${reason}).`, { partial })

/** What went wrong, for the log. The library quotes headers and bodies in its errors, so only words are kept. */
function withoutKey(error: unknown, apiKey: string): Error {
  const words = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown))
  const nested = error instanceof Error && error.cause !== undefined ? `: ${words(error.cause)}` : ''
  return new Error(`${words(error)}${nested}`.replaceAll(apiKey, '[key]').slice(0, 1_000))
}
