import { useNavigate, useSearch } from '@tanstack/react-router'
import { Archive, SlidersHorizontal } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { ArtifactList } from './ArtifactList.tsx'
import { ArtifactPanel } from './ArtifactPanel.tsx'
import { EmptyVault } from './EmptyVault.tsx'
import { Filters } from './Filters.tsx'
import { useVault, useVaultContents } from './queries.ts'
import { EVERYTHING, narrowedBy, type VaultSearch } from './search.ts'
import { useArrivals } from './useArrivals.ts'
import styles from './vault.module.css'
import { creditWords } from './words.tsx'

/** Milliseconds without a key before what was typed is looked for. */
const PAUSE = 150
/** Characters that a search may have. */
const LONGEST = 200

/** Everything that was ever made in the project, on all of its timelines: to find, to read again, to tag. */
export default function VaultPage() {
  const { project } = useProjectContext()
  const search = useSearch({ from: '/signed-in/p/$projectId/vault' })
  const navigate = useNavigate({ from: '/p/$projectId/vault' })
  const [words, setWords] = useState(search.q ?? '')
  const [isNarrowing, setNarrowing] = useState(false)
  const filters = useId()
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const found = useVault(project.id, search)
  const contents = useVaultContents(project.id)
  const change = (part: Partial<VaultSearch>): void =>
    void navigate({ search: now => ({ ...now, ...part }), replace: true, resetScroll: false })
  const narrow = (part: Partial<VaultSearch>): void => {
    if ('q' in part) setWords(part.q ?? '')
    change(part)
  }
  const close = (): void => {
    change({ artifact: undefined })
    list.current?.querySelector<HTMLElement>('[aria-current]')?.focus()
  }
  useEffect(() => {
    document.title = `Artifact Vault · ${project.name} · Aiuteur`
  }, [project.name])
  const asked = words.trim().slice(0, LONGEST) || undefined
  const latest = useRef(change)
  latest.current = change
  useEffect(() => {
    if (asked === search.q) return
    const timer = setTimeout(() => latest.current({ q: asked }), PAUSE)
    return () => clearTimeout(timer)
  }, [asked, search.q])
  useCommands([
    { keys: '/', label: 'Search the vault', group: 'Vault', run: () => field.current?.focus(), palette: false },
    { keys: 'ArrowDown', label: 'To the next artifact', group: 'Vault' },
    ...(search.artifact
      ? [{ keys: 'Escape', label: 'Close the artifact', group: 'Vault', run: close, palette: false }]
      : []),
  ])
  const pages = found.data?.pages
  const artifacts = useMemo(() => {
    // a scene that is moved while one reads may come twice
    const once = new Map((pages ?? []).flatMap(page => page.artifacts.map(one => [one.id, one] as const)))
    return pages ? [...once.values()] : null
  }, [pages])
  const { artifact: _, ...query } = search
  const arrived = useArrivals(found.isPlaceholderData ? null : artifacts, JSON.stringify(query))
  const failed = found.error && !artifacts ? found : contents
  if (failed.error && !(failed.data && artifacts)) return <ReadFailure query={failed} />
  if (!artifacts || !contents.data) return <PagePending />
  if (contents.data.total === 0) return <EmptyVault />
  const total = pages?.[0]?.total ?? 0
  const narrowed = narrowedBy(search)
  return (
    <div className={styles.page} data-open={search.artifact ? '' : undefined} data-narrowing={isNarrowing || undefined}>
      <Filters id={filters} contents={contents.data} search={search} onChange={narrow} />
      <main className={styles.main}>
        <div className={styles.head}>
          <h1>Artifact Vault</h1>
          <SearchField
            ref={field}
            className={styles.search}
            label="Search the vault"
            placeholder="Search words, tags, people"
            value={words}
            onChange={setWords}
            onEnter={() => list.current?.querySelector<HTMLElement>('[data-artifact]')?.focus()}
          />
          <Button
            className={styles.narrow}
            variant="quiet"
            icon={<SlidersHorizontal aria-hidden="true" />}
            aria-expanded={isNarrowing}
            aria-controls={filters}
            onClick={() => setNarrowing(!isNarrowing)}
          >
            Filters
          </Button>
          <p className={styles.total} role="status">
            {narrowed === 0
              ? `${total.toLocaleString('en')} made for ${creditWords(Math.round(contents.data.credits))}`
              : `${total.toLocaleString('en')} of ${contents.data.total.toLocaleString('en')}`}
          </p>
        </div>
        <div ref={list} className={styles.list} aria-busy={found.isPlaceholderData}>
          {artifacts.length === 0 && (
            <EmptyState
              icon={<Archive aria-hidden="true" />}
              title="Nothing like that was made"
              action={<Button onClick={() => narrow(EVERYTHING)}>Show everything</Button>}
            >
              <p>Search for fewer words, or take a filter back.</p>
            </EmptyState>
          )}
          <ArtifactList
            artifacts={artifacts}
            chosen={search.artifact ?? null}
            arrived={arrived}
            onChoose={artifact => change({ artifact })}
          />
          {found.hasNextPage && (
            <Button
              className={styles.more}
              pending={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </div>
      </main>
      {search.artifact && <ArtifactPanel key={search.artifact} id={search.artifact} onClose={close} />}
    </div>
  )
}
