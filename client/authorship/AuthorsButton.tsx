import { Highlighter } from 'lucide-react'
import { IconButton } from '../ui/Button.tsx'
import { useRemembered } from '../ui/remembered.ts'
import { useShortcut } from '../ui/shortcuts/commands.ts'

const KEYS = 'F9'

/** Does this person want to see who wrote what? One choice for all pages that can show it. */
export const useAuthorsShown = () => useRemembered('script.authors', false)

interface AuthorsButtonProps {
  /** The heading of its command. */
  group: string
  size?: 'small' | 'medium'
  shown: boolean
  onToggle: () => void
}

/** Shows and hides who wrote what; by key and by command as well. */
export function AuthorsButton({ group, size = 'medium', shown, onToggle }: AuthorsButtonProps) {
  useShortcut({
    label: shown ? 'Hide who wrote what' : 'Show who wrote what',
    group,
    keys: KEYS,
    inFields: true,
    keywords: 'authors colours attribution agents people',
    run: onToggle,
  })
  return (
    <IconButton
      size={size}
      label="Show who wrote what"
      keys={KEYS}
      pressed={shown}
      // the caret stays where it is
      onMouseDown={event => event.preventDefault()}
      onClick={onToggle}
    >
      <Highlighter size={15} />
    </IconButton>
  )
}
