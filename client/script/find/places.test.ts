import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Haystack, type Place, type ShotTable, type StorySheet, writingIn } from './places.ts'

const table = (sceneId: string, closed: string | null = null): ShotTable => ({
  ...{ documentId: sceneId, sceneId, number: '1', doc: new Y.Doc(), closed },
})
const sheet = (kind: StorySheet['kind'], closed: string | null = null): StorySheet => ({
  ...{ kind, doc: new Y.Doc(), closed },
})
const cell = (of: ShotTable, shotId: string): Place => ({
  ...{ kind: 'cell', key: `${shotId} action`, scene: '1', table: of, shot: '1A', shotId, column: 'action' },
})
const story = (of: StorySheet, place: Extract<Place, { kind: 'story' }>['of']): Place => ({
  ...{ kind: 'story', key: 'x', scene: '', sheet: of, of, isTitle: false },
  of: place,
})
const of = (...places: Place[]): [Haystack, { passage: number }[]] => [
  { passages: places.map(() => ({ type: null, text: 'Ana' })), places },
  places.map((_, passage) => ({ passage })),
]

test('a replacement writes in lines, shots and assets, each once, and not in what is closed', () => {
  const [kitchen, locked, cast] = [table('kitchen'), table('yard', 'It is locked.'), sheet('assets')]
  const places = [
    { kind: 'line', key: 'l1', scene: '1' } as const,
    { kind: 'line', key: 'l1', scene: '1' } as const,
    { kind: 'title', key: 'Title', scene: '' } as const,
    cell(kitchen, 's1'),
    cell(kitchen, 's2'),
    cell(locked, 's3'),
    story(cast, { kind: 'assets', id: 'ana', name: 'Ana' }),
    story(sheet('beats'), { kind: 'beats', id: 'b', number: 1 }),
    story(sheet('treatment', 'It is locked.'), { kind: 'treatment' }),
  ]
  expect(writingIn(...of(...places))).toEqual({
    kind: 'write',
    stages: ['beats', 'script'],
    lines: ['l1'],
    shots: [{ sceneId: 'kitchen', shotIds: ['s1', 's2'] }],
    assets: ['ana'],
  })
})
