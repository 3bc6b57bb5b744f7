import type { CSSProperties, PointerEvent } from 'react'
import { formatEighths, spokenEighths } from '../../../shared/core/reports/format.ts'
import type { Person } from '../../sync/hooks.ts'
import { personColour } from '../../ui/people.ts'
import type { OutlineScene } from './outline.ts'
import type { SceneDrag } from './useSceneDrag.ts'

interface SceneRowProps {
  scene: OutlineScene
  level: number
  /** Among all scenes of the script. */
  place: number
  current: boolean
  people: readonly Person[]
  eighths: number
  drag: SceneDrag | null
  isLast: boolean
  onGo: (scene: OutlineScene) => void
  onOpen: (scene: OutlineScene) => void
  /** Left out: the scene cannot be moved. */
  onPress: ((id: string, event: PointerEvent) => void) | undefined
}

export function SceneRow({
  scene,
  level,
  place,
  current,
  people,
  eighths,
  drag,
  isLast,
  onGo,
  onOpen,
  onPress,
}: SceneRowProps) {
  const drop =
    drag === null ? undefined : drag.gap === place ? 'before' : isLast && drag.gap > place ? 'after' : undefined
  return (
    <li
      data-scene={scene.id}
      data-place={place}
      data-drop={drop}
      data-dragged={drag?.id === scene.id ? '' : undefined}
      style={{ '--level': level } as CSSProperties}
    >
      <button
        type="button"
        data-row=""
        className="navigator-scene"
        aria-current={current ? 'location' : undefined}
        aria-keyshortcuts={onPress ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
        data-omitted={scene.omitted ? '' : undefined}
        onClick={event => (event.shiftKey ? onOpen(scene) : onGo(scene))}
        onDoubleClick={() => onOpen(scene)}
        onPointerDown={event => onPress?.(scene.id, event)}
      >
        <span className="navigator-number">{scene.number}</span>
        <span className="navigator-words">
          <span className="navigator-heading">{scene.heading || 'Untitled scene'}</span>
          {scene.omitted && <span className="navigator-omitted">Omitted</span>}
          {scene.synopsis !== '' && <span className="navigator-synopsis">{scene.synopsis}</span>}
        </span>
        <span className="navigator-side">
          {eighths > 0 && !scene.omitted && (
            <span className="navigator-length">
              <span aria-hidden="true">{formatEighths(eighths)}</span>
              <span className="sr-only">{spokenEighths(eighths)}</span>
            </span>
          )}
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
        </span>
      </button>
    </li>
  )
}
