import type { z } from 'zod'
import type { ProviderName } from '../../shared/node/config.ts'
import type { BreakdownContext } from '../agents/breakdownContext.ts'
import type { DirectorContext } from '../agents/director.ts'
import type { RewriteContext } from '../agents/rewriteContext.ts'
import type { RoomContext } from '../agents/roomContext.ts'
import type {
  BeatContext,
  BeatsContext,
  RevisionContext,
  SceneContext,
  TreatmentContext,
} from '../agents/storyContext.ts'
import type { StyleContext } from '../agents/style.ts'

/**
 * What is asked, as data. The offline crew works from this by its rules; a language model gets the same in the words of
 * the prompt.
 */
export type Task =
  | { agent: 'rewrite'; context: RewriteContext }
  | { agent: 'treatment'; context: TreatmentContext }
  | { agent: 'beats'; context: BeatsContext }
  | { agent: 'beat'; context: BeatContext }
  | { agent: 'revise'; context: RevisionContext }
  | { agent: 'script'; context: SceneContext }
  | { agent: 'breakdown'; context: BreakdownContext }
  | { agent: 'director'; context: DirectorContext }
  | { agent: 'room'; context: RoomContext }
  /** A stretch of a long source, in the words of the prompt. The offline crew reads a source whole and is never asked. */
  | { agent: 'reader' }

export interface ModelRequest<T> {
  task: Task
  /** How it is to be written; null: in neutral descriptive prose. A language model has read it in the prompt. */
  style: StyleContext | null
  system: string
  prompt: string
  /** Name and shape of the answer; the provider is held to it and the answer is parsed with it. */
  schemaName: string
  schema: z.ZodType<T>
  /** Aborts the call: cancelled by a person, or the worker stops. */
  signal: AbortSignal
}

export interface ModelAnswer<T> {
  value: T
  /** The answer as it was written. */
  text: string
  usage: { inputTokens: number; outputTokens: number }
  model: string
}

export interface TextModel {
  readonly provider: ProviderName
  readonly model: string
  /**
   * Asks once; `onDelta` hears the answer's text as it arrives, `model` names what answered. Throws
   * {@link ProviderError}; never tries again by itself.
   */
  generate<T>(request: ModelRequest<T>, onDelta: (text: string) => void): Promise<ModelAnswer<T>>
}

export const PROVIDER_ERRORS = [
  'rate-limited',
  'unavailable',
  'refused',
  'invalid-output',
  'cut-off',
  'bad-request',
  'unauthorised',
] as const
export type ProviderErrorCode = (typeof PROVIDER_ERRORS)[number]

/** Codes after which the same request may succeed. */
const RETRYABLE: ReadonlySet<ProviderErrorCode> = new Set(['rate-limited', 'unavailable', 'invalid-output', 'cut-off'])

export class ProviderError extends Error {
  override name = 'ProviderError'
  readonly code: ProviderErrorCode
  readonly retryable: boolean
  /** Seconds that the provider asked us to wait; null when it did not say. */
  readonly retryAfter: number | null
  /** The answer as far as it came, for the trace. */
  readonly partial: string

  constructor(
    code: ProviderErrorCode,
    message: string,
    {
      retryable = RETRYABLE.has(code),
      retryAfter = null,
      partial = '',
      cause,
    }: { retryable?: boolean; retryAfter?: number | null; partial?: string; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.code = code
    this.retryable = retryable
    this.retryAfter = retryAfter
    this.partial = partial
  }
}
