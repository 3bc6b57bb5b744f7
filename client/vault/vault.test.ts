import { describe, expect, it } from 'vitest'
import type { Artifact } from '../../shared/core/api/vault.ts'
import { readCursor, writeCursor } from '../../shared/core/vault/cursor.ts'
import { searchedWords, tsquery } from '../../shared/core/vault/search.ts'
import { groupArtifacts } from './groups.ts'
import { narrowedBy, readVaultSearch, requestOf } from './search.ts'
import { standingOf } from './standing.ts'

const main = { id: 't1', name: 'Main', main: true, deleted: false }
const scene = { id: 's1', number: '3', heading: 'EXT. PIER' }
const artifact = (part: Partial<Artifact> = {}): Artifact => ({
  ...{
    id: 'a',
    kind: 'treatment',
    stage: 2,
    timeline: main,
    scene: null,
    title: 'The Ferry',
    excerpt: '',
    media: null,
    picture: null,
    shot: null,
  },
  ...{ assetId: null, elementId: null, createdAt: '2026-01-01T00:00:00.000Z', credits: 0, model: '', inputHash: '' },
  ...{ jobId: null, agent: null, askedBy: null, tags: [] },
  ...part,
})

describe('the address of the vault', () => {
  it('is read past what it cannot mean, and figures that it takes for numbers are words', () => {
    expect(readVaultSearch({ q: 42, stage: 7, kind: 'frame', tag: '', model: ['x'], artifact: 'a', other: 1 })).toEqual(
      {
        ...{ q: '42', stage: 7, kind: 'frame', artifact: 'a' },
      },
    )
    expect(readVaultSearch({ kind: 'walrus', stage: 'x', q: 'x'.repeat(201) })).toEqual({})
  })

  it('asks for what it says, and not for the artifact that is open', () => {
    const search = { q: 'rain & wind', stage: 7, artifact: 'a' }
    expect(requestOf(search, 'next')).toBe('limit=60&q=rain+%26+wind&stage=7&after=next')
    expect(narrowedBy(search)).toBe(2)
    expect(narrowedBy({ artifact: 'a' })).toBe(0)
  })
})

it('the list stands under its timelines, stages and scenes, pictures on a sheet of their own', () => {
  const branch = { ...main, id: 't2', main: false }
  const groups = groupArtifacts([
    artifact(),
    artifact({ id: 'b', stage: 10, kind: 'frame', scene }),
    artifact({ id: 'c', stage: 10, kind: 'frame', scene }),
    artifact({ id: 'd', timeline: branch, stage: 10, kind: 'frame', scene }),
    artifact({ id: 'e', timeline: branch, stage: 10, kind: 'passage', scene }),
  ])
  expect(groups.map(({ timeline, stages }) => [timeline.id, stages.map(({ stage }) => stage)])).toEqual([
    ['t1', [2, 10]],
    ['t2', [10]],
  ])
  expect(groups[0]?.stages[1]?.scenes).toMatchObject([{ key: 's1', words: [], media: [{ id: 'b' }, { id: 'c' }] }])
  expect(groups[1]?.stages[0]?.scenes).toMatchObject([{ words: [{ id: 'e' }], media: [{ id: 'd' }] }])
})

describe('where an artifact stands', () => {
  it('is its variant, its scene, or the page of its stage', () => {
    expect(standingOf(artifact({ elementId: 'v' }))).toMatchObject({ to: '/p/$projectId/treatment', variant: 'v' })
    expect(standingOf(artifact({ kind: 'locked', elementId: 'v' }))).not.toHaveProperty('variant')
    expect(standingOf(artifact({ stage: 3 }))).toMatchObject({ to: '/p/$projectId/beats' })
    expect(standingOf(artifact({ stage: 4, scene }))).toMatchObject({ to: '/p/$projectId/script', hash: 'scene=s1' })
    expect(standingOf(artifact({ stage: 5, kind: 'image-key' }))).toMatchObject({ to: '/p/$projectId/assets' })
    expect(standingOf(artifact({ stage: 10, scene }))).toMatchObject({ sceneId: 's1' })
  })

  it('is said where there is no such place', () => {
    expect(standingOf(artifact({ timeline: { ...main, deleted: true } }))).toMatchObject({
      reason: expect.stringContaining('“Main” was deleted'),
    })
    const gone = { id: 's1', number: '', heading: '' }
    expect(standingOf(artifact({ stage: 7, scene: gone }))).toMatchObject({
      reason: expect.stringContaining('kept here'),
    })
    expect(standingOf(artifact({ stage: 7 }))).toMatchObject({ to: null })
  })
})

it('a search is words of letters and figures, each from its beginning, whatever else is typed', () => {
  expect(searchedWords(' Ana’s (rain) | boat:* ')).toEqual(['ana', 's', 'rain', 'boat'])
  expect(searchedWords("o'clock & ! noon").map(tsquery)).toEqual(['o:*', 'clock:*', 'noon:*'])
  expect(searchedWords('!? -')).toEqual([])
})

it('a page ends where its cursor says, and nowhere for one that nobody wrote', () => {
  const at = [1, 7, -1, -1_764_000_000_000_000, 'answer:j:'] as const
  expect(readCursor(writeCursor([...at]))).toEqual(at)
  for (const text of ['', 'x', '[]', '[1,2,3,4,5]', '{"a":1}']) expect(readCursor(text)).toBeNull()
})
