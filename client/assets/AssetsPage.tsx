import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { LibraryBig, UsersRound } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { ASSET_KINDS, type Asset } from '../../shared/core/assets/assets.ts'
import { Invalidated } from '../hub/Invalidated.tsx'
import { KINDS } from '../library/kinds.ts'
import { copiesQuery } from '../library/libraryQueries.ts'
import { LockNotice } from '../locks/LockNotice.tsx'
import { useProjectContext } from '../project/context.tsx'
import { type OpenDocument, useDocument } from '../sync/hooks.ts'
import buttonStyles from '../ui/Button.module.css'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import frame from '../ui/PageFrame.module.css'
import { PagePending } from '../ui/PagePending.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { AssetRow } from './AssetRow.tsx'
import styles from './assets.module.css'
import { useAssets } from './useAssets.ts'

/** The characters, settings and props of a timeline: where each came from, and how its original in the library stands. */
export default function AssetsPage() {
  const { project, documents, canWrite } = useProjectContext()
  const row = documents.find(one => one.kind === 'assets' && one.timelineId === project.timelineId)
  const { document: open, ready, problem, lock, readOnly } = useDocument(row?.id ?? null)
  useEffect(() => {
    document.title = `Assets · ${project.name} · Aiuteur`
  }, [project.name])
  if (problem && !ready) return <ErrorNotice happened={problem} kept="What you wrote is kept in this browser." />
  if (!open || !ready) return <PagePending />
  return (
    <main className={frame.page}>
      <div className={frame.content}>
        <LockNotice document={open} lock={lock} canWrite={canWrite} />
        <Assets open={open} canEdit={canWrite && !readOnly && lock === null} />
      </div>
    </main>
  )
}

const isWanted = ({ name, description }: Asset, words: string): boolean => {
  const text = `${name} ${description}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word))
}

function Assets({ open: { doc }, canEdit }: { open: OpenDocument; canEdit: boolean }) {
  const { project } = useProjectContext()
  const assets = useAssets(doc)
  const copies = new Map((useQuery(copiesQuery(project.id)).data ?? []).map(copy => [copy.assetId, copy]))
  const filter = useRef<HTMLInputElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [words, setWords] = useState('')
  useCommands([
    { keys: '/', label: 'Filter the assets', group: 'Assets', run: () => filter.current?.focus(), palette: false },
  ])
  const shown = assets.filter(asset => isWanted(asset, words))
  return (
    <>
      <div className={styles.head}>
        <h1 className={frame.title} ref={heading} tabIndex={-1}>
          Assets
        </h1>
        {assets.length > 0 && (
          <>
            <SearchField
              ref={filter}
              className={styles.search}
              label="Filter the assets"
              placeholder="Filter"
              value={words}
              onChange={setWords}
            />
            <ToLibrary />
          </>
        )}
      </div>
      <Invalidated of="assets" waitingAssets={assets.filter(({ invalidated }) => invalidated).length} />
      {assets.length === 0 && <NoAssets canEdit={canEdit} />}
      {assets.length > 0 && shown.length === 0 && <p className={styles.nothing}>No asset fits the filter.</p>}
      {ASSET_KINDS.map(kind => {
        const rows = shown.filter(asset => asset.kind === kind)
        return (
          rows.length > 0 && (
            <section key={kind} aria-labelledby={`assets-${kind}`}>
              <h2 id={`assets-${kind}`} className={styles.kind}>
                {KINDS[kind].many} <span className={styles.count}>{rows.length}</span>
              </h2>
              <ul className={styles.list} aria-label={KINDS[kind].many}>
                {rows.map(asset => (
                  <AssetRow
                    key={asset.id}
                    asset={asset}
                    master={assets.find(({ id }) => id === asset.master)?.name ?? null}
                    copy={copies.get(asset.id) ?? null}
                    doc={canEdit ? doc : null}
                    onGone={() => heading.current?.focus()}
                  />
                ))}
              </ul>
            </section>
          )
        )
      })}
    </>
  )
}

const ToLibrary = () => (
  <Link to="/library" className={buttonStyles.button}>
    <LibraryBig aria-hidden="true" />
    Asset library
  </Link>
)

function NoAssets({ canEdit }: { canEdit: boolean }) {
  const { project } = useProjectContext()
  return (
    <EmptyState
      icon={<UsersRound aria-hidden="true" />}
      title="No characters, settings or props yet"
      action={
        canEdit && (
          <>
            <ToLibrary />
            <Link to="/p/$projectId/brief" params={{ projectId: project.id }} className={buttonStyles.button}>
              Add a sheet at the brief
            </Link>
          </>
        )
      }
    >
      They come from a sheet that is added at the brief, or from the asset library, where those of other projects are.
    </EmptyState>
  )
}
