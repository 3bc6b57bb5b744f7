import { useState } from 'react'
import type { LibraryDetail } from '../../shared/core/api/library.ts'
import { AssetForm } from './AssetForm.tsx'
import { useLibraryMutations } from './libraryQueries.ts'

/** What an asset of the library says. Copies in projects stay as they are, and say that the original has changed. */
export function EditAsset({ asset, onClose }: { asset: LibraryDetail; onClose: () => void }) {
  const { change } = useLibraryMutations()
  // somebody may change it meanwhile: what was read when this was opened is what one changes
  const [read] = useState(asset)
  return (
    <AssetForm
      title="Kind, name and description"
      lead="Copies in projects stay as they are, and say that the original has changed."
      confirm="Save"
      initial={read}
      pending={change.isPending}
      error={change.error}
      onConfirm={words => change.mutate({ id: read.id, version: read.version, ...words }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
