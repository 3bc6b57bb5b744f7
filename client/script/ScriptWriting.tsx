import { PenLine } from 'lucide-react'
import { may } from '../../shared/core/access.ts'
import { useProjectContext } from '../project/context.tsx'
import { isUnderWay } from '../project/jobRules.ts'
import { useAgentJob } from '../project/useAgentJob.ts'
import { useJobActions } from '../project/useJobActions.ts'
import { Button } from '../ui/Button.tsx'
import './scriptWriting.css'

/** While the script is written scene by scene: who is at work, and that people may go on meanwhile. */
export function ScriptWriting({ documentId }: { documentId: string }) {
  const { project, role } = useProjectContext()
  const { job } = useAgentJob(project.id, 'script', one => one.documentId === documentId)
  const { cancel, pending } = useJobActions(project.id)
  if (!job || !isUnderWay(job)) return null
  return (
    <div className="script-writing" role="status">
      <PenLine aria-hidden="true" />
      <p>The screenwriter is at work. Scenes appear as they are finished, and can be edited at once.</p>
      <Button
        size="small"
        pending={pending === job.id}
        disabledReason={may(role, 'agent.run') ? null : 'Editors can do this.'}
        onClick={() => cancel(job.id)}
      >
        Stop; keep what is there
      </Button>
    </div>
  )
}
