import { type FinishReason, type GenerateContentResponse, GoogleGenAI, ThinkingLevel } from '@google/genai'
import { priceOf } from '../../shared/core/agents/models.ts'
import { type Arrived, cutOff, nothingYet, parseAnswer, stalled } from './answer.ts'
import { blocked, type Exchange, fromGoogleError, notFinished } from './googleErrors.ts'
import { googleSchema } from './googleSchema.ts'
import { retryAfterOf } from './retryAfter.ts'
import { type ModelAnswer, type ModelRequest, ProviderError, type TextModel } from './textModel.ts'

const ADDRESS = 'https://generativelanguage.googleapis.com'

export interface GoogleOptions {
  apiKey: string
  model: string
  /** Any server that speaks the Gemini API, without the version in its path. */
  baseURL?: string | undefined
  /** Milliseconds until the first piece of the answer. */
  firstByteTimeout?: number
  /** Milliseconds without a further piece of the answer. */
  idleTimeout?: number
}

/** The Gemini API with streaming and structured output. One request per call: retries are the job's business. */
export function googleModel({
  apiKey,
  model,
  baseURL = ADDRESS,
  firstByteTimeout = 60_000,
  idleTimeout = 60_000,
}: GoogleOptions): TextModel {
  // all that the library would otherwise read from environment variables of its own (Vertex, another address or version)
  const client = new GoogleGenAI({
    apiKey,
    vertexai: false,
    apiVersion: 'v1beta',
    httpOptions: { baseUrl: baseURL, retryOptions: { attempts: 1 } },
  })

  async function generate<T>(request: ModelRequest<T>, onDelta: (text: string) => void): Promise<ModelAnswer<T>> {
    const stop = new AbortController()
    const answer = newAnswer(model)
    const exchange: Exchange = { sent: false, status: null, retryAfter: null }
    let timer: NodeJS.Timeout | undefined
    // the library's own timeout runs until the last byte: it would cut a long answer that arrives steadily
    const expectWithin = (milliseconds: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => stop.abort(milliseconds), milliseconds)
    }
    try {
      expectWithin(firstByteTimeout)
      const stream = await client.models.generateContentStream({
        model,
        contents: request.prompt,
        config: {
          systemInstruction: request.system,
          responseMimeType: 'application/json',
          responseJsonSchema: googleSchema(request.schema),
          ...(priceOf(model).reasons ? { thinkingConfig: { thinkingLevel: ThinkingLevel.LOW } } : {}),
          // one request per call: the library would ask on by itself after an answer that is too long
          automaticContinuation: false,
          abortSignal: AbortSignal.any([request.signal, stop.signal]),
          httpOptions: { fetch: watched(exchange) },
        },
      })
      for await (const chunk of stream) {
        expectWithin(idleTimeout)
        const delta = readChunk(answer, chunk)
        if (delta !== '') onDelta(delta)
      }
    } catch (error) {
      request.signal.throwIfAborted()
      if (error instanceof ProviderError) throw error
      if (stop.signal.aborted) throw stalled(Number(stop.signal.reason), answer.text)
      throw fromGoogleError(error, exchange, answer.text, apiKey)
    } finally {
      clearTimeout(timer)
      // the library leaves the connection open when nobody reads on
      stop.abort()
    }
    request.signal.throwIfAborted()
    return finish(request, answer)
  }

  return { provider: 'google', model, generate }
}

/** Notes what the library leaves out of its errors. A redirect is not followed: it would take the key to another host. */
const watched =
  (exchange: Exchange): typeof fetch =>
  async (input, init) => {
    exchange.sent = true
    const response = await fetch(input, { ...init, redirect: 'manual' })
    exchange.status = response.status
    exchange.retryAfter = retryAfterOf(response.headers)
    return response
  }

interface Answer extends Arrived {
  /** Chunks came, but none with a candidate: nothing was answered. */
  empty: boolean
  finished: boolean
}

const newAnswer = (model: string): Answer => ({ ...nothingYet(model), empty: false, finished: false })

const STOP: `${FinishReason}` = 'STOP'

/** Takes one chunk of the stream into the answer; returns the text it added. Throws when the answer was stopped. */
function readChunk(answer: Answer, chunk: GenerateContentResponse): string {
  const { promptFeedback, candidates, usageMetadata, modelVersion } = chunk
  if (modelVersion) answer.model = modelVersion
  if (usageMetadata)
    answer.usage = {
      inputTokens: usageMetadata.promptTokenCount ?? 0,
      // what a model thinks is paid for as what it says
      outputTokens: (usageMetadata.candidatesTokenCount ?? 0) + (usageMetadata.thoughtsTokenCount ?? 0),
    }
  if (promptFeedback?.blockReason) throw blocked(promptFeedback.blockReason, answer.text)
  const candidate = candidates?.[0]
  answer.empty = candidate === undefined && answer.text === ''
  const parts = candidate?.content?.parts ?? []
  const delta = parts.map(part => (part.thought ? '' : (part.text ?? ''))).join('')
  answer.text += delta
  if (candidate?.finishReason && candidate.finishReason !== STOP) throw notFinished(candidate.finishReason, answer.text)
  if (candidate?.finishReason) answer.finished = true
  return delta
}

function finish<T>(request: ModelRequest<T>, answer: Answer): ModelAnswer<T> {
  if (answer.empty || (answer.finished && answer.text.trim() === ''))
    throw new ProviderError('invalid-output', 'The model answered with nothing.', { partial: answer.text })
  if (!answer.finished) throw cutOff(answer.text)
  return parseAnswer(request, answer)
}
