import { X } from 'lucide-react'
import { type KeyboardEvent, useId } from 'react'
import { IconButton } from '../ui/Button.tsx'
import { Chat } from './Chat.tsx'
import styles from './director.module.css'

/** Beside every page of a project: the thread that everybody in it has with the director. Escape closes it. */
export function DirectorPanel({ onClose }: { onClose: () => void }) {
  const title = useId()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }
  return (
    <aside className={styles.panel} aria-labelledby={title} onKeyDown={onKeyDown}>
      <header className={styles.head}>
        <h2 id={title}>Director</h2>
        <IconButton label="Close the director" size="small" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <Chat />
    </aside>
  )
}
