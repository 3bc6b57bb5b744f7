import { GitBranch, TriangleAlert, ZoomIn, ZoomOut } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CommitRow } from '../../shared/core/api/timelines.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { useProjectContext } from '../project/context.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { OutdatedLog } from '../warning/OutdatedLog.tsx'
import { CommitPanel } from './CommitPanel.tsx'
import { CreateBranch } from './CreateBranch.tsx'
import { Graph, ZOOM } from './Graph.tsx'
import { placeGraph } from './layout.ts'
import { useHistory, useTimelines } from './queries.ts'
import styles from './timelines.module.css'
import { storageWords } from './words.ts'

const isFound = ({ name, message, by }: CommitRow, timeline: string, words: string): boolean =>
  `${name}\n${message}\n${by?.name ?? ''}\n${timeline}`.toLowerCase().includes(words)

/** The version history of the project: all timelines with their commits, and what can be done with each. */
export default function TimelinesPage() {
  const { project, canWrite } = useProjectContext()
  const timelines = useTimelines(project.id, true)
  const history = useHistory(project.id)
  const [chosen, setChosen] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const [zoom, setZoom] = useState(2)
  const [withDeleted, setWithDeleted] = useState(false)
  const [creating, setCreating] = useState(false)
  const [logging, setLogging] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const changeZoom = useCallback(
    (step: 1 | -1) => setZoom(now => Math.min(ZOOM.length - 1, Math.max(0, now + step))),
    [],
  )
  useEffect(() => {
    document.title = `Version history · ${project.name} · Aiuteur`
  }, [project.name])
  useCommands([
    { keys: '/', label: 'Search the versions', group: 'Timelines', run: () => search.current?.focus(), palette: false },
    { keys: 'ArrowRight', label: 'To what a version came from', group: 'Timelines' },
    { keys: 'ArrowLeft', label: 'To what came of a version', group: 'Timelines' },
  ])
  const [all, commits] = [timelines.data, history.data?.commits]
  const graph = useMemo(() => all && commits && placeGraph(all, commits, withDeleted), [all, commits, withDeleted])
  const failed = timelines.error ? timelines : history
  if (failed.error && !graph) return <ReadFailure query={failed} />
  if (!graph || !all || !history.data) return <PagePending />
  const wanted = words.trim().toLowerCase()
  const matches = graph.commits.filter(({ commit, timeline }) => isFound(commit, timeline.name, wanted))
  const found = wanted === '' ? null : new Set(matches.map(({ commit }) => commit.id))
  const mine = graph.commits.find(({ timeline }) => timeline.id === project.timelineId)
  const selected = graph.commits.find(({ commit }) => commit.id === chosen) ?? mine ?? graph.commits[0] ?? null
  const deleted = all.filter(timeline => timeline.deletedAt !== null).length
  const create = (
    <Button
      variant="primary"
      icon={<GitBranch aria-hidden="true" />}
      disabledReason={canWrite ? null : 'Editors can do this.'}
      onClick={() => setCreating(true)}
    >
      Create new branch
    </Button>
  )
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        <div className={styles.head}>
          <h1 className={styles.title}>Version history</h1>
          <SearchField
            ref={search}
            className={styles.search}
            label="Search the versions"
            placeholder="Search names, reasons, people"
            value={words}
            onChange={setWords}
            onEnter={() => setChosen(matches[0]?.commit.id ?? null)}
          />
          {found && (
            <span className={styles.count} role="status">
              {found.size} found
            </span>
          )}
          <span className={styles.zoom}>
            <IconButton label="Smaller" keys="-" disabled={zoom === 0} onClick={() => changeZoom(-1)}>
              <ZoomOut />
            </IconButton>
            <IconButton label="Larger" keys="+" disabled={zoom === ZOOM.length - 1} onClick={() => changeZoom(1)}>
              <ZoomIn />
            </IconButton>
          </span>
          {deleted > 0 && (
            <label className={styles.deleted}>
              <input type="checkbox" checked={withDeleted} onChange={event => setWithDeleted(event.target.checked)} />
              {deleted === 1 ? 'With a deleted timeline' : `With ${deleted} deleted timelines`}
            </label>
          )}
          <Button icon={<TriangleAlert aria-hidden="true" />} onClick={() => setLogging(true)}>
            Outdated…
          </Button>
          {create}
        </div>
        <div className={styles.desk}>
          {graph.commits.length === 0 ? (
            <EmptyState icon={<GitBranch aria-hidden="true" />} title="No versions of the whole film yet">
              <p>One is made when a stage is locked, at every branch and merge, and when you name one.</p>
            </EmptyState>
          ) : (
            <Graph
              graph={graph}
              zoom={zoom}
              selected={selected?.commit.id ?? null}
              found={found}
              onSelect={setChosen}
              onZoom={changeZoom}
            />
          )}
        </div>
        <p className={styles.storage}>{storageWords(history.data.storage)}</p>
      </main>
      {selected && <CommitPanel key={selected.commit.id} placed={selected} timelines={all} history={history.data} />}
      {logging && <OutdatedLog onClose={() => setLogging(false)} />}
      {creating && <CreateBranch from={null} onClose={() => setCreating(false)} />}
    </div>
  )
}
