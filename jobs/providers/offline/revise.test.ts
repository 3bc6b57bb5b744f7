import { expect, test } from 'vitest'
import type { StoryBrief } from '../../agents/storyContext.ts'
import { reviseOffline } from './revise.ts'

const brief: StoryBrief = { type: 'narrative', least: 2, most: 4, rating: 'PG', genres: [], tone: '', idea: '' }

test('a passage of a treatment says what its beat says now', () => {
  const changes = [
    { n: 1, kind: 'changed' as const, now: 'Out\nAda rows out alone. Nobody waves.', told: 'Ada rows out.' },
    { n: 2, kind: 'added' as const, now: 'The storm\n', told: '' },
  ]
  expect(reviseOffline({ brief, of: 'treatment', changes, guidance: '', leftOut: [] }).passages).toEqual([
    { n: 1, title: '', text: 'Ada rows out alone. Nobody waves.' },
    { n: 2, title: '', text: 'The storm' },
  ])
})

test('a beat says what happens in its scene: how it begins, how it ends, and the last that is said', () => {
  const now = [
    'SCENE HEADING: EXT. OLD JETTY - NIGHT',
    'ACTION: Rain. A boat knocks.',
    'ACTION: Ada unties it. Her hands shake.',
    'CHARACTER: ADA',
    'DIALOGUE: Go home.',
    'ACTION: Ben stays.',
    'ACTION: The boat drifts off without them.',
    'CHARACTER: BEN (O.S.)',
    'DIALOGUE: Now what? We swim.',
  ].join('\n')
  const [passage] = reviseOffline({
    brief,
    of: 'beats',
    changes: [{ n: 1, kind: 'added', now, told: '' }],
    guidance: '',
    leftOut: [],
  }).passages
  expect(passage).toEqual({
    n: 1,
    title: 'Old jetty',
    text: 'Rain. Ada unties it. The boat drifts off without them. BEN (O.S.): “Now what?”',
  })
})
