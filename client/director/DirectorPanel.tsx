import { X } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { type KeyboardEvent, useId, useState } from 'react'
import { CreativeRoom } from '../room/CreativeRoom.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Chat } from './Chat.tsx'
import styles from './director.module.css'

/** Beside every page of a project: the thread with the director, and the creative room. Escape closes it. */
export function DirectorPanel({ onClose }: { onClose: () => void }) {
  const title = useId()
  const [tab, setTab] = useState('chat')
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }
  return (
    <aside className={styles.panel} aria-labelledby={title} onKeyDown={onKeyDown}>
      <Tabs.Root className={styles.tabs} value={tab} onValueChange={setTab}>
        <header className={styles.head}>
          <h2 id={title} className="sr-only">
            Director
          </h2>
          <Tabs.List className={styles.tabList} aria-label="Director">
            <Tabs.Trigger value="chat">Director</Tabs.Trigger>
            <Tabs.Trigger value="room">Creative room</Tabs.Trigger>
          </Tabs.List>
          <IconButton label="Close the director" size="small" onClick={onClose}>
            <X />
          </IconButton>
        </header>
        <Tabs.Content value="chat" className={styles.tab} tabIndex={-1}>
          <Chat onRoom={() => setTab('room')} />
        </Tabs.Content>
        <Tabs.Content value="room" className={styles.tab} tabIndex={-1}>
          <CreativeRoom />
        </Tabs.Content>
      </Tabs.Root>
    </aside>
  )
}
