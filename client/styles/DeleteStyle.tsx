import type { StyleDetail } from '../../shared/core/api/styles.ts'
import { sentenceOf } from '../api/request.ts'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useStyleMutations } from './styleQueries.ts'

interface DeleteStyleProps {
  style: StyleDetail
  onClose: () => void
  onDeleted: () => void
}

/** Names every brief that would lose the style before it goes. */
export function DeleteStyle({ style, onClose, onDeleted }: DeleteStyleProps) {
  const { remove } = useStyleMutations()
  const toast = useToast()
  const used = usesOf(style)
  return (
    <ConfirmDialog
      open
      onOpenChange={open => {
        if (!open) onClose()
      }}
      title={`Delete “${style.name}”?`}
      description={`${
        used === ''
          ? 'No brief names it. '
          : `The brief of ${used} names it: agents write neutral prose there from now on, and what is written stays. `
      }Its samples and passages go with it. This cannot be undone.`}
      confirm={used === '' ? 'Delete' : 'Delete anyway'}
      danger
      onConfirm={() =>
        remove.mutate(style.id, {
          onSuccess: onDeleted,
          onError: error => toast({ title: 'The style is as it was', detail: sentenceOf(error), tone: 'danger' }),
        })
      }
    />
  )
}

function usesOf({ usedIn: { projects, others } }: StyleDetail): string {
  const names = projects.map(({ name }) => `“${name}”`)
  if (others > 0) names.push(`${others} ${others === 1 ? 'project' : 'projects'} that you may not see`)
  return names.join(', ')
}
