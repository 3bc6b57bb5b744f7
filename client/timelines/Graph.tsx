import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { TimelineRow } from '../../shared/core/api/timelines.ts'
import { useProjectContext } from '../project/context.tsx'
import { classNames } from '../ui/classNames.ts'
import { relativeTime } from '../ui/time.ts'
import type { PlacedCommit, PlacedEdge, PlacedGraph } from './layout.ts'
import styles from './timelines.module.css'
import { KIND_WORDS, peopleWords } from './words.ts'

/** Pixels: of a row, between two lanes, and of all lanes, at each step of the zoom. */
export const ZOOM = [
  { row: 20, lane: 12, tree: 240 },
  { row: 28, lane: 16, tree: 320 },
  { row: 40, lane: 20, tree: 400 },
  { row: 56, lane: 28, tree: 640 },
] as const
/** Lanes come closer before they push the words out of sight, down to so many pixels. */
const CLOSEST = 3
/** Lanes that are closer than so many pixels are drawn thin: a ring around a small dot would leave nothing of it. */
const CLOSE = 14
/** Dots are no smaller than in lanes of so many pixels. */
const LEAST = 8
/** Lanes have as many colours as people; see tokens.css. */
const COLOURS = 8

interface GraphProps {
  graph: PlacedGraph
  zoom: number
  selected: string | null
  /** Commits that the search finds; null: nothing is searched for. */
  found: ReadonlySet<string> | null
  onSelect: (id: string) => void
  onZoom: (step: 1 | -1) => void
}

/** The tree of commits, the newest on top. Up and Down go by time, Right to what a commit came from, Left to what came of it. */
export function Graph({ graph, zoom, selected, found, onSelect, onZoom }: GraphProps) {
  const list = useRef<HTMLDivElement>(null)
  const { row: height, lane, tree } = ZOOM[zoom] ?? ZOOM[2]
  const width = Math.min(lane, Math.max(CLOSEST, tree / graph.lanes))
  const radius = Math.max(width, LEAST) / 4.5
  const x = (at: number): number => at * width + Math.max(width, LEAST)
  const y = (row: number): number => row * height + height / 2
  const gutter = x(graph.lanes)

  const goTo = (next: PlacedCommit | undefined): void => {
    if (!next) return
    onSelect(next.commit.id)
    list.current?.querySelector<HTMLElement>(`[data-commit="${next.commit.id}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = graph.commits.findIndex(({ commit }) => commit.id === selected)
    const here = graph.commits[place]
    const by = (id: string | null | undefined) => graph.commits.find(({ commit }) => commit.id === id)
    const next: Record<string, () => PlacedCommit | undefined> = {
      ArrowDown: () => graph.commits[place + 1],
      ArrowUp: () => graph.commits[Math.max(0, place - 1)],
      Home: () => graph.commits[0],
      End: () => graph.commits.at(-1),
      ArrowRight: () => by(here?.commit.parentId),
      ArrowLeft: () => graph.commits.findLast(({ commit }) => commit.parentId === here?.commit.id),
    }
    const step = next[event.key]
    if (event.key === '+' || event.key === '-') onZoom(event.key === '+' ? 1 : -1)
    else if (!step) return
    event.preventDefault()
    goTo(step?.())
  }
  // where one is may be hundreds of rows down: at first, and when the search leads there
  useEffect(() => {
    list.current?.querySelector(`[data-commit="${selected}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  // Ctrl and the wheel zoom the page otherwise, and React's own listener cannot keep it from doing so
  useEffect(() => {
    const node = list.current
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey) return
      event.preventDefault()
      onZoom(event.deltaY < 0 ? 1 : -1)
    }
    node?.addEventListener('wheel', onWheel, { passive: false })
    return () => node?.removeEventListener('wheel', onWheel)
  }, [onZoom])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside have the focus; the keys are theirs
    <div ref={list} className={styles.graph} data-zoom={zoom} onKeyDown={onKeyDown}>
      <svg
        className={classNames(styles.tree, width < CLOSE && styles.close)}
        width={gutter}
        height={graph.commits.length * height}
        aria-hidden="true"
        focusable="false"
      >
        {graph.edges.map(edge => (
          <path key={edge.key} d={pathOf(edge, x, y)} className={styles[edge.kind]} data-colour={colourOf(edge)} />
        ))}
        {graph.commits.map(({ commit, row, lane: at, isHead }) => (
          <circle
            key={commit.id}
            cx={x(at)}
            cy={y(row)}
            r={isHead ? radius * 1.4 : radius}
            className={classNames(styles.node, commit.id === selected && styles.nodeSelected)}
            data-colour={at % COLOURS}
            data-faint={found !== null && !found.has(commit.id) ? '' : undefined}
          />
        ))}
      </svg>
      <ol className={styles.rows} aria-label="Commits, the newest first">
        {graph.commits.map(({ commit, timeline, lane: at, isHead }) => (
          <li key={commit.id}>
            <button
              type="button"
              data-commit={commit.id}
              className={classNames(styles.row, commit.id === selected && styles.selected)}
              style={{ height, paddingLeft: gutter + 8 }}
              aria-current={commit.id === selected || undefined}
              tabIndex={commit.id === selected || (selected === null && commit === graph.commits[0]?.commit) ? 0 : -1}
              data-faint={found !== null && !found.has(commit.id) ? '' : undefined}
              data-found={found?.has(commit.id) ? '' : undefined}
              onClick={() => onSelect(commit.id)}
            >
              {isHead && (
                <span
                  className={styles.badge}
                  data-colour={at % COLOURS}
                  data-deleted={timeline.deletedAt ?? undefined}
                >
                  {timeline.name}
                </span>
              )}
              {isHead && <Here people={timeline.people} />}
              <span className={styles.commitName}>{commit.name}</span>
              {commit.message !== '' && <span className={styles.message}>{commit.message}</span>}
              <span className={styles.meta}>
                <span className="sr-only">
                  {KIND_WORDS[commit.kind]} on {timeline.name}
                </span>
                {commit.by && <span>{commit.by.name}</span>}
                {commit.credits > 0 && <span>{commit.credits} credits</span>}
                <time dateTime={commit.createdAt}>{relativeTime(commit.createdAt)}</time>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Who else is on a timeline now. */
function Here({ people }: { people: TimelineRow['people'] }) {
  const { user } = useProjectContext()
  const words = peopleWords(people.filter(({ id }) => id !== user.id))
  return words === '' ? null : <span className={styles.here}>{words}</span>
}

/** An edge has the colour of the timeline that it leads along: a branch that of the branch, a merge that of what came in. */
const colourOf = ({ kind, from, to }: PlacedEdge): number => (kind === 'merge' ? to.lane : from.lane) % COLOURS

/** Straight down a lane; to another lane in a curve beside the newer commit. */
function pathOf({ from, to }: PlacedEdge, x: (lane: number) => number, y: (row: number) => number): string {
  const [x1, y1, x2, y2] = [x(from.lane), y(from.row), x(to.lane), y(to.row)]
  if (x1 === x2) return `M ${x1} ${y1} V ${y2}`
  const bend = Math.min(y2 - y1, (y(1) - y(0)) * 0.9)
  // a branch runs down its own lane and turns in at the commit that it left
  return `M ${x1} ${y1} V ${y2 - bend} C ${x1} ${y2 - bend / 3}, ${x2} ${y2 - bend / 1.5}, ${x2} ${y2}`
}
