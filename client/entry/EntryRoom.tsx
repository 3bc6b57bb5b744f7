import { Clapperboard } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import styles from './entry.module.css'

interface EntryRoomProps {
  title: string
  lead?: ReactNode
  children: ReactNode
  /** The other ways in. */
  aside?: ReactNode
}

/** The small room before the door: one question at a time. */
export function EntryRoom({ title, lead, children, aside }: EntryRoomProps) {
  useEffect(() => {
    document.title = `${title} · Aiuteur`
  }, [title])
  return (
    <main className={styles.room}>
      <div className={styles.panel}>
        <p className={styles.brand}>
          <Clapperboard aria-hidden="true" />
          Aiuteur
        </p>
        <h1 className={styles.title}>{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
        {children}
        {aside && <p className={styles.aside}>{aside}</p>}
      </div>
    </main>
  )
}
