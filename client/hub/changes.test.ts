import { expect, test } from 'vitest'
import type { SceneRow } from '../../shared/core/api/schemas.ts'
import { compareScenes, spokenChanges } from './changes.ts'

const scene = (id: string, fields: Partial<SceneRow> = {}): SceneRow => ({
  id,
  number: id,
  heading: `INT. ROOM ${id} - DAY`,
  documentId: null,
  status: 'draft',
  opening: '',
  characters: [],
  eighths: 8,
  seconds: 60,
  shots: 0,
  shotsOutdated: 0,
  linesUncovered: 0,
  alsoOutdated: 0,
  alsoBecause: '',
  omitted: false,
  ...fields,
})
const before = [scene('1'), scene('2'), scene('3')]

test('the same list again is no change', () => {
  const after = before.map(row => ({ ...row }))
  expect(compareScenes(before, after)).toEqual({ added: [], changed: [], removed: [] })
  expect(spokenChanges(compareScenes(before, after), after)).toBe('')
})

test('a scene whose shots became outdated has changed, and only that one', () => {
  const after = [scene('1'), scene('2', { status: 'outdated', shots: 4, shotsOutdated: 1 }), scene('3')]
  expect(compareScenes(before, after).changed).toEqual(['2'])
  expect(spokenChanges(compareScenes(before, after), after)).toBe('Scene 2 changed.')
})

test('a scene put in between is one change: those behind it only have another number', () => {
  const after = [scene('1'), scene('x', { number: '2' }), scene('2', { number: '3' }), scene('3', { number: '4' })]
  expect(compareScenes(before, after)).toEqual({ added: ['x'], changed: [], removed: [] })
  expect(spokenChanges(compareScenes(before, after), after)).toBe('Scene 2 added.')
})

test('what was removed is said', () => {
  const after = [scene('1'), scene('3', { number: '2' })]
  expect(compareScenes(before, after).removed.map(row => row.id)).toEqual(['2'])
  expect(spokenChanges(compareScenes(before, after), after)).toBe('A scene was removed.')
})

test('many changes are counted instead of listed', () => {
  const many = Array.from({ length: 8 }, (_, i) => scene(String(i + 1)))
  const after = many.map(row => ({ ...row, eighths: 9 }))
  expect(spokenChanges(compareScenes(many, after), after)).toBe('8 scenes changed.')
})
