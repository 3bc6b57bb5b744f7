import type { BeatsView } from '../../shared/core/api/versions.ts'
import { Badge } from '../ui/Badge.tsx'
import styles from './history.module.css'
import { Pieces } from './Pieces.tsx'

const WORDS = { added: 'New', removed: 'Removed', moved: 'Moved', changed: 'Changed' } as const

/** A beat sheet, changes marked. */
export function BeatChanges({ view }: { view: BeatsView }) {
  if (view.beats.length === 0) return <p className={styles.nothing}>There were no beats.</p>
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Beat</th>
            <th scope="col">Title</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {view.beats.map(({ id, number, status, title, body }) => (
            <tr key={id} data-status={status}>
              <th scope="row">
                {number} {status !== 'same' && <Badge>{WORDS[status]}</Badge>}
              </th>
              <td>
                <Pieces pieces={title} />
              </td>
              <td>
                <Pieces pieces={body} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
