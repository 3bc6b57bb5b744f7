import type { ShotsView, ShotView } from '../../shared/core/api/versions.ts'
import { SHOT_COLUMNS, type TextColumn } from '../../shared/core/shots/columns.ts'
import { Badge } from '../ui/Badge.tsx'
import styles from './history.module.css'
import { Pieces } from './Pieces.tsx'

const TEXTS = SHOT_COLUMNS.flatMap(({ key, title }) =>
  key === 'label' || key === 'duration' ? [] : [{ key: key satisfies TextColumn, title }],
)
const WORDS = { added: 'New', removed: 'Removed', moved: 'Moved', changed: 'Changed' } as const

/** A shot table, changes marked. */
export function ShotChanges({ view }: { view: ShotsView }) {
  if (view.shots.length === 0) return <p className={styles.nothing}>There were no shots.</p>
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Shot</th>
            <th scope="col">Sec</th>
            {TEXTS.map(({ key, title }) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.shots.map(shot => (
            <Row key={shot.id} shot={shot} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ shot }: { shot: ShotView }) {
  const { before, after } = shot.duration
  return (
    <tr data-status={shot.status}>
      <th scope="row">
        {shot.label} {shot.status !== 'same' && <Badge>{WORDS[shot.status]}</Badge>}
      </th>
      <td>
        {before === after ? (
          after
        ) : (
          <>
            <del className={styles.removed}>{before}</del> <ins className={styles.added}>{after}</ins>
          </>
        )}
      </td>
      {TEXTS.map(({ key }) => (
        <td key={key}>
          <Pieces pieces={shot.cells[key]} />
        </td>
      ))}
    </tr>
  )
}
