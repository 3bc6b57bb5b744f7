import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import { cutOff } from './answer.ts'
import { retryAfterOf } from './retryAfter.ts'
import { ProviderError, type ProviderErrorCode } from './textModel.ts'

/** An error thrown by the client or its stream, as ours. */
export function fromApiError(error: unknown, partial: string): ProviderError {
  if (error instanceof APIConnectionTimeoutError)
    return new ProviderError('unavailable', 'The provider did not answer in time.', { partial, cause: error })
  if (error instanceof APIConnectionError)
    return new ProviderError('unavailable', 'The provider cannot be reached.', { partial, cause: error })
  if (error instanceof APIError && typeof error.status === 'number')
    return new ProviderError(...fromStatus(error.status, error.code ?? null), {
      retryAfter: retryAfterOf(error.headers),
      partial,
      cause: error,
    })
  if (error instanceof APIError) return fromResponseError(error.code ?? null, error.message, partial)
  // what the stream throws when the connection ends inside it: undici's TypeError, or our parser at half an event
  return cutOff(partial, error)
}

function fromStatus(status: number, code: string | null): [ProviderErrorCode, string] {
  if (status === 401 || status === 403)
    return ['unauthorised', 'The provider does not accept our key. Check OPENAI_API_KEY.']
  // a spent quota comes as 429 too, and no waiting helps it
  if (code === 'insufficient_quota')
    return ['unauthorised', 'The provider account has no credit left. Check its billing.']
  if (status === 429) return ['rate-limited', 'The provider has too many requests from us at the moment.']
  if (status === 408 || status === 409 || status >= 500)
    return ['unavailable', `The provider is in trouble (${status}).`]
  if (status === 404) return ['bad-request', 'The provider does not know this model. Check OPENAI_MODEL.']
  return ['bad-request', `The provider did not accept the request (${status}${code ? `, ${code}` : ''}).`]
}

/** An error inside a response: an `error` event, or a response that failed. */
export function fromResponseError(code: string | null, message: string, partial: string): ProviderError {
  if (code === 'rate_limit_exceeded')
    return new ProviderError('rate-limited', 'The provider has too many requests from us at the moment.', { partial })
  if (code === 'insufficient_quota')
    return new ProviderError('unauthorised', 'The provider account has no credit left. Check its billing.', { partial })
  if (code !== null && /policy/.test(code))
    return new ProviderError('refused', 'The provider’s policy does not allow this request.', { partial })
  if (code === null || code === 'server_error' || /timeout|overloaded|unavailable/.test(code))
    return new ProviderError('unavailable', 'The provider failed in the middle of the answer.', { partial })
  return new ProviderError('bad-request', `The provider did not accept the request: ${message.slice(0, 200)}`, {
    partial,
  })
}
