import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react'
import type { SceneRow } from '../../shared/core/api/schemas.ts'
import { BY_WORDS_HINT, formatEighths, formatSeconds, spokenEighths } from '../../shared/core/reports/format.ts'
import { AvatarStack, type Somebody } from '../ui/Avatar.tsx'
import { Status } from '../ui/Badge.tsx'
import { classNames } from '../ui/classNames.ts'
import { walkLinks } from '../ui/walkLinks.ts'
import styles from './hub.module.css'
import { STATUS_WORDS, statusReason } from './sceneStatus.ts'

const ICONS = { draft: CircleDashed, 'broken-down': CircleCheck, outdated: TriangleAlert, invalidated: TriangleAlert }

interface SceneTableProps {
  projectId: string
  scenes: readonly SceneRow[]
  /** Scenes that have just changed. */
  changed: ReadonlySet<string>
  peopleIn: (sceneId: string) => readonly Somebody[]
}

/** One row a scene; arrows walk over the rows, Enter opens. */
export function SceneTable({ projectId, scenes, changed, peopleIn }: SceneTableProps) {
  return (
    <table className={styles.table}>
      <caption className="sr-only">Scenes in the order of the film</caption>
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">Scene</th>
          <th scope="col" className={styles.characters}>
            Characters
          </th>
          <th scope="col" className={styles.numeric}>
            Length
          </th>
          <th scope="col" className={styles.numeric}>
            Shots
          </th>
          <th scope="col">Status</th>
          <th scope="col">Here now</th>
        </tr>
      </thead>
      <tbody onKeyDown={walkLinks}>
        {scenes.map(scene => (
          <Row
            key={scene.id}
            projectId={projectId}
            scene={scene}
            changed={changed.has(scene.id)}
            here={peopleIn(scene.id)}
          />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  projectId: string
  scene: SceneRow
  changed: boolean
  here: readonly Somebody[]
}

function Row({ projectId, scene, changed, here }: RowProps) {
  const { name, tone } = STATUS_WORDS[scene.status]
  const Icon = ICONS[scene.status]
  const reason = statusReason(scene)
  return (
    <tr className={classNames(styles.row, changed && styles.changed, scene.omitted && styles.omitted)}>
      <td className={styles.number}>{scene.number}</td>
      <td className={styles.scene}>
        <Link
          to="/p/$projectId/scenes/$sceneId"
          params={{ projectId, sceneId: scene.id }}
          className={styles.link}
          data-entry={scene.id}
        >
          {scene.heading || 'Untitled scene'}
        </Link>
        {scene.omitted && ' (omitted)'}
        {scene.opening && <span className={styles.opening}>{scene.opening}</span>}
      </td>
      <td className={styles.characters}>{scene.characters.join(', ')}</td>
      <td className={classNames(styles.numeric, styles.length)}>
        <span aria-hidden="true">{formatEighths(scene.eighths)}</span>
        <span className="sr-only">{spokenEighths(scene.eighths)},</span>
        <span className={styles.time} title={BY_WORDS_HINT}>
          {formatSeconds(scene.seconds)}
          <span className="sr-only"> by words</span>
        </span>
      </td>
      <td className={classNames(styles.numeric, styles.shots)}>{scene.shots}</td>
      <td className={styles.status}>
        <Status tone={tone} icon={<Icon aria-hidden="true" />}>
          {name}
        </Status>
        {reason && <span className={styles.reason}>{reason}</span>}
      </td>
      <td className={styles.here}>{here.length > 0 && <AvatarStack people={here} max={3} label="In this scene" />}</td>
    </tr>
  )
}
