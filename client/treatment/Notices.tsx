import { Link } from '@tanstack/react-router'
import { CircleAlert, Info } from 'lucide-react'
import { foundNothing } from '../project/jobRules.ts'
import { Button } from '../ui/Button.tsx'
import styles from './treatment.module.css'
import type { TreatmentAgent } from './useTreatmentAgent.ts'

interface NoticesProps {
  projectId: string
  agent: TreatmentAgent
  isBriefOpen: boolean
  /** Why this person cannot start it again. */
  reason: string | null
}

/** What the agent could not do, and that the brief is still open. Says nothing when there is nothing to say. */
export function Notices({ projectId, agent, isBriefOpen, reason }: NoticesProps) {
  const { job, problem } = agent
  const failed = job?.state === 'failed' && foundNothing(job) === null
  return (
    <div className={styles.notices} aria-live="polite">
      {problem && (
        <p className={styles.notice} data-tone="danger">
          <CircleAlert aria-hidden="true" />
          <span>{problem}</span>
        </p>
      )}
      {failed && !agent.busy && (
        <p className={styles.notice} data-tone="danger">
          <CircleAlert aria-hidden="true" />
          <span>
            The variants were not all written. {job.error?.message ?? 'The agent gave no reason.'} What was finished is
            in the gallery.
          </span>
          <Button size="small" disabledReason={reason} onClick={() => void agent.retry()}>
            Retry
          </Button>
        </p>
      )}
      {isBriefOpen && (
        <p className={styles.notice}>
          <Info aria-hidden="true" />
          <span>
            Agents write from a locked{' '}
            <Link to="/p/$projectId/brief" params={{ projectId }}>
              brief
            </Link>
            , and this one is still open; people can write ahead of it.
          </span>
        </p>
      )}
    </div>
  )
}
