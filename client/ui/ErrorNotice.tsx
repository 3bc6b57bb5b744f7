import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './ErrorNotice.module.css'

interface ErrorNoticeProps {
  /** What happened, in a sentence. */
  happened: ReactNode
  /** What was kept. */
  kept?: ReactNode
  /** What to do: a sentence, or buttons. */
  todo?: ReactNode
  action?: ReactNode
}

export function ErrorNotice({ happened, kept, todo, action }: ErrorNoticeProps) {
  return (
    <div className={styles.notice} role="alert">
      <CircleAlert aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.happened}>{happened}</p>
        {kept && <p>{kept}</p>}
        {todo && <p>{todo}</p>}
        {action && <div className={styles.actions}>{action}</div>}
      </div>
    </div>
  )
}
