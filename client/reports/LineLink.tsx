import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useProjectContext } from '../project/context.tsx'
import { classNames } from '../ui/classNames.ts'
import styles from './reports.module.css'

interface LineLinkProps {
  lineId: string
  /** The link of its row: all of the row leads there. */
  row?: boolean
  children: ReactNode
}

/** Leads to a line of the script. */
export function LineLink({ lineId, row = false, children }: LineLinkProps) {
  const { project } = useProjectContext()
  if (lineId === '') return children
  return (
    <Link
      to="/p/$projectId/script"
      params={{ projectId: project.id }}
      hash={`line=${lineId}`}
      className={classNames(styles.link, row && styles.rowLink)}
      {...(row ? { 'data-row': true } : {})}
    >
      {children}
    </Link>
  )
}
