import { expect, test } from 'vitest'
import { placeOf, placeWords } from './place.ts'

test.each([
  ['/p/a1', { page: 'hub' }],
  ['/p/a1/', { page: 'hub' }],
  ['/p/a1/script', { page: 'script' }],
  ['/p/a1/beats', { page: 'beats' }],
  ['/p/a1/scenes/s9', { page: 'scene', sceneId: 's9' }],
  ['/p/a1/people', { page: 'settings' }],
  ['/p/a1/history/d1', { page: 'history' }],
  ['/p/a1/reports', { page: 'reports' }],
])('%s is the place %o', (path, place) => {
  expect(placeOf(path)).toEqual(place)
})

test('a place is told in words, with the number that the scene has now', () => {
  const numberOf = (id: string): string => (id === 's9' ? '3' : '')
  expect(placeWords({ page: 'scene', sceneId: 's9' }, numberOf)).toBe('in scene 3')
  expect(placeWords({ page: 'scene', sceneId: 'gone' }, numberOf)).toBe('in a scene')
  expect(placeWords({ page: 'script' }, numberOf)).toBe('in the script')
  expect(placeWords(null, numberOf)).toBe('here')
})
