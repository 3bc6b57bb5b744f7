import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useProjectContext } from '../project/context.tsx'
import styles from './timelines.module.css'

/** The head of a page about two versions, and the title of its window. */
export function VersionsHead({ heading, children }: { heading: string; children: ReactNode }) {
  const { project } = useProjectContext()
  useEffect(() => {
    document.title = `${heading} · ${project.name} · Aiuteur`
  }, [heading, project.name])
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{heading}</h1>
      <Link to="/p/$projectId/timelines" params={{ projectId: project.id }}>
        Back to the version history
      </Link>
      {children}
    </div>
  )
}
