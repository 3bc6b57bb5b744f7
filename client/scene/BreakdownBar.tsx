import { CircleAlert, Clock, Sparkles } from 'lucide-react'
import { foundNothing } from '../project/jobRules.ts'
import { agentLabel } from '../project/useAgentJob.ts'
import { Button } from '../ui/Button.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import type { Breakdown } from './useBreakdown.ts'

interface BreakdownButtonProps {
  breakdown: Breakdown
  verb: string
  primary?: boolean
  /** Why this person cannot press it. */
  disabledReason: string | null
}

export function BreakdownButton({ breakdown, verb, primary, disabledReason }: BreakdownButtonProps) {
  return (
    <Button
      variant={primary ? 'primary' : 'plain'}
      icon={<Sparkles aria-hidden="true" />}
      pending={breakdown.busy}
      disabledReason={disabledReason}
      onClick={() => void breakdown.run()}
    >
      {agentLabel(verb, breakdown.agent)}
    </Button>
  )
}

/** What the breakdown job is doing, and which lines still have no shot. Says nothing when there is nothing to say. */
export function BreakdownBar({
  breakdown,
  uncovered,
  hasShots,
  disabledReason,
  onShowUncovered,
}: {
  breakdown: Breakdown
  uncovered: number
  hasShots: boolean
  disabledReason: string | null
  onShowUncovered: () => void
}) {
  const { job, problem } = breakdown
  const failed = job?.state === 'failed' && foundNothing(job) === null
  return (
    <div className="scene-notices" aria-live="polite">
      {problem && (
        <p className="scene-notice" data-tone="danger">
          <CircleAlert aria-hidden="true" />
          <span>{problem}</span>
        </p>
      )}
      {(job?.state === 'queued' || job?.state === 'running') && (
        <p className="scene-notice" data-tone="agent">
          {job.state === 'queued' ? <Clock aria-hidden="true" /> : <Spinner label={null} />}
          <span>
            {job.state === 'queued'
              ? 'The breakdown is queued.'
              : 'The breakdown agent is cutting the scene into shots.'}{' '}
            {job.askedBy && <span className="muted">Asked by {job.askedBy.name}.</span>} You can go on working.
          </span>
        </p>
      )}
      {failed && (
        <p className="scene-notice" data-tone="danger">
          <CircleAlert aria-hidden="true" />
          <span>The breakdown failed. {job.error?.message ?? 'The agent gave no reason; the table is as it was.'}</span>
          <Button size="small" disabledReason={disabledReason} onClick={() => void breakdown.retry()}>
            Retry
          </Button>
        </p>
      )}
      {hasShots && uncovered > 0 && !breakdown.busy && (
        <p className="scene-notice" data-tone="warn">
          <CircleAlert aria-hidden="true" />
          <span>
            <button type="button" className="link" onClick={onShowUncovered}>
              {uncovered === 1 ? '1 script line' : `${uncovered} script lines`}
            </button>{' '}
            {uncovered === 1 ? 'has' : 'have'} no shot.
          </span>
          <BreakdownButton breakdown={breakdown} verb="Break down the rest" disabledReason={disabledReason} />
        </p>
      )}
    </div>
  )
}
