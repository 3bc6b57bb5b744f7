import { expect, test } from 'vitest'
import { ratedAnswer } from './ratedAnswer.ts'

const softened = (rating: 'G' | 'PG-13' | 'M' | null, text: string, own = ''): [string, string[]] => {
  const repairs: string[] = []
  return [ratedAnswer({ rating }, repairs, own)(text), repairs]
}

test('words that are too strong for the rating are made milder, once said each', () => {
  const [text, repairs] = softened('PG-13', 'Shit, says Ada. SHIT! Ben is naked.')
  expect(text).not.toMatch(/shit|naked/i)
  expect(text).toMatch(/^\p{Lu}.*, says Ada\. \p{Lu}+! Ben is /u)
  expect(repairs).toHaveLength(2)
  expect(repairs[0]).toContain('“shit” is too strong for PG-13')
})

test('what is said instead is fit for the audience, too, and nobody is told of words that never stood there', () => {
  expect(softened('G', 'Shit.')).toEqual(['Heck.', ['“shit” is too strong for G and was made milder']])
})

test('what people wrote themselves stays, and a film for grown-ups or without a rating is left alone', () => {
  expect(softened('G', 'He kills the light.', 'Somebody kills a fly.')).toEqual(['He kills the light.', []])
  // a word inside another word is not the word
  expect(softened('G', 'Hell!', 'A shell.')[0]).toBe('Heck!')
  for (const rating of ['M', null] as const) expect(softened(rating, 'Shit.')).toEqual(['Shit.', []])
})
