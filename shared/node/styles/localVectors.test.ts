import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { chunksOf } from '../../core/styles/chunk.ts'
import { commonPart, DIMENSIONS, readWordVectors, vectorOf, type WordVectors } from './localVectors.ts'
import { readShippedStyles } from './shipped.ts'

/** What somebody might search for in each shipped style, in other words than its own: one question for each passage, in their order. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  'style-comic': [
    'a wedding',
    'insurance and fire',
    'hitting somebody with a fish',
    'an expedition with mules',
    'a new secretary',
    'crossing a river in a boat',
    'a ghost',
    'a job interview',
  ],
  'style-documentary': [
    'factory workers',
    'a ferry on the river',
    'cooking for a school',
    'a house in a flood',
    'two brothers quarrel',
    'nurses in a hospital at night',
    'trucks wait at the border',
    'theatre closes',
  ],
  'style-hard-boiled': [
    'rain outside a bar at night',
    'a woman hires a detective',
    'a dead body in a room',
    'a fight',
    'corrupt judges',
    'a train journey',
    'a rich man in his office',
    'a gun in an alley',
  ],
  'style-lyrical': [
    'children and a river',
    'coming home through an orchard',
    'snow and soldiers',
    'a confession of love in a garden',
    'an old man dying in bed',
    'walking along a railway',
    'forgiveness by the sea',
    'an old theatre',
  ],
  'style-spare': [
    'boats and crates',
    'soup and bread on the table',
    'a letter in a drawer',
    'a horse and a brother',
    'two men wait in a car with a gun',
    'a doctor tells a wife',
    'sleeping in a hut with a dog',
    'a school desk',
  ],
}

let vectors: WordVectors
let common: readonly number[]
beforeAll(() => {
  vectors = readWordVectors()
  common = commonPart(vectors)
})
const of = (text: string) => vectorOf(text, vectors, common)
const near = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0)

describe('the local model', () => {
  it('finds the passage that is meant among the others of its style: of forty, seven in ten at once', async () => {
    const ranks = (await readShippedStyles()).flatMap(({ id, text }) => {
      const passages = chunksOf(text).map(chunk => of(chunk.text))
      expect(passages).toHaveLength(QUESTIONS[id]?.length ?? 0)
      return (QUESTIONS[id] ?? []).map((question, meant) => {
        const asked = of(question)
        const scores = passages.map(passage => near(passage, asked))
        return scores.filter(score => score > (scores[meant] ?? 0)).length
      })
    })
    expect(ranks).toHaveLength(40)
    expect(ranks.filter(rank => rank === 0).length).toBeGreaterThanOrEqual(28)
    expect(ranks.filter(rank => rank < 3).length).toBeGreaterThanOrEqual(38)
  })

  it('gives every text a vector of length 1, the same every time, and zeros where there is no word', () => {
    for (const text of ['Rain.', 'the of and', 'Zxqvorb Ишмаэль', '雨が降る', `${'word '.repeat(5_000)}`]) {
      const vector = of(text)
      expect(vector).toHaveLength(DIMENSIONS)
      expect(Math.hypot(...vector)).toBeCloseTo(1, 9)
      expect(of(text)).toEqual(vector)
    }
    expect(of('… — !')).toEqual(Array.from({ length: DIMENSIONS }, () => 0))
  })

  it('finds a name that nobody knows by its letters', () => {
    const asked = of('Zxqvorb')
    expect(near(asked, of('Zxqvorb rows home.'))).toBeGreaterThan(near(asked, of('Somebody rows home.')) + 0.1)
  })

  it('says what is wrong with a file that it does not know', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
    const file = (text: string) => {
      writeFileSync(join(folder, 'vectors.json'), text)
      return join(folder, 'vectors.json')
    }
    expect(() => readWordVectors(file('{"words":[]}'))).toThrow(/has 0 vectors where 50000/)
    expect(() => readWordVectors(file('{"vectors":{"a":[1,2],"b":[3,4],'))).toThrow(/A vector has 2 numbers/)
    expect(() => readWordVectors(file('{"vectors":{"a":[1,x],"b":[3,4],'))).toThrow(/no number/)
  })
})
