import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react'
import { may } from '../../shared/core/access.ts'
import { foundByCode } from '../../shared/core/agents/nothingToDo.ts'
import type { DirectorJob } from '../../shared/core/api/director.ts'
import type { DirectorAct } from '../../shared/core/director/acts.ts'
import { useAgents } from '../api/hooks.ts'
import { useProjectContext } from '../project/context.tsx'
import { useJobActions } from '../project/useJobActions.ts'
import { SawButton } from '../traces/SawButton.tsx'
import { Button, costLabel } from '../ui/Button.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { Line } from './ActCard.tsx'
import styles from './director.module.css'
import { PlaceLink } from './PlaceLink.tsx'

interface JobLineProps {
  job: DirectorJob
  /** What it was asked for; null: to read what was said. */
  act: DirectorAct | null
  timelineId: string
  onRoom: () => void
}

/** What the agent does, or did, for what somebody confirmed, what it cost, and where to find it. */
export function JobLine({ job, act, timelineId, onRoom }: JobLineProps) {
  const { project, role } = useProjectContext()
  const agents = useAgents(project.id).data
  const { retry, cancel, pending } = useJobActions(project.id)
  const title = agents?.find(({ name }) => name === job.agent)?.title ?? job.agent
  const reason = may(role, 'agent.run') ? null : 'Editors can do this.'
  const found = job.state === 'failed' ? foundByCode(job.error?.code ?? '') : null
  const cost = costLabel(job.creditsActual ?? 0)
  if (job.state === 'queued' || job.state === 'running')
    return (
      <>
        <Line icon={<Spinner label={null} />}>
          {title} is at work. {act && <PlaceLink act={act} timelineId={timelineId} verb="Watch" />}
        </Line>
        <div className={styles.acts}>
          <Button
            size="small"
            variant="quiet"
            pending={pending === job.id}
            disabledReason={reason}
            onClick={() => cancel(job.id)}
          >
            Stop
          </Button>
        </div>
      </>
    )
  if (job.state === 'done' || found !== null)
    return (
      <>
        <Line icon={found ? <CircleMinus /> : <CircleCheck />} {...(found ? {} : { tone: 'ok' as const })}>
          {title} {found ?? 'is done'}: {cost}. {found && job.error?.message}{' '}
          {act?.kind === 'look' && !found && (
            <button type="button" className={styles.inline} onClick={onRoom}>
              See what it found
            </button>
          )}
          {act && act.kind !== 'look' && <PlaceLink act={act} timelineId={timelineId} />}
        </Line>
        <div className={styles.acts}>
          <SawButton jobId={job.id} />
        </div>
      </>
    )
  return (
    <>
      <Line icon={<CircleAlert />} tone="danger">
        {job.state === 'cancelled'
          ? `${title} was stopped. What was finished is kept: ${cost}.`
          : `${title} failed: ${job.error?.message ?? 'it did not say why.'} ${cost}.`}
      </Line>
      <div className={styles.acts}>
        <Button size="small" pending={pending === job.id} disabledReason={reason} onClick={() => retry(job.id)}>
          Retry
        </Button>
      </div>
    </>
  )
}
