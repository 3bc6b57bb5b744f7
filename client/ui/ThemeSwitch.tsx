import { Monitor, Moon, Sun } from 'lucide-react'
import { IconButton } from './Button.tsx'
import { type Theme, useTheme } from './theme.ts'

const NEXT: Record<Theme, Theme> = { dark: 'light', light: 'system', system: 'dark' }
const NAME: Record<Theme, string> = { dark: 'Dark theme', light: 'Light theme', system: 'Theme of the system' }
const ICON = { dark: Moon, light: Sun, system: Monitor }

export function ThemeSwitch() {
  const { theme, setTheme } = useTheme()
  const Icon = ICON[theme]
  return (
    <IconButton label={`${NAME[theme]}. Change the theme`} onClick={() => setTheme(NEXT[theme])}>
      <Icon />
    </IconButton>
  )
}
