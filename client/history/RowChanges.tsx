import type { BeatView } from '../../shared/core/api/versions.ts'
import { Badge } from '../ui/Badge.tsx'
import styles from './history.module.css'
import { Pieces } from './Pieces.tsx'

const WORDS = { added: 'New', removed: 'Removed', moved: 'Moved', changed: 'Changed' } as const

interface RowChangesProps {
  rows: readonly BeatView[]
  /** What a row is called, and its longer text. */
  row: 'Beat' | 'Asset'
  text: string
}

/** A beat sheet or the assets, changes marked. */
export function RowChanges({ rows, row, text }: RowChangesProps) {
  if (rows.length === 0) return <p className={styles.nothing}>There were no {row.toLowerCase()}s.</p>
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{row}</th>
            <th scope="col">{row === 'Beat' ? 'Title' : 'Name'}</th>
            <th scope="col">{text}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, number, status, title, body }) => (
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
