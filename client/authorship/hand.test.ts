import { describe, expect, it } from 'vitest'
import { caretSentence, cellSentence, GONE, type Hand, IMPORTED, inOrder, keyOf, nameOf } from './hand.ts'

const ANA: Hand = { kind: 'person', id: 'ana', name: 'Ana' }
const JONAS: Hand = { kind: 'person', id: 'jonas', name: 'Jonas' }
const WRITER: Hand = { kind: 'agent', agent: 'rewrite', name: 'Writer', jobId: 'one' }

describe('whose words', () => {
  it('are named so that people, agents and oneself are told apart', () => {
    expect([ANA, JONAS, WRITER, GONE, IMPORTED].map(hand => nameOf(hand, 'ana'))).toEqual([
      'Ana (you)',
      'Jonas',
      'Writer (agent)',
      'Deleted account',
      'Imported',
    ])
  })

  it('the caret is in is a sentence', () => {
    expect([ANA, JONAS, WRITER, GONE, IMPORTED].map(hand => caretSentence(hand, 'ana'))).toEqual([
      'The caret is in your words.',
      'The caret is in Jonas’ words.',
      'The caret is in words of the agent Writer.',
      'The caret is in words of a deleted account.',
      'The caret is in words that were imported.',
    ])
    expect(caretSentence(ANA, 'jonas')).toBe('The caret is in Ana’s words.')
  })

  it('stand in a cell is a sentence, with everybody once', () => {
    expect(cellSentence([ANA, WRITER, ANA, IMPORTED], 'ana')).toBe('In this cell: Ana (you), Writer (agent), Imported.')
    expect(cellSentence([], 'ana')).toBeNull()
  })

  it('are one agent’s whatever it was asked', () => {
    expect(keyOf({ ...WRITER, jobId: 'two' })).toBe(keyOf(WRITER))
  })

  it('are listed from oneself to nobody', () => {
    expect(inOrder([IMPORTED, WRITER, GONE, ANA, JONAS], 'jonas')).toEqual([JONAS, ANA, WRITER, GONE, IMPORTED])
  })
})
