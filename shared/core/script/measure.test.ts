import { describe, expect, it } from 'vitest'
import type { LineType } from './line.ts'
import { eighthsOf, printedText, ROWS_PER_PAGE, rowsOf, secondsOfDialogue, secondsOfLines } from './measure.ts'

const line = (type: LineType, text: string, dual = false) => ({ type, text, dual })
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ')

describe('the length of a scene', () => {
  it('counts the empty rows that separate elements', () => {
    expect(rowsOf([line('scene_heading', 'INT. A')])).toBe(3)
    expect(rowsOf([line('character', 'BOB'), line('parenthetical', '(beat)'), line('dialogue', 'Hi.')])).toBe(4)
  })
  it('sets speech in its narrow column', () => {
    const text = `${'x'.repeat(34)} ${'x'.repeat(34)}`
    expect(rowsOf([line('action', text)])).toBe(3)
    expect(rowsOf([line('character', 'BOB'), line('dialogue', text)])).toBe(4)
  })
  it('counts two who speak at once by the longer one', () => {
    const one = [line('character', 'BOB'), line('dialogue', 'a\nb\nc')]
    const other = [line('character', 'ANN', true), line('dialogue', 'a')]
    expect(rowsOf([...one, ...other])).toBe(rowsOf(one))
    expect(secondsOfLines([...one, ...other])).toBe(secondsOfLines(one))
  })
  it('counts nothing that is not printed', () => {
    for (const type of ['note', 'section', 'synopsis', 'page_break'] as const)
      expect(eighthsOf([line(type, words(100))])).toBe(0)
    expect(rowsOf([line('action', '')])).toBe(0)
    expect(printedText('He [[she?]] goes /* away */ home.')).toBe('He  goes  home.')
    expect(rowsOf([line('action', '[[only a note]]')])).toBe(0)
  })
  it('is a full page after 54 rows, and an eighth at the least', () => {
    const page = Array.from({ length: ROWS_PER_PAGE / 2 }, () => line('action', 'Row.'))
    expect(eighthsOf(page)).toBe(8)
    expect(eighthsOf([line('action', 'Row.')])).toBe(1)
    expect(eighthsOf([])).toBe(0)
    expect(secondsOfLines(page)).toBeCloseTo(60)
  })
})

describe('screen time', () => {
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
