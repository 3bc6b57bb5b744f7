import { useSyncExternalStore } from 'react'
import { announce } from '../../ui/announce.ts'

export const FOCUS_KEYS = 'mod+shift+l'

/** Lasts as long as the page: whoever comes back tomorrow finds the room as it is. */
let on = false
const listeners = new Set<() => void>()

/** Only the page is shown; everything around it comes back with the same key, or with Escape. */
export function setFocusMode(next: boolean): void {
  if (on === next) return
  on = next
  if (next) document.documentElement.dataset.focusMode = ''
  else delete document.documentElement.dataset.focusMode
  announce(next ? 'Focus mode: only the page is shown. Escape brings the rest back.' : 'Focus mode has ended.')
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    // another place of the product has no page to focus on
    if (listeners.size === 0) setFocusMode(false)
  }
}

export const isFocusMode = (): boolean => on
export const useFocusMode = (): boolean => useSyncExternalStore(subscribe, isFocusMode)
