import { expect, test } from 'vitest'
import { saveMeans } from './saveWords.ts'

test('offline says how many changes only this browser has', () => {
  expect(saveMeans({ state: 'offline', unsaved: 0, message: null })).not.toContain('wait')
  expect(saveMeans({ state: 'offline', unsaved: 1, message: null })).toContain('One change waits here.')
  expect(saveMeans({ state: 'offline', unsaved: 12, message: null })).toContain('12 changes wait here.')
})

test('the server’s own sentence comes first', () => {
  expect(saveMeans({ state: 'refused', unsaved: 0, message: 'You are signed out.' })).toBe('You are signed out.')
})
