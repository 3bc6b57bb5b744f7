import { foundByCode } from '../../shared/core/agents/nothingToDo.ts'
import type { RoomStage } from '../../shared/core/room/elements.ts'
import { LENSES, type Lens } from '../../shared/core/room/lenses.ts'
import { useProjectContext } from '../project/context.tsx'
import { useAgentJob } from '../project/useAgentJob.ts'
import { Button } from '../ui/Button.tsx'
import { Problem } from '../ui/Problem.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import styles from './room.module.css'

interface LensesProps {
  stage: RoomStage
  documentId: string
  /** Why nobody can be asked; null: one can. */
  reason: string | null
}

/** One button for each way of looking at a story, with what it costs. */
export function Lenses(props: LensesProps) {
  return (
    <fieldset className={styles.lenses}>
      <legend className="sr-only">Look for</legend>
      {LENSES.map(lens => (
        <LensButton key={lens.agent} {...props} lens={lens.agent} label={lens.label} looksFor={lens.looksFor} />
      ))}
    </fieldset>
  )
}

interface LensButtonProps extends LensesProps {
  lens: Lens
  label: string
  looksFor: string
}

function LensButton({ lens, label, looksFor, documentId, reason }: LensButtonProps) {
  const { project } = useProjectContext()
  const { agent, job, busy, problem, run } = useAgentJob(project.id, lens, one => one.documentId === documentId)
  const found = job?.state === 'failed' ? foundByCode(job.error?.code ?? '') : null
  const failed = problem ?? (job?.state === 'failed' && !found ? (job.error?.message ?? 'It failed.') : null)
  return (
    <div className={styles.lens}>
      <Tooltip label={looksFor}>
        <Button
          size="small"
          pending={busy}
          disabledReason={reason}
          {...(agent ? { cost: agent.credits } : {})}
          onClick={() => void run({ documentId })}
        >
          {label}
        </Button>
      </Tooltip>
      {found && <p className={styles.said}>{`It ${found}. ${job?.error?.message ?? ''}`}</p>}
      {failed && (
        <div role="alert">
          <Problem sentence={failed} />
        </div>
      )}
    </div>
  )
}
