import styles from './PagePending.module.css'
import { Spinner } from './Spinner.tsx'

/** Stands in for a page on its way; shows itself only when that takes a moment. */
export function PagePending() {
  return (
    <div className={styles.pending}>
      <Spinner label="Loading the page" />
    </div>
  )
}
