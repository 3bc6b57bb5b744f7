import type { BriefView } from '../../shared/core/api/versions.ts'
import styles from './history.module.css'
import { Pieces } from './Pieces.tsx'

/** A brief, changes marked. */
export function BriefChanges({ view }: { view: BriefView }) {
  return (
    <dl className={styles.fields}>
      {view.fields.map(({ key, title, pieces }) => (
        <div key={key}>
          <dt>{title}</dt>
          <dd>{pieces.length > 0 ? <Pieces pieces={pieces} /> : 'Nothing was said.'}</dd>
        </div>
      ))}
    </dl>
  )
}
