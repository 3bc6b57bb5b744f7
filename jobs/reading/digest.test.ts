import { describe, expect, it } from 'vitest'
import { chapterIn, readingSentence } from '../../shared/core/brief/reading.ts'
import { accountOf, chapterQuestion, type Digest, joiningQuestions, toldDigest } from './digest.ts'

describe('what is told of a chapter', () => {
  it('is asked for at a length that goes by the chapter’s own', () => {
    const words = (length: number) =>
      Number(chapterQuestion({ title: 'One', text: 'x'.repeat(length) }, 0, 9).values.words)
    expect([500, 7_000, 40_000].map(words)).toEqual([60, 120, 180])
  })

  it('is one line, of who and where too, and no longer than it may be', () => {
    const answer = { summary: 'Ada\n\n## rows. ', people: [{ name: 'Ada', what: 'ferry\nwoman' }], places: ['river'] }
    expect(accountOf(answer, 100)).toBe('Ada ## rows. People: Ada (ferry woman). Places: river.')
    const endless = {
      summary: 'a'.repeat(99_999),
      people: Array(999).fill({ name: 'B'.repeat(999), what: 'c'.repeat(999) }),
      places: [],
    }
    expect(accountOf(endless, 1_000)?.length).toBeLessThan(5_000)
    expect(accountOf({ summary: ' \n', people: [], places: [] }, 100)).toBeNull()
  })

  it('is made one with its neighbours, in order, none left out, until it is short enough', () => {
    let digests: Digest[] = Array.from({ length: 135 }, (_, at) => ({
      place: `${at + 1} of 135: Night`,
      summary: 'w '.repeat(450),
    }))
    const rounds: string[][] = []
    while (digests.length > 1) {
      const questions = joiningQuestions(digests, rounds.length + 1)
      rounds.push(questions.map(({ place }) => place))
      const asked = questions.map(({ values }) => values.digests ?? '').join('')
      for (const digest of digests) expect(asked).toContain(toldDigest(digest))
      digests = questions.map(({ place, most }) => ({ place, summary: 'w'.repeat(most) }))
    }
    expect(rounds).toEqual([
      [
        '1 to 17 of 135',
        '18 to 34 of 135',
        '35 to 51 of 135',
        '52 to 68 of 135',
        '69 to 85 of 135',
        '86 to 102 of 135',
        '103 to 119 of 135',
        '120 to 135 of 135',
      ],
      ['1 to 51 of 135', '52 to 102 of 135', '103 to 135 of 135'],
      ['1 to 135 of 135'],
    ])
  })
})

describe('how far the reading is', () => {
  it('is said in one sentence that a bar is drawn from', () => {
    const at = (done: number, left: number | null, pause = 0) => readingSentence({ done, of: 136, left, pause })
    expect(at(0, null)).toBe('Reading chapter 1 of 136.')
    expect(at(40, 160)).toBe('Reading chapter 41 of 136, about 3 min left.')
    expect(at(40, 12)).toBe('Reading chapter 41 of 136, less than a minute left.')
    expect(at(40, 12, 6.2)).toBe('Reading chapter 41 of 136. The provider asks for a pause of 7 s.')
    expect(chapterIn(at(40, 160))).toEqual({ chapter: 41, of: 136 })
    expect(chapterIn(at(136, 0))).toBeNull()
  })
})
