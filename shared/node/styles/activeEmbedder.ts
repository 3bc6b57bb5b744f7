import type { Config } from '../config.ts'
import { activeModel, type TextSettings } from '../models.ts'
import type { Embedder } from './embedder.ts'
import { localEmbedder } from './localEmbedder.ts'

export type EmbeddingSettings = TextSettings &
  Pick<Config, 'EMBEDDINGS' | 'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'OPENAI_EMBEDDING_MODEL'>

/**
 * What reads the passages of written styles: what EMBEDDINGS says, else OpenAI where it answers the agents as well, at its own
 * address (a compatible server may have no embeddings), else the local model. A library is loaded only where it is used.
 */
export async function activeEmbedder(config: EmbeddingSettings): Promise<Embedder> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_EMBEDDING_MODEL, EMBEDDINGS } = config
  const usual = activeModel(config).provider === 'openai' && OPENAI_BASE_URL === undefined ? 'openai' : 'offline'
  if ((EMBEDDINGS ?? usual) === 'offline' || OPENAI_API_KEY === undefined) return localEmbedder
  const { openAiEmbedder } = await import('./openaiEmbedder.ts')
  return openAiEmbedder({ apiKey: OPENAI_API_KEY, model: OPENAI_EMBEDDING_MODEL, baseURL: OPENAI_BASE_URL })
}
