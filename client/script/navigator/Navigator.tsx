import { memo, useEffect, useRef } from 'react'
import type { Person } from '../../sync/hooks.ts'
import { personColour } from '../../ui/people.ts'
import type { OutlineScene } from './outline.ts'
import './navigator.css'

export interface NavigatorProps {
  outline: readonly OutlineScene[]
  /** The scene of the caret. */
  current: string | null
  people: readonly Person[]
  onGo: (scene: OutlineScene) => void
  /** Opens the scene's shot list. */
  onOpen: (scene: OutlineScene) => void
}

/** The scenes of the script: a list moved through by arrows; Enter goes there, Shift+Enter opens the shot list. */
export const Navigator = memo(function Navigator({ outline, current, people, onGo, onOpen }: NavigatorProps) {
  const list = useRef<HTMLOListElement>(null)

  useEffect(() => {
    if (current === null) return
    list.current?.querySelector(`[data-scene="${CSS.escape(current)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const move = (from: HTMLElement, by: number) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('button.navigator-scene') ?? [])]
    items[items.indexOf(from) + by]?.focus()
  }

  return (
    <nav className="navigator" aria-label="Scenes">
      <h2 className="navigator-title">
        Scenes <span className="navigator-count">{outline.length}</span>
      </h2>
      {outline.length === 0 && (
        <p className="navigator-empty">Type INT. or EXT. on a new line and the first scene appears here.</p>
      )}
      <ol ref={list} className="navigator-list">
        {outline.map(scene => (
          <li key={scene.id} data-scene={scene.id}>
            <button
              type="button"
              className="navigator-scene"
              aria-current={scene.id === current ? 'location' : undefined}
              onClick={event => (event.shiftKey ? onOpen(scene) : onGo(scene))}
              onDoubleClick={() => onOpen(scene)}
              onKeyDown={event => {
                if (event.key === 'ArrowDown') move(event.currentTarget, 1)
                else if (event.key === 'ArrowUp') move(event.currentTarget, -1)
                else return
                event.preventDefault()
              }}
            >
              <span className="navigator-number">{scene.number}</span>
              <span className="navigator-heading">{scene.heading || 'Untitled scene'}</span>
              <span className="navigator-people">
                {people
                  .filter(person => !person.isMe && person.place?.sceneId === scene.id)
                  .map(person => (
                    <span
                      key={person.id}
                      className="navigator-person"
                      style={{ background: person.agent ? 'var(--agent)' : personColour(person.id) }}
                      title={`${person.name} is here`}
                      role="img"
                      aria-label={`${person.name} is here`}
                    />
                  ))}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
})
