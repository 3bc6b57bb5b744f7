import type { Config } from '../../shared/node/config.ts'
import { activeModel } from '../../shared/node/models.ts'
import { offlineModel } from './offline/model.ts'
import { openAiModel } from './openai.ts'
import type { TextModel } from './textModel.ts'

/** The model that this installation's settings name. */
export function textModel(config: Config): TextModel {
  const { model } = activeModel(config)
  return config.OPENAI_API_KEY === undefined
    ? offlineModel()
    : openAiModel({ apiKey: config.OPENAI_API_KEY, model, baseURL: config.OPENAI_BASE_URL })
}
