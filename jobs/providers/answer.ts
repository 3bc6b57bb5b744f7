import { z } from 'zod'
import { type ModelAnswer, type ModelRequest, ProviderError } from './textModel.ts'

/** What has arrived of an answer, whoever sends it. */
export interface Arrived {
  text: string
  usage: { inputTokens: number; outputTokens: number }
  model: string
}

export const nothingYet = (model: string): Arrived => ({
  text: '',
  usage: { inputTokens: 0, outputTokens: 0 },
  model,
})

/** A whole answer, held to the shape that was asked for. Throws {@link ProviderError} with the text kept. */
export function parseAnswer<T>({ schema }: ModelRequest<T>, { text, usage, model }: Arrived): ModelAnswer<T> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new ProviderError('invalid-output', 'The model answered with something that is not JSON.', {
      partial: text,
      cause,
    })
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success)
    throw new ProviderError(
      'invalid-output',
      `The model's answer has the wrong shape: ${z.prettifyError(parsed.error)}`,
      { partial: text, cause: parsed.error },
    )
  return { value: parsed.data, text, usage, model }
}

export const cutOff = (partial: string, cause?: unknown): ProviderError =>
  new ProviderError('cut-off', 'The connection to the provider ended in the middle of the answer.', { partial, cause })

export const stalled = (milliseconds: number, partial: string): ProviderError =>
  new ProviderError('unavailable', `The provider sent nothing for ${Math.round(milliseconds / 1000)} seconds.`, {
    partial,
  })
