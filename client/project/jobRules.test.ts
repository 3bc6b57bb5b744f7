import { expect, test } from 'vitest'
import type { JobRow } from '../../shared/core/api/schemas.ts'
import { endKey, foundNothing, isUnderWay, lastDone, openFailures, untoldEnds } from './jobRules.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
const job = (id: string, state: JobRow['state'], minutesAgo: number, fields: Partial<JobRow> = {}): JobRow => {
  const at = new Date(now - minutesAgo * 60_000).toISOString()
  return {
    id,
    timelineId: 't1',
    agent: 'breakdown',
    state,
    documentId: 'd1',
    sceneId: 's1',
    instruction: '',
    askedBy: null,
    attempts: 1,
    error: null,
    creditsEstimated: 0,
    creditsActual: null,
    createdAt: at,
    finishedAt: at,
    ...fields,
  }
}

test('a failure is open until the same agent is tried again at the same place', () => {
  const failed = job('a', 'failed', 10)
  expect(openFailures([failed], now)).toEqual([failed])
  expect(openFailures([job('b', 'running', 5), failed], now)).toEqual([])
  expect(openFailures([job('b', 'done', 5, { sceneId: 's2' }), failed], now)).toEqual([failed])
  expect(openFailures([job('b', 'done', 20), failed], now)).toEqual([failed])
})

test('after a day a failure is history', () => {
  expect(openFailures([job('a', 'failed', 25 * 60)], now)).toEqual([])
})

test('what waits for its turn is under way, what was cancelled is not', () => {
  expect([job('a', 'queued', 1), job('b', 'running', 1)].every(isUnderWay)).toBe(true)
  expect([job('c', 'cancelled', 1), job('d', 'done', 1), job('e', 'failed', 1)].some(isUnderWay)).toBe(false)
})

test('who asked is told of a failure once, and nobody else is', () => {
  const mine = job('mine', 'failed', 1, { askedBy: { id: 'ana', name: 'Ana' } })
  const jobs = [mine, job('running', 'running', 1, { askedBy: { id: 'ana', name: 'Ana' } })]
  expect(untoldEnds(jobs, 'ana', new Set())).toEqual([mine])
  expect(untoldEnds(jobs, 'ben', new Set())).toEqual([])
  expect(untoldEnds(jobs, 'ana', new Set([endKey(mine)]))).toEqual([])
})

test('the failure of a second try is news', () => {
  const first = job('a', 'failed', 5, { askedBy: { id: 'ana', name: 'Ana' } })
  const again = job('a', 'failed', 1, { askedBy: { id: 'ana', name: 'Ana' }, attempts: 2 })
  expect(untoldEnds([again], 'ana', new Set([endKey(first)]))).toEqual([again])
})

test('an agent that found nothing to do did not fail, and who asked is told what it found', () => {
  const error = { code: 'nothing-changed', message: 'I found no “submarine” in the selection.' }
  const idle = job('idle', 'failed', 1, { error, askedBy: { id: 'ana', name: 'Ana' } })
  expect(foundNothing(idle)).toBe('found nothing to change')
  expect(openFailures([idle], now)).toEqual([])
  expect(lastDone([idle])).toEqual([idle])
  expect(untoldEnds([idle], 'ana', new Set())).toEqual([idle])
  for (const code of ['selection-gone', 'toString', ''])
    expect(foundNothing({ ...idle, error: { ...error, code } })).toBeNull()
  expect(foundNothing({ ...idle, error: null })).toBeNull()
})
