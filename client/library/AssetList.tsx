import { Link } from '@tanstack/react-router'
import type { LibraryPage } from '../../shared/core/api/library.ts'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import { LIBRARY_LIMITS } from '../../shared/core/library/limits.ts'
import { Button } from '../ui/Button.tsx'
import catalogue from '../ui/Catalogue.module.css'
import { walkLinks } from '../ui/walkLinks.ts'
import { AssetPicture } from './AssetPicture.tsx'
import { KINDS } from './kinds.ts'
import styles from './library.module.css'
import type { LibrarySearch } from './libraryQueries.ts'

interface AssetListProps {
  page: LibraryPage
  /** What it was searched by. */
  search: LibrarySearch
  organisations: readonly OrganisationRow[]
  onSkip: (skip: number) => void
}

/** A page of the library; arrows walk over it, Enter opens. */
export function AssetList({ page: { assets, total }, search, organisations, onSkip }: AssetListProps) {
  const whose = (id: string | null): string => organisations.find(one => one.id === id)?.name ?? 'Your own'
  return (
    <nav aria-label="Assets of the library" className={styles.assets}>
      <p className={catalogue.facts} role="status">
        {total === 0 ? nothingFor(search) : total === 1 ? '1 asset' : `${total.toLocaleString('en')} assets`}
      </p>
      <ul className={catalogue.group} onKeyDown={walkLinks}>
        {assets.map(({ id, kind, name, picture, organisationId }) => (
          <li key={id}>
            <Link
              to="/library/$assetId"
              params={{ assetId: id }}
              className={catalogue.entry}
              activeProps={{ 'aria-current': 'page' }}
              data-entry={id}
            >
              <AssetPicture kind={kind} pictureId={picture?.id ?? null} />
              <span className={catalogue.words}>
                <span className={catalogue.name}>{name}</span>
                <span className={catalogue.facts}>
                  {KINDS[kind].one}
                  {organisations.length > 0 && ` · ${whose(organisationId)}`}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {total > LIBRARY_LIMITS.page && <Pager skip={search.skip} total={total} onSkip={onSkip} />}
    </nav>
  )
}

function nothingFor({ words, show, whose }: LibrarySearch): string {
  if (words.trim() !== '') return `Nothing here has “${words.trim()}” in its name or description.`
  if (show === 'deleted') return 'Nothing was deleted.'
  return show === 'all' && whose === 'all' ? 'Nothing is in the library yet.' : 'Nothing of this kind is here.'
}

function Pager({ skip, total, onSkip }: { skip: number; total: number; onSkip: (skip: number) => void }) {
  return (
    <div className={catalogue.pager}>
      <Button
        size="small"
        disabledReason={skip > 0 ? null : 'These are the first.'}
        onClick={() => onSkip(Math.max(0, skip - LIBRARY_LIMITS.page))}
      >
        Earlier
      </Button>
      <span className={catalogue.facts}>
        {(skip + 1).toLocaleString('en')} to {Math.min(total, skip + LIBRARY_LIMITS.page).toLocaleString('en')}
      </span>
      <Button
        size="small"
        disabledReason={skip + LIBRARY_LIMITS.page < total ? null : 'These are the last.'}
        onClick={() => onSkip(skip + LIBRARY_LIMITS.page)}
      >
        Later
      </Button>
    </div>
  )
}
