import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Activity, Keyboard, LogOut, UserRound } from 'lucide-react'
import { sessionQuery, useMe } from '../api/hooks.ts'
import { sentenceOf } from '../api/request.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { openShortcutsHelp } from '../ui/shortcuts/KeyboardRoot.tsx'
import { useToast } from '../ui/Toast.tsx'
import { THEMES, type Theme, useTheme } from '../ui/theme.ts'
import { signOut } from './session.ts'

const THEME_NAMES: Record<Theme, string> = { system: 'As the system', dark: 'Dark', light: 'Light' }

/** Who is signed in, the theme, the shortcuts, the way out. */
export function AccountMenu() {
  const me = useMe()
  const { data: session } = useQuery(sessionQuery)
  const { theme, setTheme } = useTheme()
  const queries = useQueryClient()
  const toast = useToast()
  const navigate = useNavigate()
  const leave = async (): Promise<void> => {
    try {
      await signOut()
      queries.clear()
      // a fresh page: nothing of this person stays in memory
      location.assign('/')
    } catch (error) {
      toast({ title: 'You are still signed in', detail: sentenceOf(error), tone: 'danger' })
    }
  }
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`Account of ${me.name}`}>
          <Avatar of={me} decorative />
        </IconButton>
      }
      items={[
        { kind: 'heading', label: `Signed in as ${me.name}` },
        { kind: 'separator' },
        { kind: 'heading', label: 'Theme' },
        ...THEMES.map(name => ({
          label: THEME_NAMES[name],
          checked: theme === name,
          onSelect: () => setTheme(name),
        })),
        { kind: 'separator' },
        { label: 'Account', icon: <UserRound />, onSelect: () => void navigate({ to: '/account' }) },
        ...(session?.administrator
          ? [
              {
                label: 'Queue and documents',
                icon: <Activity />,
                onSelect: () => void navigate({ to: '/operating' }),
              },
            ]
          : []),
        { label: 'Keyboard shortcuts', icon: <Keyboard />, keys: '?', onSelect: openShortcutsHelp },
        { label: 'Sign out', icon: <LogOut />, onSelect: () => void leave() },
      ]}
    />
  )
}
