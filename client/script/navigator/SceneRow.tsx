import { EllipsisVertical, MessageSquareText } from 'lucide-react'
import type { CSSProperties, MouseEvent, PointerEvent } from 'react'
import { formatEighths, spokenEighths } from '../../../shared/core/reports/format.ts'
import type { Person } from '../../sync/hooks.ts'
import { personColour } from '../../ui/people.ts'
import type { ListDrag } from '../../ui/useListDrag.ts'
import type { OutlineScene } from './outline.ts'

interface SceneRowProps {
  scene: OutlineScene
  level: number
  /** Among all scenes of the script. */
  place: number
  current: boolean
  people: readonly Person[]
  eighths: number
  /** Open threads on its words. */
  comments: number
  /** Is its menu open? */
  menu: boolean
  drag: ListDrag | null
  isLast: boolean
  onGo: (scene: OutlineScene) => void
  onOpen: (scene: OutlineScene) => void
  onComments: (scene: OutlineScene) => void
  /** Left out: the scene cannot be moved. */
  onPress: ((id: string, event: PointerEvent) => void) | undefined
}

/** The menu of the row, where a press with the other button would open it; hands and keys that have none come here. */
function openMenu({ currentTarget }: MouseEvent<HTMLElement>): void {
  const { left: clientX, bottom: clientY } = currentTarget.getBoundingClientRect()
  currentTarget.dispatchEvent(
    new globalThis.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }),
  )
}

/** A scene: its row, the way to its open comments, and its menu. Right and left go over from one to the next. */
export function SceneRow({
  scene,
  level,
  place,
  current,
  people,
  eighths,
  comments,
  menu,
  drag,
  isLast,
  onGo,
  onOpen,
  onComments,
  onPress,
}: SceneRowProps) {
  const drop =
    drag === null ? undefined : drag.gap === place ? 'before' : isLast && drag.gap > place ? 'after' : undefined
  return (
    <li
      data-scene={scene.id}
      data-row-id={scene.id}
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
      <span className="navigator-tools">
        {comments > 0 && (
          <button
            type="button"
            tabIndex={-1}
            className="navigator-comments"
            aria-label={`${comments === 1 ? '1 open comment' : `${comments} open comments`} in scene ${scene.number}`}
            title="Read the open comments"
            onClick={() => onComments(scene)}
          >
            <MessageSquareText size={12} aria-hidden="true" />
            {comments}
          </button>
        )}
        <button
          type="button"
          tabIndex={-1}
          className="navigator-menu"
          aria-label={`Actions for scene ${scene.number}`}
          aria-haspopup="menu"
          aria-expanded={menu}
          onClick={openMenu}
        >
          <EllipsisVertical size={14} aria-hidden="true" />
        </button>
      </span>
    </li>
  )
}
