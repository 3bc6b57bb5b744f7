import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { LibraryDetail } from '../../shared/core/api/library.ts'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import { sentenceOf } from '../api/request.ts'
import { useToast } from '../ui/Toast.tsx'
import { AssetForm, type AssetWords } from './AssetForm.tsx'
import { useLibraryMutations } from './libraryQueries.ts'
import { PictureField } from './PictureField.tsx'
import { ShelfField } from './ShelfField.tsx'

interface NewAssetProps {
  organisations: readonly OrganisationRow[]
  onClose: () => void
  onMade: (asset: LibraryDetail) => void
}

/** Makes an asset that comes from no project. */
export function NewAsset({ organisations, onClose, onMade }: NewAssetProps) {
  const { make, changePicture } = useLibraryMutations()
  const toast = useToast()
  const open = organisations.filter(({ role }) => may(role, 'library.write'))
  const [whose, setWhose] = useState(open[0]?.id ?? null)
  const [picture, setPicture] = useState<File | null>(null)
  const create = async (words: AssetWords): Promise<void> => {
    const made = await make.mutateAsync({ ...words, organisationId: whose }).catch(() => null)
    if (made === null) return
    if (picture !== null)
      await changePicture.mutateAsync({ id: made.id, picture }).catch(error =>
        toast({
          title: `“${made.name}” is there, without its picture`,
          detail: sentenceOf(error),
          tone: 'danger',
        }),
      )
    onClose()
    onMade(made)
  }
  return (
    <AssetForm
      title="New asset"
      lead="It belongs to no project, and can be used in all that you write in."
      confirm="Create"
      pending={make.isPending || changePicture.isPending}
      error={make.error}
      onConfirm={words => void create(words)}
      onClose={onClose}
    >
      <PictureField picture={picture} onChange={setPicture} />
      {open.length > 0 && <ShelfField organisations={open} value={whose} onChange={setWhose} />}
    </AssetForm>
  )
}
