/** What a passage is about, as numbers: texts about the like have vectors that point the like way. */
export interface Embedder {
  /** Which model, with its version: vectors of two names cannot be compared. */
  readonly name: string
  readonly dimensions: number
  /** On this machine, and nothing is sent anywhere. */
  readonly local: boolean
  /** Texts that are sent together. */
  readonly batch: number
  /** A vector of length 1 for each text; of zeros where it knows no word of one. Throws {@link EmbeddingError}. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<number[][]>
}

/** The passages cannot be embedded now; `message` says why and what to do. */
export class EmbeddingError extends Error {
  override name = 'EmbeddingError'
  readonly code: 'unavailable' | 'rate-limited' | 'unauthorised' | 'bad-request' | 'invalid-output' | 'missing'
  /** May the same succeed a little later? */
  readonly retryable: boolean
  /** Seconds that the provider asked us to wait; null when it did not say. */
  readonly retryAfter: number | null
  constructor(
    code: EmbeddingError['code'],
    message: string,
    { retryAfter = null, cause }: { retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.code = code
    this.retryable = code === 'unavailable' || code === 'rate-limited'
    this.retryAfter = retryAfter
  }
}

/** The vector with the length 1; one of zeros stays as it is. */
export function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector)
  return length === 0 ? [...vector] : vector.map(value => value / length)
}
