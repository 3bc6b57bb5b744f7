import { Highlighter } from 'lucide-react'
import { IconButton } from '../../ui/Button.tsx'
import { useShortcut } from '../../ui/shortcuts/commands.ts'

const KEYS = 'F9'

/** Shows and hides who wrote what; by key and by command as well. */
export function AuthorsButton({ shown, onToggle }: { shown: boolean; onToggle: () => void }) {
  useShortcut({
    label: shown ? 'Hide who wrote what' : 'Show who wrote what',
    group: 'Script',
    keys: KEYS,
    inFields: true,
    keywords: 'authors colours attribution agents people',
    run: onToggle,
  })
  return (
    <IconButton
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
