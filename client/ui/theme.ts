import { useSyncExternalStore } from 'react'

export const THEMES = ['system', 'dark', 'light'] as const
export type Theme = (typeof THEMES)[number]

/** Also read by public/theme.js before the first paint. */
const KEY = 'aiuteur.theme'
const listeners = new Set<() => void>()

function readSaved(): Theme {
  try {
    const saved = localStorage.getItem(KEY)
    return THEMES.find(theme => theme === saved) ?? 'dark'
  } catch {
    return 'dark'
  }
}

let current: Theme = typeof localStorage === 'undefined' ? 'dark' : readSaved()

const prefersLight = (): MediaQueryList => matchMedia('(prefers-color-scheme: light)')

function apply(): void {
  const light = current === 'light' || (current === 'system' && prefersLight().matches)
  document.documentElement.dataset.theme = light ? 'light' : 'dark'
  for (const listener of listeners) listener()
}

export function setTheme(theme: Theme): void {
  current = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // without storage the choice lasts as long as the page
  }
  apply()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const media = prefersLight()
  const onStorage = (event: StorageEvent): void => {
    if (event.key !== KEY) return
    current = readSaved()
    apply()
  }
  media.addEventListener('change', apply)
  addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    media.removeEventListener('change', apply)
    removeEventListener('storage', onStorage)
  }
}

/** The chosen theme, and how to choose another. It is saved, and follows in the person's other tabs. */
export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void } {
  return { theme: useSyncExternalStore(subscribe, () => current), setTheme }
}
