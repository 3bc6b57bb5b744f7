import { expect, test } from 'vitest'
import { saveMeans, writingEnded } from './saveWords.ts'

test('offline says how many changes only this browser has', () => {
  expect(saveMeans({ state: 'offline', unsaved: 0, message: null })).not.toContain('wait')
  expect(saveMeans({ state: 'offline', unsaved: 1, message: null })).toContain('One change waits here.')
  expect(saveMeans({ state: 'offline', unsaved: 12, message: null })).toContain('12 changes wait here.')
})

test('the server’s own sentence comes first', () => {
  expect(saveMeans({ state: 'refused', unsaved: 0, message: 'You are signed out.' })).toBe('You are signed out.')
})

test('whoever may no longer write hears what became of their last words', () => {
  const summary = { state: 'read-only', message: null } as const
  expect(writingEnded('Viewer', { ...summary, unsaved: 0 })).toContain('Your role here is Viewer now')
  expect(writingEnded('Viewer', { ...summary, unsaved: 0 })).toContain('is saved')
  expect(writingEnded('Viewer', { ...summary, unsaved: 3 })).toContain('not taken. They are kept in this browser')
})
