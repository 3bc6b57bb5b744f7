import { Link } from '@tanstack/react-router'
import { LayoutGrid, LibraryBig, PenLine } from 'lucide-react'
import styles from './Rail.module.css'

const PLACES = [
  { to: '/', label: 'Projects', icon: LayoutGrid, exact: true },
  { to: '/styles', label: 'Written styles', icon: PenLine, exact: false },
  { to: '/library', label: 'Asset library', icon: LibraryBig, exact: false },
] as const

/** The places beside the projects: at the left of every page that is in no project. */
export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Places">
      {PLACES.map(({ to, label, icon: Icon, exact }) => (
        <Link
          key={to}
          to={to}
          className={styles.place}
          activeOptions={{ exact }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Icon aria-hidden="true" />
          {label}
        </Link>
      ))}
    </nav>
  )
}
