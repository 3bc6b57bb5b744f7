import type { CommitRow, TimelineRow } from '../../shared/core/api/timelines.ts'

/** A commit in the graph: the newest has row 0, the first timeline lane 0. */
export interface PlacedCommit {
  commit: CommitRow
  timeline: TimelineRow
  row: number
  lane: number
  /** Nothing came after it on its timeline. */
  isHead: boolean
}

/** A line from a commit to one that it came from. */
export interface PlacedEdge {
  key: string
  from: { row: number; lane: number }
  to: { row: number; lane: number }
  kind: 'next' | 'fork' | 'merge'
}

export interface PlacedGraph {
  commits: PlacedCommit[]
  edges: PlacedEdge[]
  lanes: number
}

/**
 * Rows by time, a lane for each timeline that is shown. A timeline takes a lane that is free again: one whose last commit
 * is older than its own first one has branched off.
 */
export function placeGraph(
  timelines: readonly TimelineRow[],
  commits: readonly CommitRow[],
  withDeleted: boolean,
): PlacedGraph {
  const shown = new Map(
    timelines.filter(timeline => withDeleted || timeline.deletedAt === null).map(timeline => [timeline.id, timeline]),
  )
  const list = commits.filter(commit => shown.has(commit.timelineId)).toReversed()
  const rows = new Map(list.map((commit, row) => [commit.id, row]))
  const lanes = placeLanes(timelines.find(({ main }) => main)?.id ?? '', list, rows)
  const heads = new Map<string, string>()
  for (const commit of list) if (!heads.has(commit.timelineId)) heads.set(commit.timelineId, commit.id)
  const placed = list.flatMap((commit, row): PlacedCommit[] => {
    const timeline = shown.get(commit.timelineId)
    const lane = lanes.get(commit.timelineId) ?? 0
    return timeline ? [{ commit, timeline, row, lane, isHead: heads.get(timeline.id) === commit.id }] : []
  })
  const at = new Map(placed.map(one => [one.commit.id, one]))
  const edges = placed.flatMap(({ commit, row, lane }) =>
    (['parentId', 'mergedId'] as const).flatMap((of): PlacedEdge[] => {
      const before = at.get(commit[of] ?? '')
      if (!before) return []
      const kind = of === 'mergedId' ? 'merge' : before.commit.timelineId === commit.timelineId ? 'next' : 'fork'
      return [{ key: `${commit.id} ${of}`, from: { row, lane }, to: { row: before.row, lane: before.lane }, kind }]
    }),
  )
  return { commits: placed, edges, lanes: Math.max(1, ...placed.map(one => one.lane + 1)) }
}

/**
 * Timeline -> lane. Each holds its lane from its newest commit, or from where it was merged last, down to the commit that it
 * branched off; the first timeline holds its own all the way.
 */
function placeLanes(first: string, list: readonly CommitRow[], rows: ReadonlyMap<string, number>): Map<string, number> {
  const spans = new Map<string, { from: number; to: number }>()
  for (const [row, commit] of list.entries()) {
    const span = spans.get(commit.timelineId) ?? { from: row, to: row }
    spans.set(commit.timelineId, { from: span.from, to: Math.max(span.to, rows.get(commit.parentId ?? '') ?? row) })
  }
  const timelineOf = new Map(list.map(commit => [commit.id, commit.timelineId]))
  for (const [row, commit] of list.entries()) {
    const merged = spans.get(timelineOf.get(commit.mergedId ?? '') ?? '')
    if (merged) merged.from = Math.min(merged.from, row)
  }
  const main = spans.get(first)
  if (main) spans.set(first, { from: -1, to: list.length })
  const lanes = new Map<string, number>()
  const taken: { from: number; to: number }[][] = []
  // the oldest timeline first: Main stands at the edge
  const byAge = [...spans].sort(([, a], [, b]) => b.to - a.to)
  for (const [timeline, span] of byAge) {
    const free = taken.findIndex(others => others.every(other => other.to <= span.from || other.from >= span.to))
    const lane = free === -1 ? taken.length : free
    taken[lane] = [...(taken[lane] ?? []), span]
    lanes.set(timeline, lane)
  }
  return lanes
}
