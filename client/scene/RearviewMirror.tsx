import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId } from 'react'
import type { Scene } from '../../shared/core/script/scenes.ts'
import { useRemembered } from '../ui/remembered.ts'
import { lastMoments } from './data/sceneStore.ts'

/** How the scene before ended: its last action and its last line. */
export function RearviewMirror({ previous }: { previous: Scene | null }) {
  const [open, setOpen] = useRemembered('scene.rearview', true)
  const id = useId()
  if (!previous) return null
  const { action, line } = lastMoments(previous)
  return (
    <section className="rearview" aria-label="Rearview mirror">
      <button
        type="button"
        className="rearview-toggle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
        Before this: {previous.number} {previous.heading}
      </button>
      <div id={id} className="rearview-body" hidden={!open}>
        {action && (
          <p>
            <span className="rearview-label">Last action</span>
            <span className="rearview-text">{action.text}</span>
          </p>
        )}
        {line && (
          <p>
            <span className="rearview-label">Last line</span>
            <span className="rearview-text">
              {line.speaker && <b>{line.speaker}: </b>}
              {line.text}
            </span>
          </p>
        )}
        {!action && !line && <p className="muted">The scene before has no action and no dialogue yet.</p>}
      </div>
    </section>
  )
}
