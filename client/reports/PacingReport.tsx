import { useNavigate } from '@tanstack/react-router'
import type { SceneFigures, ScriptFigures } from '../../shared/core/reports/figures.ts'
import { formatByWords } from '../../shared/core/reports/format.ts'
import { dialogueSeconds } from '../../shared/core/reports/table.ts'
import { useProjectContext } from '../project/context.tsx'
import { LineLink } from './LineLink.tsx'
import { percent, seconds } from './measures.tsx'
import styles from './reports.module.css'
import { type Column, SortedTable } from './SortedTable.tsx'

const share = (scene: SceneFigures): number => (scene.seconds === 0 ? 0 : dialogueSeconds(scene) / scene.seconds)

const COLUMNS: readonly Column<SceneFigures>[] = [
  { title: '#', value: scene => scene.number },
  {
    title: 'Heading',
    value: scene => scene.heading,
    cell: scene => (
      <LineLink lineId={scene.lineId || (scene.stretches[0]?.lineId ?? '')} row>
        {scene.heading || 'Before the first scene'}
      </LineLink>
    ),
  },
  { title: 'Begins', value: scene => scene.start, cell: scene => seconds(scene.start), numeric: true },
  { title: 'Time by words', value: scene => scene.seconds, cell: scene => seconds(scene.seconds), numeric: true },
  {
    title: 'Dialogue',
    value: dialogueSeconds,
    cell: scene => seconds(dialogueSeconds(scene)),
    numeric: true,
    wide: true,
  },
  {
    title: 'Action',
    value: scene => scene.seconds - dialogueSeconds(scene),
    cell: scene => seconds(scene.seconds - dialogueSeconds(scene)),
    numeric: true,
    wide: true,
  },
  { title: 'Share of dialogue', value: share, cell: scene => percent(share(scene)), numeric: true },
]

/** Talk against action over the running time, and how long the scenes are. */
export function PacingReport({ figures }: { figures: ScriptFigures }) {
  const parts = figures.parts.filter(scene => !scene.omitted && scene.seconds > 0)
  if (parts.length === 0) return <p className={styles.nothing}>Nothing in the script takes time yet.</p>
  return (
    <>
      <Strip parts={parts} total={figures.seconds} />
      <SortedTable
        caption="Scenes with their place in the running time"
        columns={COLUMNS}
        rows={parts}
        keyOf={scene => scene.id}
      />
    </>
  )
}

function Strip({ parts, total }: { parts: readonly SceneFigures[]; total: number }) {
  const { project } = useProjectContext()
  const navigate = useNavigate()
  const open = (lineId: string): void =>
    void navigate({ to: '/p/$projectId/script', params: { projectId: project.id }, hash: `line=${lineId}` })
  const talk = parts.reduce((sum, scene) => sum + dialogueSeconds(scene), 0)
  const longest = parts.reduce((most, scene) => (scene.seconds > most.seconds ? scene : most))
  const stretches = parts.flatMap(scene => {
    let at = scene.start
    return scene.stretches.map(stretch => {
      const start = at
      at += stretch.seconds
      return { ...stretch, start, scene }
    })
  })
  const lane = (kind: 'dialogue' | 'action', colour: string) => (
    <svg className={styles.lane} viewBox={`0 0 ${total} 1`} preserveAspectRatio="none" aria-hidden="true">
      {stretches
        .filter(stretch => stretch.kind === kind)
        .map(({ lineId, start, seconds: length, scene }) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table below has a link for every scene
          <rect
            key={lineId}
            className={styles.stretch}
            x={start}
            y={0}
            width={length}
            height={1}
            fill={colour}
            onClick={() => open(lineId)}
          >
            <title>{`${scene.number === '' ? 'Beginning' : `Scene ${scene.number}`}, ${kind}: ${seconds(length)} at ${seconds(start)}`}</title>
          </rect>
        ))}
    </svg>
  )
  const summary = `Of ${formatByWords(total)}, people talk for ${seconds(talk)} (${percent(talk / total)}). The longest scene is ${longest.number || 'the beginning'}, with ${seconds(longest.seconds)}.`
  return (
    <section className={styles.chart} aria-label="Pacing">
      <p className={styles.note}>{summary}</p>
      <div className={styles.lanes}>
        <span className={styles.voiceName}>Dialogue</span>
        {lane('dialogue', 'var(--person-0)')}
        <span className={styles.voiceName}>Action</span>
        {lane('action', 'var(--person-1)')}
        <span className={styles.voiceName}>Scenes</span>
        <svg className={styles.laneTall} viewBox={`0 0 ${total} 1`} preserveAspectRatio="none" aria-hidden="true">
          {parts.map(scene => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table below has a link for every scene
            <rect
              key={scene.id}
              className={styles.scene}
              x={scene.start}
              y={1 - scene.seconds / longest.seconds}
              width={scene.seconds}
              height={scene.seconds / longest.seconds}
              onClick={() => open(scene.lineId || (scene.stretches[0]?.lineId ?? ''))}
            >
              <title>{`${scene.number === '' ? 'Beginning' : `Scene ${scene.number}`}: ${seconds(scene.seconds)}`}</title>
            </rect>
          ))}
        </svg>
        <span className={styles.axisName} aria-hidden="true">
          Time
        </span>
        <Minutes total={total} />
      </div>
    </section>
  )
}

/** Round times below the strip: at most a dozen. */
function Minutes({ total }: { total: number }) {
  const step = [15, 30, 60, 120, 300, 600, 900, 1800].find(length => total / length <= 12) ?? 3600
  const marks = Array.from({ length: Math.floor(total / step) + 1 }, (_, i) => i * step)
  return (
    <span className={styles.axis} aria-hidden="true">
      {marks.map(mark => (
        <span key={mark} style={{ left: `${(mark / total) * 100}%` }}>
          {seconds(mark)}
        </span>
      ))}
    </span>
  )
}
