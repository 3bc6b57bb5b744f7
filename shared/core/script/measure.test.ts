import { describe, expect, it } from 'vitest'
import type { LineType } from './lineTypes.ts'
import { printedText, secondsOfDialogue, secondsOfLines } from './measure.ts'

const line = (type: LineType, text: string, dual = false) => ({ type, text, dual })
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ')

describe('screen time', () => {
  it('of action goes by its share of a page, empty rows included', () => {
    expect(secondsOfLines(Array.from({ length: 27 }, () => line('action', 'Row.')))).toBeCloseTo(60)
    expect(secondsOfLines([line('action', `${'x'.repeat(34)} ${'x'.repeat(34)}`)])).toBeCloseTo((3 * 60) / 54)
  })
  it('of two who speak at once is that of the longer one', () => {
    const one = [line('character', 'BOB'), line('dialogue', 'a\nb\nc')]
    const other = [line('character', 'ANN', true), line('dialogue', 'a')]
    expect(secondsOfLines([...one, ...other])).toBe(secondsOfLines(one))
  })
  it('counts nothing that is not printed', () => {
    for (const type of ['note', 'section', 'synopsis', 'page_break'] as const)
      expect(secondsOfLines([line(type, words(100))])).toBe(0)
    expect(printedText('He [[she?]] goes /* away */ home.')).toBe('He goes home.')
    expect(secondsOfLines([line('action', ''), line('action', '[[only a note]]')])).toBe(0)
  })
  it('of speech goes by words', () => {
    expect(secondsOfDialogue(words(25))).toBe(10)
    expect(secondsOfDialogue("Don't you, half-wit?")).toBe(3 / 2.5)
    expect(secondsOfDialogue('[[louder]] No.')).toBe(1 / 2.5)
    expect(secondsOfDialogue('...')).toBe(0)
  })
  it('of speech without spaces goes by characters', () =>
    expect(secondsOfDialogue('何もない夜だ。')).toBeGreaterThan(1))
  it('adds a beat for a beat', () => {
    expect(secondsOfLines([line('character', 'BOB'), line('parenthetical', '(beat)')])).toBe(1)
    expect(secondsOfLines([line('character', 'BOB'), line('parenthetical', '(smiling)')])).toBe(0)
  })
})
