import { useEffect, useRef, useState } from 'react'
import { SCENE_STATUSES, type SceneRow } from '../../shared/core/api/schemas.ts'
import { counted } from '../../shared/core/text/counted.ts'
import { useScenes } from '../api/hooks.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { useProjectContext } from '../project/context.tsx'
import { ExportMenu } from '../project/ExportMenu.tsx'
import { usePeopleInScenes } from '../project/presence.ts'
import { RunningTimes } from '../project/RunningTimes.tsx'
import { projectExport } from '../project/useExport.ts'
import frame from '../ui/PageFrame.module.css'
import { PagePending } from '../ui/PagePending.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Select } from '../ui/Select.tsx'
import { ProgressBar } from '../ui/Spinner.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { EmptyHub } from './EmptyHub.tsx'
import styles from './hub.module.css'
import { Invalidated } from './Invalidated.tsx'
import { SceneTable } from './SceneTable.tsx'
import { isWanted, STATUS_WORDS } from './sceneStatus.ts'
import { useSceneChanges } from './useSceneChanges.ts'

const STATUS_OPTIONS = [
  { value: 'all' as const, label: 'All statuses' },
  ...SCENE_STATUSES.map(value => ({ value, label: STATUS_WORDS[value].name })),
]
type Wanted = (typeof STATUS_OPTIONS)[number]['value']

/** Stage 6: all scenes, and how far each is. */
export default function HubPage() {
  const { project, canWrite } = useProjectContext()
  const scenes = useScenes(project.id)
  const changed = useSceneChanges(scenes.data)
  const peopleIn = usePeopleInScenes()
  const filter = useRef<HTMLInputElement>(null)
  const [words, setWords] = useState('')
  const [status, setStatus] = useState<Wanted>('all')

  useEffect(() => {
    document.title = `Scenes · ${project.name} · Aiuteur`
  }, [project.name])

  useCommands([
    { keys: '/', label: 'Filter the scenes', group: 'Scenes', run: () => filter.current?.focus(), palette: false },
    { keys: 'ArrowDown', label: 'Next scene', group: 'Scenes' },
    { keys: 'ArrowUp', label: 'Previous scene', group: 'Scenes' },
    { keys: 'Enter', label: 'Open the scene', group: 'Scenes' },
  ])

  const all = scenes.data ?? []
  const shown = all.filter(scene => (status === 'all' || scene.status === status) && isWanted(scene, words))
  return (
    <main className={frame.page}>
      <div className={frame.content}>
        <div className={styles.head}>
          <div className={styles.titles}>
            <h1 className={frame.title}>Scenes</h1>
            {all.length > 0 && <Totals scenes={all} />}
          </div>
          {all.length > 0 && (
            <>
              <SearchField
                ref={filter}
                className={styles.search}
                label="Filter the scenes"
                placeholder="Filter"
                value={words}
                onChange={setWords}
              />
              <Select size="small" aria-label="Status" value={status} onChange={setStatus} options={STATUS_OPTIONS} />
              <ExportMenu path={projectExport(project.id)} name={project.name} />
            </>
          )}
        </div>
        <Invalidated of="all" />
        {scenes.isPending && <PagePending />}
        {!scenes.data && <ReadFailure query={scenes} what="The scenes could not be read." />}
        {scenes.data?.length === 0 && <EmptyHub projectId={project.id} canWrite={canWrite} />}
        {shown.length > 0 && <SceneTable projectId={project.id} scenes={shown} changed={changed} peopleIn={peopleIn} />}
        {all.length > 0 && shown.length === 0 && <p className={styles.nothing}>No scene fits the filter.</p>}
      </div>
    </main>
  )
}

function Totals({ scenes }: { scenes: readonly SceneRow[] }) {
  const sum = (of: (scene: SceneRow) => number): number =>
    scenes.reduce((total, scene) => total + (scene.omitted ? 0 : of(scene)), 0)
  const eighths = sum(scene => scene.eighths)
  const seconds = sum(scene => scene.seconds)
  const planned = sum(scene => (scene.status === 'broken-down' ? 1 : 0))
  const toPlan = sum(() => 1)
  return (
    <p className={frame.totals}>
      <span>{counted(scenes.length, 'scene')}</span>
      <RunningTimes eighths={eighths} seconds={seconds} />
      <span>
        {counted(
          sum(scene => scene.shots),
          'shot',
        )}
      </span>
      <span className={styles.progress}>
        <ProgressBar value={planned} max={toPlan} label="Scenes broken down" />
        {planned} of {toPlan} broken down
      </span>
    </p>
  )
}
