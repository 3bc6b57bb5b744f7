import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Clapperboard, Pencil, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { LibraryDetail } from '../../shared/core/api/library.ts'
import { OpenedPage } from '../api/OpenedPage.tsx'
import { organisationsQuery } from '../api/people.ts'
import { sentenceOf } from '../api/request.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import catalogue from '../ui/Catalogue.module.css'
import { useToast } from '../ui/Toast.tsx'
import { relativeTime } from '../ui/time.ts'
import { AssetImage } from './AssetImage.tsx'
import { DeleteAsset } from './DeleteAsset.tsx'
import { EditAsset } from './EditAsset.tsx'
import { KINDS } from './kinds.ts'
import styles from './library.module.css'
import { libraryAssetQuery, useLibraryMutations } from './libraryQueries.ts'
import { UseInProject } from './UseInProject.tsx'
import { Origin, Uses } from './Uses.tsx'

/** One asset of a library: what it looks like, where it came from, where it is used. */
export default function AssetPage() {
  const { assetId } = useParams({ from: '/signed-in/library/$assetId' })
  const asset = useQuery(libraryAssetQuery(assetId))
  useEffect(() => {
    document.title = `${asset.data?.name ?? 'Asset'} · Asset library · Aiuteur`
  }, [asset.data?.name])
  return (
    <OpenedPage
      query={asset}
      gone="There is no such asset here for you."
      todo="It may be in the library of an organisation that you are not in. Choose another one."
      what="The asset could not be read."
    >
      {opened => <Asset key={assetId} asset={opened} />}
    </OpenedPage>
  )
}

function Asset({ asset }: { asset: LibraryDetail }) {
  const { restore } = useLibraryMutations()
  const organisations = useQuery(organisationsQuery).data ?? []
  const [open, setOpen] = useState<'edit' | 'delete' | 'use' | null>(null)
  const navigate = useNavigate()
  const toast = useToast()
  const isDeleted = asset.deletedAt !== null
  const mayWrite = may(asset.role, 'library.write')
  const canWrite = mayWrite && !isDeleted
  const close = () => setOpen(null)
  const bringBack = (): void =>
    restore.mutate(asset.id, {
      onSuccess: () => toast({ title: `“${asset.name}” is in the library again`, tone: 'ok' }),
      onError: error => toast({ title: 'It is still deleted', detail: sentenceOf(error), tone: 'danger' }),
    })
  return (
    <article className={catalogue.content} aria-label={asset.name}>
      <header className={catalogue.head}>
        <h1 className={catalogue.title}>{asset.name}</h1>
        {!isDeleted && (
          <Button
            size="small"
            variant="primary"
            icon={<Clapperboard aria-hidden="true" />}
            onClick={() => setOpen('use')}
          >
            Use in a project…
          </Button>
        )}
        {canWrite && (
          <div className={catalogue.tools}>
            <IconButton label="Change kind, name and description" size="small" onClick={() => setOpen('edit')}>
              <Pencil />
            </IconButton>
            <IconButton label={`Delete ${asset.name}`} size="small" onClick={() => setOpen('delete')}>
              <Trash2 />
            </IconButton>
          </div>
        )}
        <p className={catalogue.reason}>
          {KINDS[asset.kind].one} · {organisations.find(({ id }) => id === asset.organisationId)?.name ?? 'Your own'} ·
          version {asset.version}, changed by {asset.changedBy} {relativeTime(asset.changedAt)}
        </p>
      </header>
      {isDeleted && (
        <div className={styles.notice} role="status">
          <Trash2 aria-hidden="true" />
          <p>It was deleted {relativeTime(asset.deletedAt ?? '')}. Copies in projects stay as they are.</p>
          {mayWrite && (
            <Button size="small" pending={restore.isPending} onClick={bringBack}>
              Restore
            </Button>
          )}
        </div>
      )}
      <div className={styles.shown}>
        <AssetImage asset={asset} canWrite={canWrite} />
        <div className={styles.said}>
          <p className={asset.description === '' ? catalogue.reason : catalogue.text}>
            {asset.description || 'No description yet.'}
          </p>
          <Origin asset={asset} />
          <Uses usedIn={asset.usedIn} />
        </div>
      </div>
      {open === 'edit' && <EditAsset asset={asset} onClose={close} />}
      {open === 'use' && <UseInProject asset={asset} onClose={close} />}
      {open === 'delete' && (
        <DeleteAsset
          asset={asset}
          onClose={close}
          onDeleted={() => {
            toast({ title: `“${asset.name}” was deleted`, action: { label: 'Undo', run: bringBack } })
            void navigate({ to: '/library' })
          }}
        />
      )}
    </article>
  )
}
