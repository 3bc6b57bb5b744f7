import { may } from '../../../shared/core/access.ts'
import { stageNamed } from '../../../shared/core/stages/stages.ts'
import { sentenceOf } from '../../api/request.ts'
import { useProjectContext } from '../../project/context.tsx'
import { useStageMutations } from '../../stages/queries.ts'
import { useCommands } from '../../ui/shortcuts/commands.ts'
import { useToast } from '../../ui/Toast.tsx'
import { useScript } from '../context.tsx'

/** Approves the master script, by command: the single source of truth for all that is made from it. */
export function ScriptApproval() {
  const { project, role } = useProjectContext()
  const { reason } = useScript()
  const { approve } = useStageMutations(project.id, 'script')
  const toast = useToast()
  const stage = stageNamed('script')
  const run = () =>
    approve.mutate('', {
      onError: error => toast({ title: 'It was not locked', detail: sentenceOf(error), tone: 'danger' }),
    })
  useCommands(
    stage && reason === null && may(role, 'stage.approve')
      ? [{ label: stage.approve, group: 'Script', keywords: 'lock freeze stage', run }]
      : [],
  )
  return null
}
