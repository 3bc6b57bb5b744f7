import { expect, test } from 'vitest'
import type { CommitRow } from '../../shared/core/api/timelines.ts'
import { placeGraph } from './layout.ts'

const timeline = (id: string, deletedAt: string | null = null) => ({
  ...{
    id,
    name: id,
    main: id === 'main',
    parentId: null,
    createdAt: '',
    changedAt: '',
    deletedAt,
    bytes: 0,
    people: [],
  },
})
let minute = 0
const commit = (
  id: string,
  timelineId: string,
  parentId: string | null,
  mergedId: string | null = null,
): CommitRow => ({
  ...{ id, timelineId, parentId, mergedId, kind: 'named', name: id, message: '', by: null, credits: 0, jobs: [] },
  createdAt: new Date(2026, 0, 1, 0, minute++).toISOString(),
})

test('the newest is on top, a branch leaves its commit and a merge comes back', () => {
  const graph = {
    timelines: [timeline('main'), timeline('dark')],
    commits: [
      commit('a', 'main', null),
      commit('b', 'dark', 'a'),
      commit('c', 'main', 'a'),
      commit('d', 'main', 'c', 'b'),
    ],
  }
  const { commits, edges, lanes } = placeGraph(graph.timelines, graph.commits, false)
  expect(commits.map(one => [one.commit.id, one.row, one.lane, one.isHead])).toEqual([
    ['d', 0, 0, true],
    ['c', 1, 0, false],
    ['b', 2, 1, true],
    ['a', 3, 0, false],
  ])
  expect(edges.map(({ kind, from, to }) => [kind, from.row, to.row])).toEqual([
    ['next', 0, 1],
    ['merge', 0, 2],
    ['next', 1, 3],
    ['fork', 2, 3],
  ])
  expect(lanes).toBe(2)
})

test('deleted timelines are left out unless they are wanted', () => {
  const graph = {
    timelines: [timeline('main'), timeline('gone', '2026-01-01')],
    commits: [commit('a', 'main', null), commit('b', 'gone', 'a')],
  }
  expect(placeGraph(graph.timelines, graph.commits, false).commits.map(one => one.commit.id)).toEqual(['a'])
  expect(placeGraph(graph.timelines, graph.commits, true).commits.map(one => one.commit.id)).toEqual(['b', 'a'])
})

test('two timelines share a lane only where neither runs beside the other; 300 commits take few lanes', () => {
  const timelines = [timeline('main')]
  const commits = [commit('m0', 'main', null)]
  for (let i = 1; i <= 60; i++) {
    timelines.push(timeline(`t${i}`))
    for (let k = 0; k < 4; k++) commits.push(commit(`t${i}.${k}`, `t${i}`, k === 0 ? `m${i - 1}` : `t${i}.${k - 1}`))
    commits.push(commit(`m${i}`, 'main', `m${i - 1}`, `t${i}.3`))
  }
  const placed = placeGraph(timelines, commits, false)
  expect(placed.commits).toHaveLength(301)
  const cells = new Map<string, string>()
  for (const { lane, timeline, row } of placed.commits) {
    const key = `${row} ${lane}`
    expect(cells.has(key)).toBe(false)
    cells.set(key, timeline.id)
  }
  expect(placed.lanes).toBeLessThanOrEqual(4)
})

test('an empty project has an empty graph', () => {
  expect(placeGraph([timeline('main')], [], false)).toEqual({
    commits: [],
    edges: [],
    lanes: 1,
  })
})
