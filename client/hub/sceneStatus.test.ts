import { expect, test } from 'vitest'
import type { SceneRow } from '../../shared/core/api/schemas.ts'
import { isWanted, statusReason } from './sceneStatus.ts'

const scene: SceneRow = {
  id: 's',
  number: '12',
  heading: 'INT. LAMP ROOM - NIGHT',
  documentId: null,
  status: 'draft',
  opening: 'The wick takes.',
  characters: ['MARA', 'TOMÁS'],
  eighths: 8,
  seconds: 60,
  shots: 0,
  shotsOutdated: 0,
  linesUncovered: 0,
  alsoOutdated: 0,
  alsoBecause: '',
  omitted: false,
}

test.each(['', 'lamp', 'night lamp', '12', 'tomás', 'wick', '  mara  '])('the filter “%s” finds the scene', wanted => {
  expect(isWanted(scene, wanted)).toBe(true)
})

test.each(['kitchen', 'lamp kitchen', '13'])('the filter “%s” does not find it', wanted => {
  expect(isWanted(scene, wanted)).toBe(false)
})

test('an outdated scene says how many of its shots the script left behind', () => {
  const outdated = { ...scene, status: 'outdated' as const, shots: 5, shotsOutdated: 2, linesUncovered: 1 }
  expect(statusReason(outdated)).toBe('Script changed under 2 of 5 shots, 1 line without a shot')
})

test('a scene whose start the scene before changed says what else is outdated, and why', () => {
  const outdated = { ...scene, status: 'outdated' as const, shots: 5, alsoOutdated: 3, alsoBecause: 'Ana’s coat' }
  expect(statusReason(outdated)).toBe('3 things made from what changed: Ana’s coat')
})

test('a draft needs no reason, although no shot covers its lines', () => {
  expect(statusReason({ ...scene, linesUncovered: 20 })).toBe('')
})
