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
    const [short, long] = [
      agentCards(readSettings(openai)),
      agentCards(readSettings(openai), { told: 360_000, read: 0 }),
    ]
    const dearer = long.filter((card, at) => card.credits !== short[at]?.credits)
    expect(dearer.map(({ name }) => name)).toEqual(['treatment'])
    // 90,000 tokens at 2 dollars a million
    const treatment = (cards: typeof short) => cards.find(({ name }) => name === 'treatment')?.credits ?? 0
    expect(treatment(long) - treatment(short)).toBe(18)
    // a novel that is read first: 300,000 tokens of it with what is said beside them, and 54,000 that are made of them
    const read = agentCards(readSettings(openai), { told: 180_000, read: 1_200_000 })
    expect(treatment(read) - treatment(short)).toBeGreaterThan(9 + 60 + 54)
  })
})
