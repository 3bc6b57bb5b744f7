import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'

import type { DocumentChange } from '../../shared/core/api/timelines.ts'
import { summariseViews } from '../../shared/core/timelines/summariseViews.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { ViewChanges } from '../history/ViewChanges.tsx'
import { useProjectContext } from '../project/context.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import '../ui/scriptFont.ts'
import { comparisonQuery } from './queries.ts'
import styles from './timelines.module.css'
import { VersionsHead } from './VersionsHead.tsx'
import { documentTitle } from './words.ts'

/** Where the changes of a document begin; two scenes that are in no script have one title. */
const placeOf = ({ kind, sceneId }: DocumentChange): string => `${kind}-${sceneId ?? ''}`

/** What two versions of the film say otherwise, document by document; one version twice: what it says. */
export default function ComparePage() {
  const { project } = useProjectContext()
  const { from = '', to = '' } = useSearch({ from: '/signed-in/p/$projectId/compare' })
  const { data, error, refetch } = useQuery(comparisonQuery(project.id, from, to))
  const isPreview = from === to
  const heading = !data
    ? 'Compare'
    : isPreview
      ? `“${data.to.name}” as it was`
      : `From “${data.from.name}” to “${data.to.name}”`
  return (
    <div className={styles.compare}>
      <VersionsHead heading={heading}>
        {!isPreview && data && (
          <Link
            className={styles.swap}
            to="/p/$projectId/compare"
            params={{ projectId: project.id }}
            search={{ from: to, to: from }}
          >
            The other way round
          </Link>
        )}
      </VersionsHead>
      {!data && <ReadFailure query={{ error, refetch }} />}
      {!data && !error && <PagePending />}
      {data && (
        <div className={styles.comparison}>
          <nav className={styles.contents} aria-label="Documents">
            <ol>
              {data.changes.map(change => (
                <li key={placeOf(change)}>
                  <a href={`#${placeOf(change)}`}>{documentTitle(change)}</a>
                </li>
              ))}
            </ol>
          </nav>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <main className={styles.changes} tabIndex={0} aria-label={heading}>
            {data.changes.length === 0 && <p className={styles.same}>Both say the same.</p>}
            {!isPreview && data.changes.length > 0 && (
              <ul className={styles.summary} aria-label="In short">
                {summariseViews(data.changes.map(({ view }) => view)).map(sentence => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
            {data.changes.map(change => (
              <section
                key={placeOf(change)}
                id={placeOf(change)}
                aria-label={documentTitle(change)}
                className={styles.change}
              >
                <h2 className={styles.changeTitle}>{documentTitle(change)}</h2>
                <ViewChanges view={change.view} authors={change.authors} folded={!isPreview} />
              </section>
            ))}
          </main>
        </div>
      )}
    </div>
  )
}
