import { describe, expect, it } from 'vitest'
import { readSettings } from './config.ts'
import { activeModel, agentCards } from './models.ts'

const openai = { OPENAI_API_KEY: 'sk-test', OPENAI_MODEL: 'gpt-6-sol' }
const google = { GOOGLE_API_KEY: 'AIza-test' }
const active = (env: Record<string, string>) => activeModel(readSettings(env))

describe('where agents answer', () => {
  it('is here without a key, whatever models are named', () => {
    expect(active({})).toEqual({ provider: 'offline', model: 'offline' })
    expect(active({ OPENAI_MODEL: 'gpt-6-sol', GOOGLE_MODEL: 'gemini-3.5-flash' }).provider).toBe('offline')
  })

  it('is the first provider that has a key, with the model that is named', () => {
    expect(active(google)).toEqual({ provider: 'google', model: 'gemini-3.8-flash' })
    expect(active({ GEMINI_API_KEY: 'AIza-test', GOOGLE_MODEL: 'gemini-3.5-flash' })).toEqual({
      provider: 'google',
      model: 'gemini-3.5-flash',
    })
    expect(active({ ...openai, ...google })).toEqual({ provider: 'openai', model: 'gpt-6-sol' })
  })

  it('is where TEXT_PROVIDER says, keys or not', () => {
    expect(active({ ...openai, ...google, TEXT_PROVIDER: 'google' }).provider).toBe('google')
    expect(active({ ...openai, ...google, TEXT_PROVIDER: 'offline' })).toEqual({
      provider: 'offline',
      model: 'offline',
    })
  })

  it('is on every agent’s card with its price, and no key is', () => {
    const cards = agentCards(readSettings(google))
    for (const card of cards) {
      expect(card).toMatchObject({ provider: 'google', model: 'gemini-3.8-flash' })
      expect(card.credits).toBeGreaterThan(0)
    }
    expect(JSON.stringify(cards)).not.toContain(google.GOOGLE_API_KEY)
  })

  it('asks more for treatments of a long source, and for nothing else', () => {
    const [short, long] = [agentCards(readSettings(openai)), agentCards(readSettings(openai), 360_000)]
    const dearer = long.filter((card, at) => card.credits !== short[at]?.credits)
    expect(dearer.map(({ name }) => name)).toEqual(['treatment'])
    // 90,000 tokens at 2 dollars a million
    expect((dearer[0]?.credits ?? 0) - (short.find(({ name }) => name === 'treatment')?.credits ?? 0)).toBe(18)
  })
})
