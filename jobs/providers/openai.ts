import OpenAI from 'openai'
import type { ResponseStreamEvent } from 'openai/resources/responses/responses'
import { z } from 'zod'
import { priceOf } from '../../shared/core/agents/models.ts'
import { type Arrived, cutOff, nothingYet, parseAnswer, stalled } from './answer.ts'
import { fromApiError, fromResponseError } from './openaiErrors.ts'
import { type ModelAnswer, type ModelRequest, ProviderError, type TextModel } from './textModel.ts'

export interface OpenAiOptions {
  apiKey: string
  model: string
  /** Any server that speaks the Responses API. */
  baseURL?: string | undefined
  /** Milliseconds until the first byte of the answer. */
  firstByteTimeout?: number
  /** Milliseconds without a further byte of the answer. */
  idleTimeout?: number
}

/** The Responses API with streaming and structured output. One request per call: retries are the job's business. */
export function openAiModel({
  apiKey,
  model,
  baseURL,
  firstByteTimeout = 60_000,
  idleTimeout = 60_000,
}: OpenAiOptions): TextModel {
  const client = new OpenAI({ apiKey, baseURL, maxRetries: 0, timeout: firstByteTimeout, logLevel: 'off' })

  async function generate<T>(request: ModelRequest<T>, onDelta: (text: string) => void): Promise<ModelAnswer<T>> {
    const idle = new AbortController()
    const answer = newAnswer(model)
    let timer: NodeJS.Timeout | undefined
    try {
      const stream = await client.responses.create(
        {
          model,
          instructions: request.system,
          input: request.prompt,
          stream: true,
          // nothing of a screenplay is kept at the provider for later
          store: false,
          text: {
            format: {
              type: 'json_schema',
              name: request.schemaName,
              schema: jsonSchema(request.schema),
              strict: true,
            },
          },
          ...(priceOf(model).reasons ? { reasoning: { effort: 'low' as const } } : {}),
        },
        { signal: AbortSignal.any([request.signal, idle.signal]) },
      )
      const restart = () => {
        clearTimeout(timer)
        timer = setTimeout(() => idle.abort(), idleTimeout)
      }
      restart()
      for await (const event of stream) {
        restart()
        const delta = readEvent(answer, event)
        if (delta !== '') onDelta(delta)
      }
    } catch (error) {
      request.signal.throwIfAborted()
      if (error instanceof ProviderError) throw error
      if (idle.signal.aborted) throw stalled(idleTimeout, answer.text)
      throw fromApiError(error, answer.text)
    } finally {
      clearTimeout(timer)
    }
    request.signal.throwIfAborted()
    if (idle.signal.aborted) throw stalled(idleTimeout, answer.text)
    return finish(request, answer)
  }

  return { provider: 'openai', model, generate }
}

interface Answer extends Arrived {
  refusal: string
  completed: boolean
}

const newAnswer = (model: string): Answer => ({ ...nothingYet(model), refusal: '', completed: false })

/** Takes one event of the stream into the answer; returns the text it added. Throws when the response failed. */
function readEvent(answer: Answer, event: ResponseStreamEvent): string {
  switch (event.type) {
    case 'response.output_text.delta':
      answer.text += event.delta
      return event.delta
    case 'response.refusal.delta':
      answer.refusal += event.delta
      return ''
    case 'response.refusal.done':
      answer.refusal = event.refusal
      return ''
    case 'response.completed': {
      const { usage, model } = event.response
      answer.completed = true
      answer.model = model
      if (usage) answer.usage = { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens }
      return ''
    }
    case 'response.incomplete':
      if (event.response.incomplete_details?.reason === 'content_filter')
        throw new ProviderError('refused', 'The provider’s content filter stopped the answer.', {
          partial: answer.text,
        })
      throw new ProviderError('cut-off', 'The answer is longer than the model may write.', {
        retryable: false,
        partial: answer.text,
      })
    case 'response.failed':
      throw fromResponseError(event.response.error?.code ?? null, event.response.error?.message ?? '', answer.text)
    case 'error':
      throw fromResponseError(event.code, event.message, answer.text)
    default:
      return ''
  }
}

function finish<T>(request: ModelRequest<T>, answer: Answer): ModelAnswer<T> {
  if (answer.refusal !== '')
    throw new ProviderError('refused', `The model declined: ${answer.refusal.slice(0, 300)}`, { partial: answer.text })
  if (!answer.completed) throw cutOff(answer.text)
  return parseAnswer(request, answer)
}

/** The schema as strict structured output takes it: no $schema, no bounds of safe integers. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    override: ({ jsonSchema: node }) => {
      if (node.type !== 'integer') return
      if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum
      if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum
    },
  })
  return rest
}
