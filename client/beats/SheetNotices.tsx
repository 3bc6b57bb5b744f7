import { CircleAlert } from 'lucide-react'
import { foundNothing } from '../project/jobRules.ts'
import styles from './beats.module.css'
import type { BeatAgents } from './useBeatAgents.ts'

/** Why an agent did nothing. Says nothing when there is nothing to say. */
export function SheetNotices({ agents: { problem, sheetJob } }: { agents: BeatAgents }) {
  const failed = sheetJob?.state === 'failed' && foundNothing(sheetJob) === null
  return (
    <div aria-live="polite" className={styles.notices}>
      {problem && (
        <p className={styles.notice}>
          <CircleAlert aria-hidden="true" />
          {problem}
        </p>
      )}
      {failed && (
        <p className={styles.notice}>
          <CircleAlert aria-hidden="true" />
          {sheetJob.error?.message ??
            'The beat sheet was not written, and the agent gave no reason. The sheet is as it was.'}
        </p>
      )}
    </div>
  )
}
