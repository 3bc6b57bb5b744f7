import { expect, test } from 'vitest'
import { z } from 'zod'
import { valueIn } from '../../tests/scrape.ts'
import { type ModelRequest, ProviderError, type TextModel } from '../providers/textModel.ts'
import { createWorkerMetrics } from './workerMetrics.ts'

const request = (signal = new AbortController().signal): ModelRequest<string> => ({
  task: { agent: 'reader' },
  style: null,
  system: '',
  prompt: '',
  schemaName: 'answer',
  schema: z.string(),
  signal,
})

test('what a model answers is counted with its tokens and credits, and how it fails by the code', async () => {
  const meters = createWorkerMetrics()
  let fails: Error | null = null
  const model: TextModel = {
    provider: 'openai',
    model: 'gpt-6.1-terra',
    async generate({ schema }) {
      if (fails) throw fails
      const usage = { inputTokens: 1_000_000, outputTokens: 20 }
      return { value: schema.parse('Yes.'), text: '"Yes."', usage, model: 'gpt-6.1-terra-of-some-day' }
    },
  }
  const metered = meters.metered(model)
  expect((await metered.generate(request(), () => {})).value).toBe('Yes.')
  fails = new ProviderError('rate-limited', 'Too much.')
  await expect(metered.generate(request(), () => {})).rejects.toBe(fails)
  fails = new Error('stopped')
  await expect(metered.generate(request(AbortSignal.abort()), () => {})).rejects.toBe(fails)

  const text = await meters.metrics.text()
  const by = { provider: 'openai', model: 'gpt-6.1-terra' }
  for (const outcome of ['ok', 'rate-limited', 'aborted'])
    expect(valueIn(text, 'aiuteur_provider_call_seconds_count', { ...by, agent: 'reader', outcome })).toBe(1)
  expect(valueIn(text, 'aiuteur_provider_tokens_total', { ...by, direction: 'input' })).toBe(1_000_000)
  expect(valueIn(text, 'aiuteur_provider_tokens_total', { ...by, direction: 'output' })).toBe(20)
  expect(valueIn(text, 'aiuteur_credits_total', by)).toBeGreaterThan(0)
  expect(text).not.toContain('of-some-day')
})
