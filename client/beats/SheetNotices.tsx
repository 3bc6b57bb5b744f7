import { CircleAlert } from 'lucide-react'
import { foundNothing } from '../project/jobRules.ts'
import { Button } from '../ui/Button.tsx'
import styles from './beats.module.css'
import type { BeatAgents } from './useBeatAgents.ts'

interface SheetNoticesProps {
  agents: BeatAgents
  /** Why nothing can be asked. */
  reason: string | null
}

/** Why an agent did nothing. Says nothing when there is nothing to say. */
export function SheetNotices({ agents: { sheet, problem }, reason }: SheetNoticesProps) {
  const { job } = sheet
  const why = problem ?? sheet.problem
  return (
    <div aria-live="polite" className={styles.notices}>
      {why && (
        <p className={styles.notice}>
          <CircleAlert aria-hidden="true" />
          {why}
        </p>
      )}
      {job?.state === 'failed' && foundNothing(job) === null && (
        <p className={styles.notice}>
          <CircleAlert aria-hidden="true" />
          <span>
            The beat sheet was not written. {job.error?.message ?? 'The agent gave no reason; the sheet is as it was.'}
          </span>
          <Button size="small" disabledReason={reason} onClick={() => void sheet.retry()}>
            Retry
          </Button>
        </p>
      )}
    </div>
  )
}
