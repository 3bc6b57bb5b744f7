import { expect, test } from 'vitest'
import type { Consequences } from '../../shared/core/api/consequences.ts'
import { effectWords, isNothing, priceSentence } from './words.ts'

const counts = { shots: 0, states: 0, prompts: 0, frames: 0, clips: 0, ends: 0 }
const nothing: Consequences = { documents: [], things: [], counts, scenes: 0, credits: 0 }
const sheet = { stage: 'beats', title: 'Beat sheet', because: '', credits: 3 } as const

test('what would be outdated is counted in the words of the field', () => {
  expect(effectWords({ ...nothing, documents: [sheet] })).toBe('the beat sheet')
  expect(effectWords({ ...nothing, counts: { ...counts, shots: 1 }, scenes: 1 })).toBe('1 shot in 1 scene')
  expect(effectWords({ ...nothing, documents: [sheet], counts: { ...counts, shots: 3, clips: 2 }, scenes: 2 })).toBe(
    'the beat sheet, 3 shots and 2 clips in 2 scenes',
  )
  expect(isNothing(nothing)).toBe(true)
  expect(isNothing({ ...nothing, documents: [sheet] })).toBe(false)
})

test('what costs nothing is said so', () => {
  expect(priceSentence(0)).toMatch(/nothing/)
  expect(priceSentence(1)).toBe('Making it again costs 1 credit.')
})
