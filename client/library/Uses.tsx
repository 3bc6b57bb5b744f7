import { Link } from '@tanstack/react-router'
import type { LibraryDetail, LibraryUse } from '../../shared/core/api/library.ts'
import catalogue from '../ui/Catalogue.module.css'
import { relativeTime } from '../ui/time.ts'
import styles from './library.module.css'

/** A timeline with an asset on it, and the way there. */
const Place = ({ use: { projectId, project, timelineId, timeline } }: { use: LibraryUse }) => (
  <Link to="/p/$projectId/assets" params={{ projectId }} search={{ timeline: timelineId }}>
    {project} ({timeline})
  </Link>
)

/** 'a project that you may not see', '3 projects that you may not see'. */
export const unseenProjects = (count: number): string =>
  `${count === 1 ? 'a project' : `${count} projects`} that you may not see`

/** Where an asset of the library came from. */
export function Origin({ asset: { promoted, madeBy, createdAt } }: { asset: LibraryDetail }) {
  if (promoted === null)
    return (
      <p className={catalogue.reason}>
        Made here by {madeBy} {relativeTime(createdAt)}.
      </p>
    )
  const { by, at, project } = promoted
  return (
    <p className={catalogue.reason}>
      Promoted by {by} {relativeTime(at)} from{' '}
      {project ? <Place use={project} /> : 'a project that you may not see, or that is gone'}.
    </p>
  )
}

/** The projects that have a copy of an asset. */
export function Uses({ usedIn: { places, others } }: Pick<LibraryDetail, 'usedIn'>) {
  if (places.length + others === 0) return <p className={catalogue.reason}>No project uses it yet.</p>
  return (
    <section aria-label="Where it is used">
      <h2 className={catalogue.sectionTitle}>Used in</h2>
      <ul className={styles.uses}>
        {places.map(use => (
          <li key={use.timelineId}>
            <Place use={use} />
          </li>
        ))}
        {others > 0 && <li className={catalogue.reason}>{unseenProjects(others)}</li>}
      </ul>
    </section>
  )
}
