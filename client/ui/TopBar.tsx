import { Link } from '@tanstack/react-router'
import { Clapperboard, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './Button.tsx'
import { openCommandPalette } from './shortcuts/KeyboardRoot.tsx'
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
      <div className={styles.end}>
        <IconButton label="Commands, projects and scenes" keys="mod+k" onClick={openCommandPalette}>
          <Search />
        </IconButton>
        {end}
      </div>
    </header>
  )
}
