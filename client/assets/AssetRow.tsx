import { Link } from '@tanstack/react-router'
import { Check, CircleAlert, LibraryBig, Lock, TriangleAlert, X } from 'lucide-react'
import type * as Y from 'yjs'
import type { LibraryCopies } from '../../shared/core/api/library.ts'
import { ASSETS, type Asset, keyOf } from '../../shared/core/assets/assets.ts'
import { deleteAssets } from '../../shared/core/assets/write.ts'
import { restoreRows } from '../../shared/core/documents/table.ts'
import { keepAssets } from '../../shared/core/stages/invalidation.ts'
import { AssetPicture } from '../library/AssetPicture.tsx'
import { PromoteButton } from '../library/PromoteButton.tsx'
import { useProjectContext } from '../project/context.tsx'
import { Status } from '../ui/Badge.tsx'
import { IconButton } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useWarning } from '../warning/WarningProvider.tsx'
import styles from './assets.module.css'

interface AssetRowProps {
  asset: Asset
  /** The name of the asset that this is an instance of; null: it is none. */
  master: string | null
  /** How its original in the library stands; null: it has none, or that is not known yet. */
  copy: LibraryCopies[number] | null
  /** To change it; null: one may only read. */
  doc: Y.Doc | null
  /** It was taken out here, and the focus with it. */
  onGone: () => void
}

const ORIGIN = { page: 'assets' }

export function AssetRow({ asset, master, copy, doc, onGone }: AssetRowProps) {
  const { project } = useProjectContext()
  const toast = useToast()
  const warn = useWarning()
  const { id, kind, name, description } = asset
  const called = name.trim() || 'Unnamed'
  const takeOut = (from: Y.Doc): void => {
    deleteAssets(from, [id], ORIGIN)
    onGone()
    toast({
      title: `“${called}” was taken out`,
      action: { label: 'Undo', run: () => restoreRows(from, ASSETS, [id], ORIGIN) },
    })
  }
  const askToTakeOut = (from: Y.Doc): void =>
    void warn({
      operation: { kind: 'deleteAssets', assetIds: [id] },
      title: `Take ${called} out?`,
      confirm: 'Take out',
      before: `taking ${called} out`,
      quiet: 'deleteAssets',
      run: () => takeOut(from),
    })
  return (
    <li className={styles.row}>
      <AssetPicture kind={kind} pictureId={keyOf(asset)?.media ?? null} />
      <div className={styles.words}>
        <h3 className={styles.name}>{called}</h3>
        <p className={description.trim() === '' ? styles.facts : styles.description}>
          {description.trim() || 'No description yet.'}
        </p>
        <p className={styles.facts}>
          {master !== null && <span>Instance of {master}</span>}
          <Origin asset={asset} copy={copy} />
          {asset.invalidated && (
            <Status tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
              Invalidated: to be approved again
            </Status>
          )}
          {asset.lockedKey !== null && !asset.invalidated && (
            <Status tone="ok" icon={<Lock aria-hidden="true" />}>
              Image key locked
            </Status>
          )}
          <Original copy={copy} />
        </p>
      </div>
      <div className={styles.tools}>
        <PromoteButton projectId={project.id} timelineId={project.timelineId} assetId={id} name={called} />
        {doc && asset.invalidated && (
          <IconButton label={`Approve ${called} again`} size="small" onClick={() => keepAssets(doc, [id], ORIGIN)}>
            <Check />
          </IconButton>
        )}
        {doc && (
          <IconButton label={`Take ${called} out`} size="small" onClick={() => askToTakeOut(doc)}>
            <X />
          </IconButton>
        )}
      </div>
    </li>
  )
}

/** Where it came from. */
function Origin({ asset: { library, from, madeBy }, copy }: Pick<AssetRowProps, 'asset' | 'copy'>) {
  if (library !== null) {
    const words = `From the asset library, version ${library.version}`
    if (!copy?.readable) return <span>{words}</span>
    return (
      <Link to="/library/$assetId" params={{ assetId: library.id }}>
        {words}
      </Link>
    )
  }
  if (from !== '') return <span>From {from}</span>
  return madeBy && <span>Made by {madeBy.name}</span>
}

/** What became of the original since it was copied. */
function Original({ copy }: Pick<AssetRowProps, 'copy'>) {
  if (copy === null || copy.now === copy.version) return null
  return copy.now === null ? (
    <Status tone="warn" icon={<CircleAlert aria-hidden="true" />}>
      The original is gone from the library. This copy stays.
    </Status>
  ) : (
    <Status tone="neutral" icon={<LibraryBig aria-hidden="true" />}>
      The original has changed since: version {copy.now}
    </Status>
  )
}
