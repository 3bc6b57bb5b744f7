import { Link } from '@tanstack/react-router'
import { Clapperboard } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './TopBar.module.css'

/** The bar at the top of every signed-in page: where you are on the left, who and what is going on at the right. */
export function TopBar({ children, end, compact }: { children?: ReactNode; end: ReactNode; compact?: boolean }) {
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.home} aria-label="Aiuteur, all projects">
        <Clapperboard aria-hidden="true" />
        {!compact && 'Aiuteur'}
      </Link>
      {children}
      <div className={styles.end}>{end}</div>
    </header>
  )
}
