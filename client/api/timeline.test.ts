import { expect, test } from 'vitest'
import { inTimeline } from './timeline.ts'

const at = { pathname: '/p/p1/script', search: '?timeline=t2' }

test('what is asked about the open project is asked about the timeline in the address', () => {
  expect(inTimeline('/api/projects/p1/scenes', at)).toBe('/api/projects/p1/scenes?timeline=t2')
  expect(inTimeline('/api/projects/p1', at)).toBe('/api/projects/p1?timeline=t2')
  expect(inTimeline('/api/projects/p1/export?format=fdx', at)).toBe('/api/projects/p1/export?format=fdx&timeline=t2')
})

test('another project, another thing, another timeline and the first one are asked for as they are', () => {
  expect(inTimeline('/api/projects/p12/scenes', at)).toBe('/api/projects/p12/scenes')
  expect(inTimeline('/api/documents/d1', at)).toBe('/api/documents/d1')
  expect(inTimeline('/api/projects/p1/scenes?timeline=t3', at)).toBe('/api/projects/p1/scenes?timeline=t3')
  expect(inTimeline('/api/projects/p1/scenes', { ...at, search: '' })).toBe('/api/projects/p1/scenes')
})
