import type { Config } from '../../shared/node/config.ts'
import { activeModel } from '../../shared/node/models.ts'
import { offlineModel } from './offline/model.ts'
import type { TextModel } from './textModel.ts'

/** The model that this installation's settings name. A provider's library is loaded only where it is used. */
export async function textModel(config: Config): Promise<TextModel> {
  const { provider, model } = activeModel(config)
  const { OPENAI_API_KEY, OPENAI_BASE_URL, GOOGLE_API_KEY, GOOGLE_BASE_URL } = config
  if (provider === 'openai' && OPENAI_API_KEY !== undefined) {
    const { openAiModel } = await import('./openai.ts')
    return openAiModel({ apiKey: OPENAI_API_KEY, model, baseURL: OPENAI_BASE_URL })
  }
  if (provider === 'google' && GOOGLE_API_KEY !== undefined) {
    const { googleModel } = await import('./google.ts')
    return googleModel({ apiKey: GOOGLE_API_KEY, model, baseURL: GOOGLE_BASE_URL })
  }
  return offlineModel()
}
