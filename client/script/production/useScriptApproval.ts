import { may } from '../../../shared/core/access.ts'
import { stageNamed } from '../../../shared/core/stages/stages.ts'
import { sentenceOf } from '../../api/request.ts'
import { useProjectContext } from '../../project/context.tsx'
import { useStageMutations } from '../../stages/queries.ts'
import { useToast } from '../../ui/Toast.tsx'
import { useScript } from '../context.tsx'

/** Approving the master script: the single source of truth for all that is made from it. */
export function useScriptApproval(): { label: string; disabledReason: string | null; run: () => void } {
  const { project, role } = useProjectContext()
  const { reason } = useScript()
  const { approve } = useStageMutations(project.id, 'script')
  const toast = useToast()
  return {
    label: stageNamed('script')?.approve ?? '',
    disabledReason: reason ?? (may(role, 'stage.approve') ? null : 'Editors can do this.'),
    run: () =>
      approve.mutate('', {
        onError: error => toast({ title: 'It was not locked', detail: sentenceOf(error), tone: 'danger' }),
      }),
  }
}
