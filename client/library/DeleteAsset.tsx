import type { LibraryDetail } from '../../shared/core/api/library.ts'
import { sentenceOf } from '../api/request.ts'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useLibraryMutations } from './libraryQueries.ts'
import { unseenProjects } from './Uses.tsx'

interface DeleteAssetProps {
  asset: LibraryDetail
  onClose: () => void
  onDeleted: () => void
}

/** Names every project that uses an asset before it goes. The server asks again whether it is these. */
export function DeleteAsset({ asset, onClose, onDeleted }: DeleteAssetProps) {
  const { remove } = useLibraryMutations()
  const toast = useToast()
  const { id, name, usedIn } = asset
  const used = wordsOf(usedIn)
  return (
    <ConfirmDialog
      open
      onOpenChange={open => !open && onClose()}
      title={`Delete “${name}”?`}
      description={
        used === ''
          ? 'No project uses it. It can be restored from “Deleted”.'
          : `It is used in ${used}. Copies there stay as they are, and say that the original is gone. It can be restored from “Deleted”.`
      }
      confirm={used === '' ? 'Delete' : 'Delete anyway'}
      danger
      onConfirm={() =>
        remove.mutate(
          { id, seen: usedIn.seen },
          {
            onSuccess: onDeleted,
            onError: error => toast({ title: 'The asset is as it was', detail: sentenceOf(error), tone: 'danger' }),
          },
        )
      }
    />
  )
}

/** '“Night Ferry” (Main) and a project that you may not see'. */
function wordsOf({ places, others }: LibraryDetail['usedIn']): string {
  const names = places.map(({ project, timeline }) => `“${project}” (${timeline})`)
  if (others > 0) names.push(unseenProjects(others))
  return new Intl.ListFormat('en').format(names)
}
