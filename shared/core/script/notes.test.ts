import { expect, it } from 'vitest'
import { notesOf } from './notes.ts'

it('are lines of their own and what stands in double brackets, but not cut text', () => {
  const notes = notesOf([
    { id: 'a', type: 'note', text: ' Check the date. ' },
    { id: 'b', type: 'action', text: 'He [[which he?]] goes [[where]].' },
    { id: 'c', type: 'note', text: 'Cut.', boneyard: true },
    { id: 'd', type: 'action', text: 'No note.' },
  ])
  expect(notes.map(({ line, text }) => [line, text])).toEqual([
    ['a', 'Check the date.'],
    ['b', 'which he?'],
    ['b', 'where'],
  ])
  expect('He [[which he?]] goes [[where]].'.slice(notes[1]?.from, notes[1]?.to)).toBe('[[which he?]]')
})
