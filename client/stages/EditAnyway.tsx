import { PencilLine } from 'lucide-react'
import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { Stage } from '../../shared/core/stages/stages.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { CreateBranch } from '../timelines/CreateBranch.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useWarning } from '../warning/WarningProvider.tsx'
import { useStageMutations } from './queries.ts'

/** Opens an approved stage again, having said what is made from it; one that all was made by also on a new timeline. */
export function EditAnyway({ stage }: { stage: Stage }) {
  const { project, role } = useProjectContext()
  const { reopen } = useStageMutations(project.id, stage.id)
  const [looking, setLooking] = useState(false)
  const [branching, setBranching] = useState(false)
  const warn = useWarning()
  const toast = useToast()
  const title = stage.title.toLowerCase()
  const press = async (): Promise<void> => {
    setLooking(true)
    await warn({
      operation: { kind: 'edit', stage: stage.id, elements: null },
      title: `Edit the ${title} anyway?`,
      description: `${stage.feeds} The version that was approved is kept in the history.${stage.asBranch ? ` To keep “${project.timelineName}” as it is, and the film that was made by this, change it on a new branch.` : ''}`,
      confirm: 'Edit anyway',
      before: `editing the ${title}`,
      ...(stage.asBranch
        ? { always: true, instead: { label: 'On a new branch…', onSelect: () => setBranching(true) } }
        : {}),
      run: () =>
        reopen.mutate(undefined, {
          onError: error => toast({ title: 'It is still locked', detail: sentenceOf(error), tone: 'danger' }),
        }),
    })
    setLooking(false)
  }
  return (
    <>
      <Button
        size="small"
        icon={<PencilLine aria-hidden="true" />}
        pending={looking || reopen.isPending}
        disabledReason={may(role, 'stage.approve') ? null : 'Editors can do this.'}
        onClick={() => void press()}
      >
        Edit anyway
      </Button>
      {branching && <CreateBranch from={null} onClose={() => setBranching(false)} />}
    </>
  )
}
