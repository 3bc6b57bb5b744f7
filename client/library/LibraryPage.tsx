import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ASSET_KINDS } from '../../shared/core/assets/assets.ts'
import { organisationsQuery } from '../api/people.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { HomeFrame } from '../entry/HomeFrame.tsx'
import { Catalogue } from '../ui/Catalogue.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Select } from '../ui/Select.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { AssetList } from './AssetList.tsx'
import { KINDS } from './kinds.ts'
import styles from './library.module.css'
import { type LibrarySearch, libraryQuery } from './libraryQueries.ts'
import { NewAsset } from './NewAsset.tsx'
import { usePaused } from './usePaused.ts'

const SHOW: readonly { value: LibrarySearch['show']; label: string }[] = [
  { value: 'all', label: 'All kinds' },
  ...ASSET_KINDS.map(value => ({ value, label: KINDS[value].many })),
  { value: 'deleted', label: 'Deleted' },
]

/** All assets of the libraries that a person may see, and the one that is open beside them. */
export default function LibraryPage() {
  const organisations = useQuery(organisationsQuery).data ?? []
  const navigate = useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const [making, setMaking] = useState(false)
  const [search, setSearch] = useState<LibrarySearch>({ words: '', show: 'all', whose: 'all', skip: 0 })
  const words = usePaused(search.words)
  const page = useQuery(libraryQuery({ ...search, words }))
  const open = (assetId: string) => void navigate({ to: '/library/$assetId', params: { assetId } })
  const look = (change: Partial<LibrarySearch>) => setSearch({ ...search, skip: 0, ...change })
  useCommands([
    { keys: 'n', label: 'New asset', group: 'Asset library', run: () => setMaking(true) },
    {
      keys: '/',
      label: 'Search the library',
      group: 'Asset library',
      run: () => field.current?.focus(),
      palette: false,
    },
    { keys: 'ArrowDown', label: 'Next asset of the list', group: 'Asset library' },
    { keys: 'ArrowUp', label: 'Previous asset of the list', group: 'Asset library' },
    ...(page.data?.assets ?? []).map(({ id, name }) => ({ label: name, group: 'Open an asset', run: () => open(id) })),
  ])
  return (
    <HomeFrame>
      <Catalogue
        title="Asset library"
        make="New asset"
        onMake={() => setMaking(true)}
        list={
          <>
            <SearchField
              ref={field}
              label="Search the library"
              placeholder="Search names and descriptions"
              value={search.words}
              onChange={typed => look({ words: typed })}
            />
            <div className={styles.filters}>
              <Select
                size="small"
                aria-label="Kind"
                value={search.show}
                onChange={show => look({ show })}
                options={SHOW}
              />
              {organisations.length > 0 && (
                <Select
                  size="small"
                  aria-label="Whose"
                  value={search.whose}
                  onChange={whose => look({ whose })}
                  options={[
                    { value: 'all', label: 'All libraries' },
                    ...organisations.map(({ id, name }) => ({ value: id, label: name })),
                    { value: 'own', label: 'Your own' },
                  ]}
                />
              )}
            </div>
            {page.isPending && <PagePending />}
            {!page.data && <ReadFailure query={page} what="The library could not be read." />}
            {page.data && (
              <AssetList
                page={page.data}
                search={{ ...search, words }}
                organisations={organisations}
                onSkip={skip => setSearch({ ...search, skip })}
              />
            )}
          </>
        }
      >
        <Outlet />
      </Catalogue>
      {making && (
        <NewAsset organisations={organisations} onClose={() => setMaking(false)} onMade={({ id }) => open(id)} />
      )}
    </HomeFrame>
  )
}
