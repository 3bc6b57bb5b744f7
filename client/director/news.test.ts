import { expect, test } from 'vitest'
import type { DirectorMessage } from '../../shared/core/api/director.ts'
import { newsOf } from './news.ts'

const message = (id: string, over: Partial<DirectorMessage> = {}): DirectorMessage => ({
  id,
  place: Number(id),
  author: null,
  body: `Message ${id}.`,
  at: '',
  timeline: { id: 't', name: 'Main' },
  answers: null,
  act: null,
  state: null,
  decidedBy: null,
  outcome: null,
  reading: null,
  job: null,
  ...over,
})
const act = { kind: 'reopen', stage: 'brief' } as const
const job = (state: 'running' | 'done' | 'failed') => ({
  id: 'j',
  agent: 'beats',
  state,
  error: state === 'failed' ? { code: 'x', message: 'It is locked.' } : null,
  creditsActual: 0,
})

test('others are told, and the director, but nobody hears their own words', () => {
  const ben = { id: 'ben', name: 'Ben' }
  const before = [message('1')]
  const after = [...before, message('2', { author: ben }), message('3', { act, state: 'waiting' })]
  expect(newsOf(before, after, 'ana')).toEqual(['Ben: Message 2.', 'Director: Understood: Message 3.'])
  expect(newsOf(before, after, 'ben')).toEqual(['Director: Understood: Message 3.'])
  // a page of what was said before is no news
  expect(newsOf([message('5')], [message('4'), message('5')], 'ana')).toEqual([])
})

test('what becomes of an act is told once', () => {
  const waiting = message('1', { act, state: 'waiting' })
  const done = message('1', { act, state: 'done', decidedBy: 'Ben', job: job('running') })
  const over = message('1', { act, state: 'done', decidedBy: 'Ben', job: job('done') })
  expect(newsOf([waiting], [done], 'ana')).toEqual(['Ben confirmed it.'])
  expect(newsOf([done], [over], 'ana')).toEqual(['The agent is done.'])
  expect(newsOf([done], [message('1', { ...done, job: job('failed') })], 'ana')).toEqual([
    'The agent says: It is locked.',
  ])
  expect(newsOf([over], [over], 'ana')).toEqual([])
  const refused = message('1', { act, state: 'refused', decidedBy: 'Ben', outcome: 'It is locked.' })
  expect(newsOf([waiting], [refused], 'ana')).toEqual(['Nothing was done: It is locked.'])
  const read = message('1', { act, state: 'waiting', body: 'Open it.' })
  expect(newsOf([message('1', { state: 'reading' })], [read], 'ana')).toEqual(['Director: Understood: Open it.'])
})
