import { Lock } from 'lucide-react'
import { may } from '../../shared/core/access.ts'
import type { Stage } from '../../shared/core/stages/stages.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useStageMutations } from './queries.ts'

interface ApproveButtonProps {
  stage: Stage
  /** Pressed while something is missing: nothing was asked of the server. */
  onMissing?: () => void
  missing: readonly string[]
}

/** Locks a stage: the gate to the next one. */
export function ApproveButton({ stage, missing, onMissing }: ApproveButtonProps) {
  const { project, role } = useProjectContext()
  const { approve } = useStageMutations(project.id, stage.id)
  const toast = useToast()
  const press = () => {
    if (missing.length > 0) return onMissing?.()
    approve.mutate('', {
      onError: error => toast({ title: 'It was not locked', detail: sentenceOf(error), tone: 'danger' }),
    })
  }
  return (
    <Button
      variant="primary"
      icon={<Lock aria-hidden="true" />}
      pending={approve.isPending}
      disabledReason={may(role, 'stage.approve') ? null : 'Editors can do this.'}
      onClick={press}
    >
      {stage.approve}
    </Button>
  )
}
