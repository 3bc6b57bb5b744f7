import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { CLOSE } from '../../shared/core/closeCodes.ts'
import { FountainError } from '../../shared/core/formats/fountain/errors.ts'
import type { Log } from '../../shared/node/log.ts'
import { ObjectStoreError } from '../../shared/node/objectStore.ts'
import { Refusal as SyncRefusal } from '../sync/refusal.ts'

/** A refusal that a person can act on. `message` says what happened, what was kept and what to do. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: ContentfulStatusCode
  readonly code: string
  constructor(status: ContentfulStatusCode, code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
    this.code = code
  }
}

/** Asked too often: `retryAfter` seconds from now it is worth another try. */
export class TooMany extends ApiError {
  readonly retryAfter: number
  constructor(message: string, retryAfter: number) {
    super(429, 'too-many', message)
    this.retryAfter = retryAfter
  }
}

export const notFound = (): ApiError =>
  new ApiError(404, 'not-found', 'There is nothing here, or you have no access to it. Ask its owner to add you.')

export const signInNeeded = (): ApiError => new ApiError(401, 'sign-in-needed', 'Sign in first.')

/** Errors of shared modules carry a code and a sentence, and some the status that says the same. */
const refusal = z.object({ code: z.string(), message: z.string(), status: z.number().int().min(400).max(499) })

/** "name: Give the project a name." for every mistake in a body. */
function mistakes(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join(' ')
}

/** Postgres refused a NUL or half a character, in a text or in JSON. */
const isUnstorable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '22021' || error.code === '22P05')

function understand(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error
  // what was asked of a document that cannot be written just now: nothing of it was, and the next try may do
  if (error instanceof SyncRefusal && error.reason === CLOSE.restarting.reason)
    return new ApiError(503, error.reason, error.message)
  if (error instanceof ObjectStoreError) return new ApiError(503, 'store-away', error.message)
  if (error instanceof z.ZodError) return new ApiError(400, 'bad-request', mistakes(error))
  if (error instanceof HTTPException)
    return new ApiError(error.status === 413 ? 413 : 400, 'bad-request', error.message)
  if (error instanceof FountainError)
    return new ApiError(error.code === 'too-large' ? 413 : 400, error.code, error.message)
  if (isUnstorable(error))
    return new ApiError(
      400,
      'bad-request',
      'The request has characters that nothing here can hold. Nothing was changed.',
    )
  const known = error instanceof Error ? refusal.safeParse(error) : null
  return known?.success
    ? new ApiError(known.data.status as ContentfulStatusCode, known.data.code, known.data.message)
    : null
}

/** The one place where errors become responses: {error: {code, message}}. What nobody foresaw is logged and says so. */
export const onError = (log: Log) => (error: unknown, c: Context) => {
  const known = understand(error)
  if (known === null || error instanceof ObjectStoreError)
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'request failed')
  const { status, code, message } =
    known ?? new ApiError(500, 'internal', 'Something broke on the server; what was saved before is kept. Try again.')
  if (known instanceof TooMany) c.header('retry-after', String(known.retryAfter))
  return c.json({ error: { code, message } }, status)
}
