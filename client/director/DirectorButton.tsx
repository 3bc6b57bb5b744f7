import { Megaphone } from 'lucide-react'
import { type Ref, useEffect } from 'react'
import { useProjectContext } from '../project/context.tsx'
import { IconButton } from '../ui/Button.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import styles from './director.module.css'
import { useDirectorThread } from './queries.ts'
import { unreadOf, useReadTo } from './unread.ts'

interface DirectorButtonProps {
  open: boolean
  onToggle: () => void
  ref: Ref<HTMLButtonElement>
}

/** Opens and closes the panel of the director; says how much was said while it was closed. */
export function DirectorButton({ open, onToggle, ref }: DirectorButtonProps) {
  const { project, user } = useProjectContext()
  const messages = useDirectorThread(project.id).data?.messages
  const [readTo, read] = useReadTo(project.id)
  const newest = messages === undefined ? null : (messages.at(-1)?.place ?? 0)
  useEffect(() => {
    if (newest !== null && (open || readTo === null) && newest !== readTo) read(newest)
  }, [newest, open, readTo, read])
  const unread = open || readTo === null ? 0 : unreadOf(messages ?? [], readTo, user.id)
  useCommands([
    {
      keys: 'alt+9',
      label: open ? 'Close the director' : 'Director',
      group: 'Go to',
      keywords: 'chat talk approve regenerate creative room',
      run: onToggle,
    },
  ])
  return (
    <span className={styles.opener}>
      <IconButton
        ref={ref}
        label={unread > 0 ? `Director: ${unread} new` : 'Director'}
        keys="alt+9"
        pressed={open}
        onClick={onToggle}
      >
        <Megaphone />
      </IconButton>
      {unread > 0 && <span className={styles.unread} aria-hidden="true" />}
    </span>
  )
}
