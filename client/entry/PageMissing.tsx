import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useEffect } from 'react'
import { EmptyState } from '../ui/EmptyState.tsx'
import styles from './entry.module.css'

export function PageMissing() {
  useEffect(() => {
    document.title = 'No such page · Aiuteur'
  }, [])
  return (
    <main className={styles.room}>
      <EmptyState icon={<Compass aria-hidden="true" />} level={1} title="There is no page at this address">
        <p>
          It may have been typed wrong or be out of date. <Link to="/">See all projects</Link>
        </p>
      </EmptyState>
    </main>
  )
}
