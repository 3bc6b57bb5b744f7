import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import styles from './Catalogue.module.css'

interface CatalogueProps {
  title: string
  /** What the button says that makes another one. */
  make: string
  onMake: () => void
  /** The list, with what it is searched by. */
  list: ReactNode
  /** The one that is open beside the list. */
  children: ReactNode
}

/** A list of things that belong to no project, and the one of them that is open. */
export const Catalogue = ({ title, make, onMake, list, children }: CatalogueProps) => (
  <>
    <div className={styles.index}>
      <div className={styles.indexHead}>
        <h1 className={styles.title}>{title}</h1>
        <Button size="small" variant="primary" icon={<Plus aria-hidden="true" />} onClick={onMake}>
          {make}
        </Button>
      </div>
      {list}
    </div>
    <main className={styles.scroll}>{children}</main>
  </>
)
