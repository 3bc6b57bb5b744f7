import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { listenForShortcuts, useShortcut } from './commands.ts'

// both bring weight that the first page does not need
const CommandPalette = lazy(() => import('../CommandPalette.tsx'))
const ShortcutsHelp = lazy(() => import('./ShortcutsHelp.tsx'))

type Overlay = 'palette' | 'help' | null

let openOverlay: (overlay: Overlay) => void = () => {}

/** Opens the command palette, for buttons that do what its shortcut does. */
export const openCommandPalette = (): void => openOverlay('palette')
export const openShortcutsHelp = (): void => openOverlay('help')

/** Listens for shortcuts and shows the palette (Cmd/Ctrl+K) and the list of shortcuts (?). */
export function KeyboardRoot({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>(null)
  useEffect(() => {
    openOverlay = setOverlay
    return listenForShortcuts(window)
  }, [])
  useShortcut({
    keys: 'mod+k',
    label: 'Command palette',
    group: 'Everywhere',
    palette: false,
    run: () => setOverlay(shown => (shown === 'palette' ? null : 'palette')),
  })
  useShortcut({ keys: '?', label: 'Keyboard shortcuts', group: 'Everywhere', run: () => setOverlay('help') })
  const close = (): void => setOverlay(null)
  return (
    <>
      {children}
      <Suspense fallback={null}>
        {overlay === 'palette' && <CommandPalette onClose={close} />}
        {overlay === 'help' && <ShortcutsHelp onClose={close} />}
      </Suspense>
    </>
  )
}
