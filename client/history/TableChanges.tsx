import type { TableView } from '../../shared/core/api/versions.ts'
import { Badge } from '../ui/Badge.tsx'
import styles from './history.module.css'
import { Pieces } from './Pieces.tsx'
import { SideBySide } from './SideBySide.tsx'

const WORDS = { added: 'New', removed: 'Removed', moved: 'Moved', changed: 'Changed' } as const

/** Tables of a scene or the asset list, each row with what it says, changes marked. */
export function TableChanges({ tables }: { tables: readonly TableView[] }) {
  return tables.map(({ root, title, rows }) => (
    <div key={root} className={styles.tableFrame}>
      <table className={styles.table}>
        <caption>{title}</caption>
        <tbody>
          {rows.map(({ id, status, fields, media }) => (
            <tr key={id} data-status={status}>
              <td>
                {status !== 'same' && <Badge>{WORDS[status]}</Badge>}
                {fields.map(({ key, title, pieces }) => (
                  <p key={key}>
                    <strong>{title}: </strong>
                    <Pieces pieces={pieces} />
                  </p>
                ))}
                <SideBySide {...media} isClip={root === 'takes'} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ))
}
