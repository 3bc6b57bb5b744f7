import { expect } from 'vitest'
import { z } from 'zod'
import { type ModelRequest, ProviderError } from '../../jobs/providers/textModel.ts'

export const schema = z.strictObject({
  lines: z.array(z.strictObject({ n: z.int(), text: z.string() })),
  rationale: z.string(),
})
export type Answer = z.infer<typeof schema>
export const good: Answer = { lines: [{ n: 1, text: 'She waits — “alone”. 😀' }], rationale: 'Tighter.' }

const emptyContext = {
  instruction: 'shorter',
  lines: [],
  heading: '',
  sceneBefore: [],
  sceneAfter: [],
  rearview: null,
  titlePage: '',
  brief: '',
  rating: null,
  leftOut: [],
}

/** What every provider is asked in its contract test. */
export const request = (signal: AbortSignal = new AbortController().signal): ModelRequest<Answer> => ({
  task: { agent: 'rewrite', context: emptyContext },
  style: null,
  system: 'the rules',
  prompt: 'the request',
  schemaName: 'Rewrite',
  schema,
  signal,
})

/** What the provider threw; fails when it answered. */
export async function refused(asking: Promise<unknown>): Promise<ProviderError> {
  const error = await asking.then(
    value => value,
    thrown => thrown,
  )
  expect(error).toBeInstanceOf(ProviderError)
  if (!(error instanceof ProviderError)) throw new Error('unreachable')
  return error
}
