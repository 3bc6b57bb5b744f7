import { describe, expect, it } from 'vitest'
import { creditsFor, priceOf } from './models.ts'
import { jobKey } from './target.ts'

describe('the price of an answer', () => {
  it('is whole credits, one at least, a cent of the provider’s bill each', () => {
    expect(creditsFor('gpt-6.1-terra', 1_000_000, 1_000_000)).toBe(600)
    expect(creditsFor('gpt-6-luna', 10, 10)).toBe(1)
  })

  it('of a dated snapshot is that of its family, of an unknown model the dearest known', () => {
    expect(priceOf('gpt-5-mini-2025-08-07')).toEqual(priceOf('gpt-5-mini'))
    expect(priceOf('models/gemini-3.8-flash-001')).toEqual(priceOf('gemini-3.8-flash'))
    expect(creditsFor('gemini-3.8-flash', 1_000_000, 1_000_000)).toBe(900)
    expect(creditsFor('somebody-elses-model', 1_000_000, 0)).toBeGreaterThanOrEqual(
      creditsFor('gpt-6.1-sol', 1_000_000, 0),
    )
  })
})

describe('the key of a job', () => {
  const of = { documentId: 'd', state: 's', agent: 'rewrite', target: 't', instruction: 'shorter' }

  it('is the same for the same question, white space aside', () => {
    expect(jobKey({ ...of, instruction: ' shorter\n' })).toBe(jobKey(of))
  })

  it('differs when anything of it differs, and parts never run together', () => {
    const keys = [
      of,
      { ...of, documentId: 'e' },
      { ...of, state: 'x' },
      { ...of, agent: 'y' },
      { ...of, target: 'z' },
      { ...of, instruction: 'longer' },
      { ...of, documentId: 'ds', state: '' },
    ]
    expect(new Set(keys.map(jobKey)).size).toBe(keys.length)
  })
})
