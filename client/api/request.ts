import { z } from 'zod'
import { apiError } from '../../shared/core/api/schemas.ts'
import { CLOSE } from '../../shared/core/closeCodes.ts'
import { inTimeline } from './timeline.ts'

/** A refusal of the server, or a server that could not be reached. `message` is a sentence for the person. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: string
  /** HTTP status; 0 when no answer came. */
  readonly status: number

  constructor(code: string, message: string, status: number, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.status = status
  }

  /** Nobody answered: worth trying again, and nothing was changed for sure. */
  get unreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }

  /** The account is suspended: nothing opens until whoever runs the server restores it. */
  get suspended(): boolean {
    return this.code === CLOSE.accountSuspended.reason
  }
}

/** better-auth refuses with {code, message} without the envelope. */
const authError = z.object({ message: z.string(), code: z.string().optional() })

async function refusal(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  const ours = apiError.safeParse(body)
  if (ours.success) return new ApiError(ours.data.error.code, ours.data.error.message, response.status)
  const auth = authError.safeParse(body)
  if (auth.success) return new ApiError(auth.data.code ?? 'refused', auth.data.message, response.status)
  return new ApiError(
    'unexpected',
    `The server answered ${response.status} without saying why. Nothing was changed here; try again in a moment.`,
    response.status,
  )
}

const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), byte => byte.toString(16).padStart(2, '0')).join('')

/**
 * A new trace (W3C Trace Context) for each thing that a person does: the server continues it into the job that it starts and
 * back into the document, and its logs name it.
 */
const newTraceparent = (): string => `00-${hex(16)}-${hex(8)}-01`

/** Throws {@link ApiError}. `body`: JSON, bytes, or a form with files. */
export async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const init: RequestInit = { method, headers: { accept: 'application/json' } }
  if (method !== 'GET') init.headers = { ...init.headers, traceparent: newTraceparent() }
  if (body instanceof FormData || body instanceof Blob) init.body = body
  else if (body !== undefined) {
    init.headers = { ...init.headers, 'content-type': 'application/json' }
    init.body = JSON.stringify(body)
  }
  let response: Response
  try {
    response = await fetch(inTimeline(path), init)
  } catch (cause) {
    throw new ApiError(
      'unreachable',
      'The server could not be reached. What you typed is still here; try again when you are back online.',
      0,
      { cause },
    )
  }
  if (!response.ok) throw await refusal(response)
  return response
}

async function call<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
  const response = await send(method, path, body)
  const text = await response.text()
  let json: unknown
  try {
    json = text === '' ? null : JSON.parse(text)
  } catch {
    json = undefined
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new ApiError(
    'unreadable',
    'The server speaks a newer version than this page. Reload to update; nothing is lost.',
    response.status,
    { cause: parsed.error },
  )
}

/** The answer when only success matters. */
export const anything = z.unknown()

/** Typed calls: every answer is parsed with its schema. */
export const api = {
  get: <T>(path: string, schema: z.ZodType<T>) => call('GET', path, schema),
  post: <T>(path: string, body: unknown, schema: z.ZodType<T>) => call('POST', path, schema, body),
  patch: <T>(path: string, body: unknown, schema: z.ZodType<T>) => call('PATCH', path, schema, body),
  delete: (path: string) => call('DELETE', path, anything),
}

/** The sentence to show for any thrown thing. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'Something went wrong. Nothing was changed; try again.'
