import type { AssetView, BeatView } from '../../shared/core/api/versions.ts'
import { Badge } from '../ui/Badge.tsx'
import styles from './history.module.css'
import { Pieces } from './Pieces.tsx'
import { SideBySide } from './SideBySide.tsx'

const WORDS = { added: 'New', removed: 'Removed', moved: 'Moved', changed: 'Changed' } as const

interface RowChangesProps {
  rows: readonly (BeatView | AssetView)[]
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
          {rows.map(each => (
            <tr key={each.id} data-status={each.status}>
              <th scope="row">
                {each.number} {each.status !== 'same' && <Badge>{WORDS[each.status]}</Badge>}
              </th>
              <td>
                <Pieces pieces={each.title} />
              </td>
              <td>
                <Pieces pieces={each.body} />
                {'media' in each && <SideBySide {...each.media} isClip={false} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
