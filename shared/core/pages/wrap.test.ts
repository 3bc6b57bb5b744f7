import { describe, expect, it } from 'vitest'
import { wrap } from './wrap.ts'

const rows = (text: string, width: number, first?: number) =>
  wrap(text, width, first).map(({ start, end }) => text.slice(start, end))

describe('text in rows', () => {
  it('is broken at spaces, which belong to no row', () => {
    expect(rows('one two three', 10)).toEqual(['one two', 'three'])
    expect(rows('exactly te', 10)).toEqual(['exactly te'])
    expect(rows('exactly te  n', 10)).toEqual(['exactly te', 'n'])
    expect(rows('', 10)).toEqual([''])
  })
  it('keeps forced line breaks, empty ones too', () =>
    expect(rows('one\n\n  two three', 10)).toEqual(['one', '', '  two', 'three']))
  it('is broken behind hyphens and dashes, not before figures', () => {
    expect(rows('a half-witted man', 8)).toEqual(['a half-', 'witted', 'man'])
    expect(rows('well—thought out', 8)).toEqual(['well—', 'thought', 'out'])
    expect(rows('around -5 or 10-20', 8)).toEqual(['around', '-5 or', '10-20'])
    expect(rows('Wait--what', 8)).toEqual(['Wait--', 'what'])
  })
  it('breaks a word that is longer than a row', () => {
    expect(rows('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)])
    expect(rows(`to ${'x'.repeat(12)} go`, 10)).toEqual(['to', 'x'.repeat(10), 'xx go'])
  })
  it('measures wide characters as two, and breaks between them but not before a full stop', () => {
    expect(rows('何もない夜だ。', 8)).toEqual(['何もない', '夜だ。'])
    expect(rows('何もない。夜', 8)).toEqual(['何もな', 'い。夜'])
    expect(wrap('夜', 8)[0]?.width).toBe(2)
  })
  it('never parts an accent, a surrogate pair, a joined emoji or a flag', () => {
    const family = '👩‍👩‍👧'
    expect(rows(family.repeat(3), 4)).toEqual([family + family, family])
    expect(rows('e\u0301'.repeat(5), 2)).toEqual(['e\u0301e\u0301', 'e\u0301e\u0301', 'e\u0301'])
    expect(rows('🇩🇪🇫🇷🇯🇵', 4)).toEqual(['🇩🇪🇫🇷', '🇯🇵'])
  })
  it('has a first row of its own width', () => expect(rows('(one two', 7, 8)).toEqual(['(one two']))
})
