import { describe, expect, it } from 'vitest'
import { contextOf, FindPatternError, type FindQuery, findMatches, MOST_MATCHES, type Passage } from './find.ts'

const query = (text: string, more: Partial<FindQuery> = {}): FindQuery => ({
  text,
  regex: false,
  wholeWord: false,
  matchCase: false,
  types: null,
  ...more,
})
const PASSAGES: Passage[] = [
  { type: 'scene_heading', text: 'INT. KITCHEN - NIGHT' },
  { type: 'action', text: 'A kitchen. Kitchens are cold (very).' },
  { type: 'dialogue', text: 'Élodie, the kitchen!' },
  { type: null, text: 'kitchen, wide' },
]
const words = (wanted: FindQuery, passages = PASSAGES) =>
  findMatches(passages, wanted).matches.map(({ passage, from, to }) => [
    passage,
    passages[passage]?.text.slice(from, to) ?? '',
  ])

describe('finding', () => {
  it('takes plain words as they are, in any case unless asked', () => {
    expect(words(query('kitchen'))).toEqual([
      [0, 'KITCHEN'],
      [1, 'kitchen'],
      [1, 'Kitchen'],
      [2, 'kitchen'],
      [3, 'kitchen'],
    ])
    expect(words(query('Kitchen', { matchCase: true }))).toEqual([[1, 'Kitchen']])
    expect(words(query('(very).'))).toEqual([[1, '(very).']])
    expect(words(query('a$b'), [{ type: 'action', text: 'a$b ab' }])).toEqual([[0, 'a$b']])
  })

  it('knows whole words in every script', () => {
    expect(words(query('kitchen', { wholeWord: true }))).toHaveLength(4)
    expect(words(query('lodie', { wholeWord: true }))).toEqual([])
    expect(words(query('élodie', { wholeWord: true }))).toEqual([[2, 'Élodie']])
  })

  it('looks in the wanted elements only; cells are none of them', () => {
    expect(words(query('kitchen', { types: ['dialogue'] }))).toEqual([[2, 'kitchen']])
    expect(words(query('kitchen', { types: ['scene_heading', 'action'] }))).toHaveLength(3)
  })

  it('takes regular expressions, with their groups in the replacement', () => {
    const inserts = (pattern: string, replacement: string, text: string, type: Passage['type'] = 'action') =>
      findMatches([{ type, text }], query(pattern, { regex: true }), replacement).matches.map(match => match.insert)
    expect(inserts(String.raw`(\w+), (\w+)`, '$2 $1', 'wet, cold')).toEqual(['cold wet'])
    expect(inserts('(?<who>Ines)', '$<who>, $& $$ $9 $<none>', 'Ines')).toEqual(['Ines, Ines $ $9 $<none>'])
    expect(inserts('(a)', '$12', 'a')).toEqual(['a2'])
    expect(inserts('day|night', 'dusk', 'INT. BARN - NIGHT', 'scene_heading')).toEqual(['DUSK'])
    expect(findMatches([{ type: 'action', text: 'aa' }], query('a'), '$1').matches[0]?.insert).toBe('$1')
  })

  it('says what is wrong with a pattern', () => {
    for (const pattern of ['(', 'a)|(b', '[', '*'])
      expect(() => findMatches(PASSAGES, query(pattern, { regex: true, wholeWord: true }))).toThrow(FindPatternError)
    expect(() => findMatches(PASSAGES, query('(', { regex: true }))).toThrow(
      'This is no regular expression: unterminated group.',
    )
  })

  it('ends with patterns that fit nothing, cuts no emoji, and stops at a great number', () => {
    expect(words(query('x*', { regex: true }), [{ type: 'action', text: '😀x😀' }])).toEqual([[0, 'x']])
    expect(words(query(''))).toEqual([])
    expect(words(query('.', { regex: true }), [{ type: 'action', text: '😀' }])).toEqual([[0, '😀']])
    const many = findMatches([{ type: 'action', text: 'a'.repeat(MOST_MATCHES + 1) }], query('a'))
    expect([many.matches.length, many.more]).toEqual([MOST_MATCHES, true])
  })

  it('shows the words around a match, cut between words', () => {
    const text = 'The long and winding road leads to a door that nobody opens'
    const from = text.indexOf('road')
    expect(contextOf(text, { from, to: from + 4 }, 14)).toEqual({
      before: '…and winding ',
      match: 'road',
      after: ' leads to a…',
    })
  })
})
