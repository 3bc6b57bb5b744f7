import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'

/** Something that opens on the right of the page, one at a time, from a button of the toolbar, by key and by command. */
export interface ScriptPanel {
  /** Stays the same for ever: it is remembered. */
  name: string
  label: string
  keys?: string
  /** Further words the palette finds it by. */
  keywords?: string
  Icon: LucideIcon
  /** Its content; it finds the editor with useScript(). */
  Content: ComponentType
}

/** In the order of their buttons. */
export const SCRIPT_PANELS: readonly ScriptPanel[] = []
