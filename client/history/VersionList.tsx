import { Bookmark, GitCommitHorizontal } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { VersionRow } from '../../shared/core/api/versions.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { classNames } from '../ui/classNames.ts'
import styles from './history.module.css'
import { byDay, timeOf } from './words.ts'

interface VersionListProps {
  versions: readonly VersionRow[]
  selected: string
  onSelect: (id: string) => void
}

/** The versions by day, the newest on top. The arrows lead through them, Home and End to the ends. */
export function VersionList({ versions, selected, onSelect }: VersionListProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const place = versions.findIndex(version => version.id === selected)
    const step: Record<string, number> = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: versions.length - 1 }
    const next = versions[step[event.key] ?? -1]
    if (!next) return
    event.preventDefault()
    onSelect(next.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-version="${next.id}"]`)?.focus()
  }
  return (
    <nav className={styles.list} aria-label="Versions" onKeyDown={onKeyDown}>
      {byDay(versions).map(({ title, versions: ofDay }) => (
        <section key={title} aria-label={title}>
          <h2 className={styles.day}>{title}</h2>
          <ol>
            {ofDay.map(version => (
              <li key={version.id}>
                <button
                  type="button"
                  data-version={version.id}
                  className={classNames(styles.version, version.id === selected && styles.selected)}
                  aria-current={version.id === selected || undefined}
                  tabIndex={version.id === selected ? 0 : -1}
                  onClick={() => onSelect(version.id)}
                >
                  <Words version={version} />
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </nav>
  )
}

function Words({ version }: { version: VersionRow }) {
  const { kind, name, message, by, authors } = version
  return (
    <>
      <span className={styles.what}>
        {kind === 'named' && <Bookmark aria-hidden="true" />}
        {kind === 'commit' && <GitCommitHorizontal aria-hidden="true" />}
        <time dateTime={version.createdAt}>{timeOf(version)}</time>
        <span className={styles.name}>{name ?? (message || 'Saved by itself')}</span>
      </span>
      {name !== null && message !== '' && <span className={styles.message}>{message}</span>}
      {name !== null && by && <span className={styles.message}>Named by {by.name}</span>}
      {authors.length > 0 && (
        <span className={styles.authors}>
          {authors.map(author => (
            <span key={idOf(author)} className={styles.author}>
              <Avatar of={{ id: idOf(author), name: author.name, agent: author.kind === 'agent' }} small decorative />
              {author.name}
            </span>
          ))}
        </span>
      )}
    </>
  )
}

export const idOf = (author: Author): string => (author.kind === 'person' ? author.id : author.agent)
