import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { useScript } from '../context.tsx'
import type { ScriptPanel } from './panels.tsx'
import './panels.css'

/** The open panel. Escape closes it and leads back into the text. */
export function SidePanel({ panels }: { panels: readonly ScriptPanel[] }) {
  const { panel, showPanel, editor } = useScript()
  const shown = panels.find(({ name }) => name === panel)
  const body = useRef<HTMLElement>(null)
  useEffect(() => {
    // whoever opened it from the text goes on in it; what is typed into stays where it is
    if (shown && !body.current?.contains(document.activeElement)) body.current?.focus({ preventScroll: true })
  }, [shown])
  if (!shown) return null
  const close = () => {
    showPanel(null)
    editor.view.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    close()
  }
  return (
    <aside ref={body} className="side-panel" aria-label={shown.label} tabIndex={-1} onKeyDown={onKeyDown}>
      <header className="side-panel-head">
        <h2>{shown.label}</h2>
        <IconButton label={`Close ${shown.label.toLowerCase()}`} size="small" onClick={close}>
          <X />
        </IconButton>
      </header>
      <div className="side-panel-body">
        <shown.Content />
      </div>
    </aside>
  )
}
