/** What is known of a model, as data. Prices are US dollars for a million tokens, as published by the provider. */
export interface ModelPrice {
  model: string
  /** Thinks before it answers; asked to do so briefly, since people wait for the first word. */
  reasons: boolean
  input: number
  output: number
  /** The day the provider switches the model off (ISO 8601), null when none is announced. */
  retires: string | null
}

/** As of November 2026, from developers.openai.com/api/docs/pricing and /deprecations. */
const OPENAI_PRICES: readonly ModelPrice[] = [
  { model: 'gpt-6.1-terra', reasons: true, input: 1, output: 5, retires: null },
  { model: 'gpt-6.1-sol', reasons: true, input: 2, output: 10, retires: null },
  { model: 'gpt-6-astra', reasons: true, input: 10, output: 50, retires: null },
  { model: 'gpt-6-sol', reasons: true, input: 2, output: 10, retires: null },
  { model: 'gpt-6-luna', reasons: true, input: 0.1, output: 0.5, retires: null },
  { model: 'gpt-5.6-terra', reasons: true, input: 2, output: 12, retires: null },
  { model: 'gpt-5.6-luna', reasons: true, input: 0.2, output: 1.2, retires: null },
  { model: 'gpt-5', reasons: true, input: 1.25, output: 10, retires: '2026-12-11' },
  { model: 'gpt-5-mini', reasons: true, input: 0.25, output: 2, retires: '2026-12-11' },
  { model: 'gpt-5-nano', reasons: true, input: 0.05, output: 0.4, retires: '2026-12-11' },
  { model: 'gpt-4.1', reasons: false, input: 2, output: 8, retires: '2027-01-14' },
  { model: 'gpt-4.1-mini', reasons: false, input: 0.4, output: 1.6, retires: '2027-01-14' },
  { model: 'gpt-4o', reasons: false, input: 2.5, output: 10, retires: '2027-01-14' },
  { model: 'gpt-4o-mini', reasons: false, input: 0.15, output: 0.6, retires: '2027-01-14' },
]

/**
 * The paid tier of ai.google.dev/gemini-api/docs/pricing as transcribed on 7 October 2026 (3.8, 3.5 and 3.1 Pro; the others by
 * lists of the same year that agree), and /deprecations as of November. For prompts of up to 200,000 tokens, more than any of
 * ours. 3.6 to 3.8 Flash are half of this until the end of 2026. Models without levels of thinking, and those that hardly
 * think unless told to, count as not reasoning.
 */
const GOOGLE_PRICES: readonly ModelPrice[] = [
  { model: 'gemini-3.8-flash', reasons: true, input: 1.5, output: 7.5, retires: null },
  { model: 'gemini-3.7-flash', reasons: true, input: 1.5, output: 7.5, retires: null },
  { model: 'gemini-3.6-flash', reasons: true, input: 1.5, output: 7.5, retires: null },
  { model: 'gemini-3.5-flash', reasons: true, input: 1.5, output: 9, retires: null },
  { model: 'gemini-3.5-flash-lite', reasons: false, input: 0.3, output: 2.5, retires: null },
  { model: 'gemini-3.1-pro-preview', reasons: true, input: 2, output: 12, retires: null },
  { model: 'gemini-3.1-flash-lite', reasons: false, input: 0.25, output: 1.5, retires: '2027-05-07' },
  { model: 'gemini-2.5-pro', reasons: false, input: 1.25, output: 10, retires: '2026-12-01' },
  { model: 'gemini-2.5-flash', reasons: false, input: 0.3, output: 2.5, retires: '2026-12-01' },
  { model: 'gemini-2.5-flash-lite', reasons: false, input: 0.1, output: 0.4, retires: null },
]

const PRICES = [...OPENAI_PRICES, ...GOOGLE_PRICES]

/** A credit is a cent of the provider's bill. */
const CREDITS_PER_DOLLAR = 100

/** A model that is not in the table is reckoned at the dearest known price: an estimate may be too high, never too low. */
const UNKNOWN: Omit<ModelPrice, 'model'> = {
  reasons: false,
  input: Math.max(...PRICES.map(price => price.input)),
  output: Math.max(...PRICES.map(price => price.output)),
  retires: null,
}

/** Snapshots ("gpt-5-mini-2025-08-07", "gemini-3.8-flash-001") cost what their family costs. */
const familyOf = (model: string): string => model.replace(/^models\//, '').replace(/-(?:\d{4}-\d{2}-\d{2}|\d{3})$/, '')

export const priceOf = (model: string): Omit<ModelPrice, 'model'> =>
  PRICES.find(price => model === price.model || familyOf(model) === price.model) ?? UNKNOWN

/** Whole credits for a number of tokens, at least 1. */
export function creditsFor(model: string, inputTokens: number, outputTokens: number): number {
  const price = priceOf(model)
  const dollars = (inputTokens * price.input + outputTokens * price.output) / 1_000_000
  return Math.max(1, Math.ceil(dollars * CREDITS_PER_DOLLAR))
}

/** Tokens of English prose: four characters each, as the providers reckon. */
export const tokensOf = (characters: number): number => Math.ceil(characters / 4)
