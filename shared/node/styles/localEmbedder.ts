import { OwnThread } from '../ownThread.ts'
import { type Embedder, EmbeddingError } from './embedder.ts'
import { DIMENSIONS } from './localVectors.ts'

const threads = new OwnThread<string[], number[][]>(new URL('./localThread.ts', import.meta.url), {
  atOnce: 1,
  // half a second to load, and a millisecond for some thirty passages
  patience: 30_000,
  memory: 512,
  again: () => true,
  tooMuch: () => new EmbeddingError('unavailable', 'Reading what the passages are about takes too long here.'),
})

/** Word vectors that come in an npm package: nothing is sent anywhere, and a novel takes a second. It knows English. */
export const localEmbedder: Embedder = {
  name: 'local: GloVe 100d, word averages',
  dimensions: DIMENSIONS,
  local: true,
  batch: 200,
  async embed(texts, signal) {
    signal?.throwIfAborted()
    if (texts.length === 0) return []
    try {
      return await threads.run([...texts])
    } catch (error) {
      if (error instanceof EmbeddingError) throw error
      throw new EmbeddingError(
        'missing',
        'The local model cannot be loaded. Run `npm ci` again, or set EMBEDDINGS=openai with a key.',
        { cause: error },
      )
    }
  },
}
