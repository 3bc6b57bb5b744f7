import type { Editor } from '@tiptap/react'
import { createContext, type ReactNode, useContext } from 'react'
import type { OpenDocument } from '../sync/hooks.ts'
import type { ScreenplayBinding } from './binding/binding.ts'

/** What every tool and panel of the script page works with. Made anew only when one of these changes, never by typing. */
export interface ScriptPart {
  editor: Editor
  binding: ScreenplayBinding
  open: OpenDocument
  canWrite: boolean
  /** Why nothing can be written, for what is therefore disabled; null while one may. */
  reason: string | null
  /** Name of the panel on the right; null: none. */
  panel: string | null
  showPanel: (name: string | null) => void
  /** Asks an agent about the selected words, or about a range of the editor. */
  ask: (range?: { from: number; to: number }) => void
  /** Shows a line and puts the caret at its end, or selects `from`..`to` of its text. False when it is gone. */
  goToLine: (lineId: string, selected?: { from: number; to: number }) => boolean
}

const ScriptContext = createContext<ScriptPart | null>(null)

export function ScriptProvider({ value, children }: { value: ScriptPart | null; children: ReactNode }) {
  return <ScriptContext value={value}>{children}</ScriptContext>
}

/** Null while the editor is not in the page yet. */
export const useScriptPart = (): ScriptPart | null => useContext(ScriptContext)

/** For tools and panels, which are shown only while there is an editor. */
export function useScript(): ScriptPart {
  const part = useContext(ScriptContext)
  if (!part) throw new Error('useScript is used outside of the script page.')
  return part
}
