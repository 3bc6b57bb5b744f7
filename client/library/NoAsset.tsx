import { LibraryBig } from 'lucide-react'
import { useEffect } from 'react'
import { EmptyState } from '../ui/EmptyState.tsx'

/** What the library is for, where nothing of it is open. */
export default function NoAsset() {
  useEffect(() => {
    document.title = 'Asset library · Aiuteur'
  }, [])
  return (
    <EmptyState icon={<LibraryBig aria-hidden="true" />} title="Characters, settings and props for every project">
      “Promote to Global” beside an asset of a project puts a copy of it here, with its image key and its description.
      From here it can be used in other projects. An asset can be made here without a project, too.
    </EmptyState>
  )
}
