import OpenAI, { APIConnectionError, APIError } from 'openai'
import { type Embedder, EmbeddingError, unit } from './embedder.ts'

export interface OpenAiEmbedderOptions {
  apiKey: string
  model: string
  /** Any server that speaks the Embeddings API. */
  baseURL?: string | undefined
  /** Milliseconds until the answer. */
  timeout?: number
}

/** Asked of the model, which can make shorter vectors: as good for finding passages, at a third of the room. */
const DIMENSIONS = 512

/** OpenAI's Embeddings API. One request per call: whoever calls decides about trying again. */
export function openAiEmbedder({ apiKey, model, baseURL, timeout = 60_000 }: OpenAiEmbedderOptions): Embedder {
  const client = new OpenAI({ apiKey, baseURL, maxRetries: 0, timeout, logLevel: 'off' })
  return {
    name: `openai: ${model}, ${DIMENSIONS}d`,
    dimensions: DIMENSIONS,
    local: false,
    batch: 64,
    async embed(texts, signal) {
      if (texts.length === 0) return []
      try {
        const { data } = await client.embeddings.create(
          { model, input: [...texts], dimensions: DIMENSIONS, encoding_format: 'float' },
          signal ? { signal } : {},
        )
        return vectorsOf(data, texts.length)
      } catch (error) {
        signal?.throwIfAborted()
        throw error instanceof EmbeddingError ? error : fromApiError(error)
      }
    },
  }
}

/** The vectors in the order of the texts. Throws {@link EmbeddingError} unless there is one for each. */
function vectorsOf(data: unknown, count: number): number[][] {
  const vectors = new Map<number, number[]>()
  for (const one of Array.isArray(data) ? (data as unknown[]) : []) {
    if (typeof one !== 'object' || one === null || !('index' in one) || !('embedding' in one)) continue
    const { index, embedding } = one
    if (typeof index !== 'number' || !Array.isArray(embedding) || embedding.length !== DIMENSIONS) continue
    if (embedding.every(value => typeof value === 'number' && Number.isFinite(value)))
      vectors.set(index, unit(embedding))
  }
  return Array.from({ length: count }, (_, at) => {
    const vector = vectors.get(at)
    if (!vector)
      throw new EmbeddingError('invalid-output', 'The provider did not answer with a vector for every passage.')
    return vector
  })
}

function fromApiError(cause: unknown): EmbeddingError {
  if (cause instanceof APIConnectionError || !(cause instanceof APIError) || typeof cause.status !== 'number')
    return new EmbeddingError('unavailable', 'The provider of embeddings cannot be reached.', { cause })
  const { status } = cause
  if (status === 401 || status === 403)
    return new EmbeddingError(
      'unauthorised',
      'The provider of embeddings does not accept our key. Check OPENAI_API_KEY.',
      { cause },
    )
  if (cause.code === 'insufficient_quota')
    return new EmbeddingError('unauthorised', 'The provider account has no credit left. Check its billing.', { cause })
  if (status === 429)
    return new EmbeddingError(
      'rate-limited',
      'The provider of embeddings has too many requests from us at the moment.',
      {
        retryAfter: secondsOf(cause.headers?.get('retry-after')),
        cause,
      },
    )
  if (status === 408 || status === 409 || status >= 500)
    return new EmbeddingError('unavailable', `The provider of embeddings is in trouble (${status}).`, { cause })
  return new EmbeddingError(
    'bad-request',
    `The provider did not take the passages (${status}). Check OPENAI_EMBEDDING_MODEL, or set EMBEDDINGS=offline.`,
    { cause },
  )
}

const secondsOf = (header: string | null | undefined): number | null => {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}
